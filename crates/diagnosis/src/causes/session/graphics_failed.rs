//! The host's graphics for remote sessions failed.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host's graphics for remote sessions failed.
pub static CAUSE: Cause = Cause {
    id: "session/graphics-failed",
    aliases: &["graphics-subsystem-failed"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The host's graphics for remote sessions failed",
    meaning: "The host could not start or keep up the part that makes the picture. Graphics drivers and encoder settings are the usual reasons.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The graphics display components in the remote session failed to start up",
            codes: &["extended 0x11"],
        },
        SeenAs { client: "windows-app", message: "Error code: 0xD06", codes: &["3334", "0xD06"] },
        SeenAs {
            client: "mstsc",
            message: "Because of a protocol error (code: 0x112f), the remote session will be disconnected.",
            codes: &["extended 0x112D", "extended 0x112E", "extended 0x112F"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRINFO_GRAPHICS_MODE_NOT_SUPPORTED, ERRINFO_GRAPHICS_SUBSYSTEM_RESET_FAILED, ERRINFO_GRAPHICS_SUBSYSTEM_FAILED",
            codes: &["0x1112D", "0x1112E", "0x1112F"],
        },
    ],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &["RdpCoreTS 227."],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use one monitor; turn the graphics pipeline off in the client. (On Debian and Ubuntu the program is xfreerdp3.)",
            command: Some(Command {
                shell: Shell::Sh,
                line: "xfreerdp /v:<host> /u:<user> /network:lan",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Update the graphics driver; as a test turn \"Prioritize H.264/AVC 444\" and the WDDM driver off (fEnableWddmDriver = 0).",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "FreeRDP/FreeRDP include/freerdp/error.h",
        "FreeRDP/FreeRDP#4717",
        "FreeRDP/FreeRDP#7631",
        "gravitational/teleport#42487",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::error_info(facts, &[0xF, 0x11, 0x12, 0x112D, 0x112E, 0x112F])
}

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(facts, Provider::RdpCoreTs, &[227], "the graphics of a session failed")
        .map(seen_inside::lowered)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0xf() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0xF);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_CLOSE_STACK_ON_DRIVER_NOT_READY (0xF)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::RdpCoreTs, 227);
        expect![[r"
            possible, blocks
            /log/entries: RdpCoreTS 227: the graphics of a session failed, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
