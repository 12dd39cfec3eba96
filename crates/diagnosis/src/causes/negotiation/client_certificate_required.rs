//! The host wants a certificate from the client.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The host wants a certificate from the client.
pub static CAUSE: Cause = Cause {
    id: "negotiation/client-certificate-required",
    aliases: &["client-cert-auth-required"],
    stage: Stage::Negotiation,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "The host wants a certificate from the client",
    meaning: "The host demands that the client proves itself with a TLS certificate of its own. That is an unusual set-up which ordinary clients do not support.",
    seen_as: &[SeenAs {
        client: "freerdp",
        message: "ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED",
        codes: &["0x2000C", "xfreerdp exit 133"],
    }],
    told_by: &[ToldBy::Outside],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use the client the administrator names.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Find out why the host was set up like this; NLA with a smart card is the ordinary way.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["FreeRDP/FreeRDP libfreerdp/core/nego.c", "MS-RDPBCGR 2.2.1.2.2"],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::refusal(facts, 6)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Answer;

    #[test]
    fn the_host_refuses_with_6() {
        let facts = testing::stopped_at_negotiation(Answer::Refused { code: 6 });
        expect![[r"
            certain, blocks
            /negotiation/path/answer: offered NLA and TLS, the host answered SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER (6)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
