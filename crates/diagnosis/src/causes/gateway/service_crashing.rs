//! The RD Gateway drops everyone about every half hour.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The RD Gateway drops everyone about every half hour.
pub static CAUSE: Cause = Cause {
    id: "gateway/service-crashing",
    aliases: &["update-rdgateway-2024-07"],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Occasional,
    title: "The RD Gateway drops everyone about every half hour",
    meaning: "The gateway service crashes again and again and all connections through it break. It began with the updates of July 2024 where clients use the old RPC-over-HTTP way.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The gateway disconnects about every 30 minutes",
        codes: &[],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "Gateway: TerminalServices-Gateway/Admin event 700 with exception 3221225477 (0xC0000005), module aaedge.dll; event 103.",
        "Reports also name KB5041578 and KB5043050 (Server 2019, August and September 2024) as affected.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use a client that speaks the HTTP transport, not RPC.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Install the current cumulative update (the date of the fix is disputed).",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Allow the HTTP transport only, block the RPC transport.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Uninstall the security update",
        why: "removes the month's fixes",
        instead: "HTTP transport only, current update",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "https://fr.ittrip.xyz/?p=3745",
        "https://en.ittrip.xyz/windows-server/ws2019-rdg-disconnect",
        "https://blog.silverpc.hu/2025/08/30/achtung-der-absturz-des-remote-desktop-gateway-aaedge-dll-ist-auch-mit-dem-september-patch-nicht-behoben",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(facts, Provider::Gateway, &[700], "the gateway's service failed")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::Gateway, 700);
        expect![[r"
            likely, hinders
            /log/entries: TerminalServices-Gateway 700: the gateway's service failed, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
