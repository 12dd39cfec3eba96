//! The host rejects this computer's screen arrangement.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The host rejects this computer's screen arrangement.
pub static CAUSE: Cause = Cause {
    id: "client/invalid-monitor-layout",
    aliases: &["monitor-layout-invalid"],
    stage: Stage::Client,
    stops_at: &[Stage::Session],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "The host rejects this computer's screen arrangement",
    meaning: "The client asked for a desktop that is too large, for too many screens, or for screens that overlap in an impossible way. The host ends the connection at the start of the session.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The connection ends right at the start",
            codes: &["extended 0x1129", "extended 0x1134", "extended 0x1135", "extended 0x1136"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRINFO_BAD_MONITOR_DATA, ERRINFO_VIRTUALDESKTOPTOOLARGE, ERRINFO_MONITORGEOMETRYVALIDATIONFAILED, ERRINFO_INVALIDMONITORCOUNT",
            codes: &["0x11129", "0x11134", "0x11135", "0x11136"],
        },
    ],
    told_by: &[ToldBy::Session],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use one screen first. In the .rdp file: use multimon:i:0.",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Lower the resolution; each side of the whole desktop must stay below 32,766 pixels.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["FreeRDP/FreeRDP include/freerdp/error.h", "MS-RDPBCGR 2.2.5.1.1"],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::error_info(facts, &[0x1129, 0x1134, 0x1135, 0x1136])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0x1129() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0x1129);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_BAD_MONITOR_DATA (0x1129)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
