//! Somebody else took the session over.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// Somebody else took the session over.
pub static CAUSE: Cause = Cause {
    id: "session/taken-over",
    aliases: &["disconnected-by-other-connection"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Common,
    title: "The session was continued from another place",
    meaning: "The same account connected from another place, and the session moved there. Two clients that both reconnect by themselves throw each other out for ever.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Another user connected to the remote computer, so your connection was lost.",
            codes: &["extended 0x5"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRINFO_DISCONNECTED_BY_OTHER_CONNECTION",
            codes: &["0x10005"],
        },
        SeenAs { client: "guacamole", message: "Disconnected by other connection.", codes: &["0x0209"] },
    ],
    told_by: &[ToldBy::Session],
    signs: &["LocalSessionManager 39 and 40 with reason 5."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Stop the automatic reconnection of the other client.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Give each person an account of their own; fSingleSessionPerUser decides whether a second session is opened.",
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
        "apache/guacamole-server src/protocols/rdp/error.c",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::error_info(facts, &[0x5])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0x5() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0x5);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_DISCONNECTED_BY_OTHER_CONNECTION (0x5)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
