//! The connection is cut during sign-in.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, NlaOutcome};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The connection is cut during sign-in.
pub static CAUSE: Cause = Cause {
    id: "nla/reset",
    aliases: &[],
    stage: Stage::Nla,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The sign-in ends before it begins",
    meaning: "Encryption works, but the connection is reset in the middle of the sign-in (NLA). A security device or a crash in the host's sign-in service is the usual reason.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "An internal error has occurred", codes: &[] },
        SeenAs {
            client: "mstsc",
            message: "The connection was lost",
            codes: &["1028", "0x404", "2308", "0x904"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_CONNECT_TRANSPORT_FAILED",
            codes: &["0x2000D", "xfreerdp exit 147"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "Application log: LSASS or TermService fault; logs of intrusion prevention; Security 4625 missing.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Compare from the same network and with another client.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Look for crashes of lsass or TermService and for blocking security software.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-WinEvent -FilterHashtable @{LogName='Application';Id=1000} -MaxEvents 20",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Unverified,
    references: &[],
};

fn detect(facts: &Facts) -> Option<Match> {
    match facts.nla.known()?.outcome {
        NlaOutcome::Reset => {
            Some(Match::certain("/nla/outcome", "the connection was reset when the sign-in began"))
        }
        NlaOutcome::Closed => Some(Match::certain(
            "/nla/outcome",
            "the host closed when the sign-in began, before any name was sent",
        )),
        NlaOutcome::Malformed => {
            Some(Match::likely("/nla/outcome", "what came back is not the sign-in protocol"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn closed_at_the_first_message() {
        let facts = testing::stopped_at_nla(NlaOutcome::Closed);
        expect![[r"
            certain, blocks
            /nla/outcome: the host closed when the sign-in began, before any name was sent
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
