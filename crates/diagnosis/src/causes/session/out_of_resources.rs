//! The host has run out of memory or disk.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host has run out of memory or disk.
pub static CAUSE: Cause = Cause {
    id: "session/out-of-resources",
    aliases: &["host-resources-exhausted"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The host has run out of memory or disk",
    meaning: "The host has too little memory, disk space or handles left to open a session. People who are already in may notice that everything is slow.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "Black screen", codes: &["extended 0x6"] },
        SeenAs { client: "freerdp", message: "ERRINFO_OUT_OF_MEMORY", codes: &["0x10006"] },
    ],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &["System log Resource-Exhaustion-Detector 2004."],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See what uses it up.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-Process | sort WS -desc | select -first 10 Name,WS; Get-PSDrive C",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Free memory or space; restart as a stop-gap.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-rdpbcgr/a21a1bd9-2303-49c1-90ec-3932435c248c",
        "FreeRDP/FreeRDP include/freerdp/error.h",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::error_info(facts, &[0x6]).or_else(|| seen::status(facts, &[0xC000_009A]))
}

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(facts, Provider::Resources, &[2004], "the host ran out of virtual memory")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0x6() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0x6);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_OUT_OF_MEMORY (0x6)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::Resources, 2004);
        expect![[r"
            likely, blocks
            /log/entries: Resource-Exhaustion-Detector 2004: the host ran out of virtual memory, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
