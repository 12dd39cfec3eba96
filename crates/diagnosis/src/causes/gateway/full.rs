//! The RD Gateway has no place left.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The RD Gateway has no place left.
pub static CAUSE: Cause = Cause {
    id: "gateway/full",
    aliases: &["gateway-full"],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The RD Gateway has no place left",
    meaning: "The gateway allows only so many connections at once, and that number is reached. It may also be short of memory or processor time.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The Remote Desktop Gateway server reached its maximum allowed connections",
            codes: &["50331682", "0x3000022"],
        },
        SeenAs {
            client: "mstsc",
            message: "The gateway is running low on server resources",
            codes: &["50331663", "0x300000F"],
        },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["Gateway: connection limit in its properties; TerminalServices-Gateway/Operational event 203."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Try again later.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "End stale connections, raise the limit or add a second gateway.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "FreeRDP/FreeRDP include/freerdp/error.h",
        "https://technet.microsoft.com/en-us/library/ee891388(v=ws.10)",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(facts, Provider::Gateway, &[203], "the gateway had as many connections as it may have")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::Gateway, 203);
        expect![[r"
            likely, blocks
            /log/entries: TerminalServices-Gateway 203: the gateway had as many connections as it may have, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
