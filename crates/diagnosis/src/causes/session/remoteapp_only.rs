//! This host opens single programs only, no desktop.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// This host opens single programs only, no desktop.
pub static CAUSE: Cause = Cause {
    id: "session/remoteapp-only",
    aliases: &["remoteapp-only-host"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "This host opens single programs only, no desktop",
    meaning: "The host is set up for single published programs (RemoteApp). It does not let you open a whole desktop.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "Access to the desktop is denied", codes: &["extended 0x10F3"] },
        SeenAs { client: "freerdp", message: "ERRINFO_REMOTEAPP_NOT_ENABLED", codes: &["0x110F3"] },
    ],
    told_by: &[ToldBy::Session],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Start the program from the RemoteApp list.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Publish the desktop if it is wanted.",
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
    seen::error_info(facts, &[0x10F3])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0x10f3() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0x10F3);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_REMOTEAPP_NOT_ENABLED (0x10F3)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
