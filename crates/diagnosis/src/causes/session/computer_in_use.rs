//! Somebody else is using this computer.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Somebody else is using this computer.
pub static CAUSE: Cause = Cause {
    id: "session/computer-in-use",
    aliases: &["single-session-client-os"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "Somebody else is using this computer",
    meaning: "Windows for desktops allows one person at a time. Someone is signed in, and either you wait, they agree to go, or they refuse.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Another user is signed in. If you continue, they'll be disconnected.",
            codes: &[],
        },
        SeenAs { client: "mstsc", message: "The user refused the connection", codes: &[] },
    ],
    told_by: &[ToldBy::Session],
    signs: &["LocalSessionManager 39, 40."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Answer the prompt, or wait.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See who is signed in; agree on times, or use Windows Server or Azure Virtual Desktop for several people.",
            command: Some(Command { shell: Shell::PowerShell, line: "quser", trust: Trust::Unverified }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Patch termsrv.dll for several sessions",
        why: "breaks with updates, violates the licence",
        instead: "Windows Server or multi-session Windows",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-onlogonerror",
        "FreeRDP/FreeRDP include/freerdp/settings_types.h",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::logon_notice(facts, &[0xFFFF_FFF8, 0xFFFF_FFF9])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_user_there_refuses() {
        let facts = testing::session(SessionOutcome::Stalled, |session| {
            session.logon_error = Fact::Known((0xFFFF_FFF9, 1));
        });
        expect![[r"
            certain, blocks
            /session/logon_error: the host said LOGON_MSG_DISCONNECT_REFUSED (data 0x1)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
