//! The host ends the sign-in without saying why.

use crate::cause::{Behind, Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, LogonOutcome};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host ends the sign-in without saying why.
pub static CAUSE: Cause = Cause {
    id: "nla/closed-without-reason",
    aliases: &["credssp-no-errorcode-tls-alert80"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The host ends the sign-in without saying why",
    meaning: "The host stopped the sign-in and gave no reason. Old systems and some programs do this for every failure, wrong password included, so the real cause cannot be read from the answer. A message that says \"password certainly expired\" is a guess of the client.",
    seen_as: &[
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_PASSWORD_CERTAINLY_EXPIRED",
            codes: &["0x2000F", "ERRCONNECT_PASSWORD_CERTAINLY_EXPIRED", "xfreerdp exit 152"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_CONNECT_TRANSPORT_FAILED",
            codes: &["0x2000D", "ERRCONNECT_CONNECT_TRANSPORT_FAILED", "xfreerdp exit 147"],
        },
        SeenAs { client: "ironrdp", message: "TLS alert 80 internal_error", codes: &[] },
        SeenAs { client: "guacamole", message: "Credentials expired.", codes: &["0x0303"] },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &["Server 2008 R2 may log no 4625; otherwise the sub status of 4625 tells the reason."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Compare with another client (old hosts may reject a modern NTLM message).",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Read the last failed logon on the host.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Get-WinEvent -FilterHashtable @{LogName='Security';Id=4625} -MaxEvents 5 | fl TimeCreated,Message",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Patch or upgrade the host so that it reports reasons.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Report or treat it as an expired password without 0xC0000071",
        why: "it is a guess; people reset good passwords",
        instead: "read the host's event 4625",
    }],
    behind: &[
        Behind {
            what: "the password is wrong and this host never says so",
            tell: "one careful try at another time, or the host's log",
        },
        Behind {
            what: "the host's sign-in service failed",
            tell: "Security event 4625 and System event 36874 on the host",
        },
    ],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "FreeRDP/FreeRDP libfreerdp/core/transport.c",
        "Devolutions/IronRDP#1469",
        "FreeRDP/FreeRDP#4310",
        "FreeRDP/FreeRDP#2862",
        "FreeRDP/FreeRDP#2434",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    match facts.logon.known()?.outcome {
        LogonOutcome::Closed | LogonOutcome::Reset => Some(Match::likely(
            "/logon/outcome",
            "the host closed as soon as it had the proof of the password, without a code",
        )),
        LogonOutcome::Silent => Some(Match::likely(
            "/logon/outcome",
            "the host went silent as soon as it had the proof of the password",
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn closed_at_the_proof() {
        let facts = testing::judged(LogonOutcome::Closed);
        expect![[r"
            likely, blocks
            /logon/outcome: the host closed as soon as it had the proof of the password, without a code
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
