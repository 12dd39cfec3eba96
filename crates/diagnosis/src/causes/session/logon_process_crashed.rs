//! A system process crashed while opening the session.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// A system process crashed while opening the session.
pub static CAUSE: Cause = Cause {
    id: "session/logon-process-crashed",
    aliases: &["winlogon-or-csrss-crash"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "A system process crashed while opening the session",
    meaning: "A process that Windows needs for every session crashed during sign-in. The session ends at once.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The session ended",
        codes: &["extended 0x10", "extended 0x17", "extended 0x18"],
    }],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &["Windows Error Reporting entries, winlogon 4005."],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Check system files.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "sfc /scannow; DISM /Online /Cleanup-Image /RestoreHealth",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Remove an added credential provider at the console.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["FreeRDP/FreeRDP include/freerdp/error.h"],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::error_info(facts, &[0x10, 0x17, 0x18])
}

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(facts, Provider::Winlogon, &[4005], "the logon process ended unexpectedly")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0x10() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0x10);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_SERVER_DWM_CRASH (0x10)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::Winlogon, 4005);
        expect![[r"
            likely, blocks
            /log/entries: Winlogon 4005: the logon process ended unexpectedly, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
