//! The connection file's routing information is not accepted.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The connection file's routing information is not accepted.
pub static CAUSE: Cause = Cause {
    id: "gateway/invalid-routing-token",
    aliases: &["routing-token-invalid"],
    stage: Stage::Gateway,
    stops_at: &[Stage::Session],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The connection file's routing information is not accepted",
    meaning: "The .rdp file carries a routing mark (loadbalanceinfo) for a broker or balancer, and that mark is unknown there. Usually the file is old or the collection was renamed.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "The farm is not available", codes: &[] },
        SeenAs {
            client: "freerdp",
            message: "ERRINFO_CB_CONNECTION_ERROR_INVALID_SETTINGS",
            codes: &["0x10410", "0x410"],
        },
    ],
    told_by: &[ToldBy::Session],
    signs: &["Broker log."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Fetch a fresh .rdp file from RD Web.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Correct the collection name.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["FreeRDP/FreeRDP include/freerdp/error.h", "FreeRDP/FreeRDP libfreerdp/core/nego.c"],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::error_info(facts, &[0x410])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0x410() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0x410);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_CB_CONNECTION_ERROR_INVALID_SETTINGS (0x410)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
