//! The RD Gateway does not let you reach this computer.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The RD Gateway does not let you reach this computer.
pub static CAUSE: Cause = Cause {
    id: "gateway/resource-policy-denied",
    aliases: &["gateway-rap-denied"],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The RD Gateway does not let you reach this computer",
    meaning: "The gateway accepted you, but its resource policy (RAP) does not list this computer for you. It may also know the computer only by its full name while you used the short one.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "1) Your user account is not listed in the RD Gateway's permission list 2) You might have specified the remote computer in NetBIOS format",
        codes: &["50331675", "0x300001B"],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["Gateway: TerminalServices-Gateway/Operational event 301."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use the full domain name of the computer.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Add the computer, by full name, to the resource policy group; not \"any network resource\".",
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
        "FreeRDP/FreeRDP#5069",
        "https://technet.microsoft.com/en-us/library/ee891388(v=ws.10)",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(facts, Provider::Gateway, &[301], "a user met no resource policy of the gateway")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::Gateway, 301);
        expect![[r"
            likely, blocks
            /log/entries: TerminalServices-Gateway 301: a user met no resource policy of the gateway, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
