//! Sign-in starts and then hangs.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, NlaOutcome};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Sign-in starts and then hangs.
pub static CAUSE: Cause = Cause {
    id: "nla/stalled",
    aliases: &[],
    stage: Stage::Nla,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Sign-in starts and then hangs",
    meaning: "Encryption works, but the sign-in conversation (NLA) stops without an answer. The host is probably waiting for a domain controller or is overloaded.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "Stays at \"Verifying credentials\"", codes: &[] },
        SeenAs { client: "mstsc", message: "Stays at \"Securing remote connection\"", codes: &[] },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_CONNECT_TRANSPORT_FAILED",
            codes: &["0x2000D", "xfreerdp exit 147"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &["LSASS busy; NETLOGON 5719 or 5783; slow or dead domain controller in the site."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Try a local account to see whether only domain sign-in hangs.",
            command: None,
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Harmless,
            text: "Check the way from the host to a domain controller and the load of LSASS.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "nltest /sc_query:<domain>; Get-Process lsass | select CPU,WS",
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
    (facts.nla.known()?.outcome == NlaOutcome::Stalled)
        .then(|| Match::certain("/nla/outcome", "the sign-in was begun, and nothing came back"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn nothing_comes() {
        let facts = testing::stopped_at_nla(NlaOutcome::Stalled);
        expect![[r"
            certain, blocks
            /nla/outcome: the sign-in was begun, and nothing came back
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
