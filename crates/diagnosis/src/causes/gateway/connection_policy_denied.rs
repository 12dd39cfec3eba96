//! The RD Gateway does not accept you or your computer.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The RD Gateway does not accept you or your computer.
pub static CAUSE: Cause = Cause {
    id: "gateway/connection-policy-denied",
    aliases: &["gateway-cap-denied"],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The RD Gateway does not accept you or your computer",
    meaning: "The gateway's connection policy (CAP) says that this user, this computer or this way of signing in is not allowed. The password itself was accepted.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "1) Your user account is not authorized to access the RD Gateway 2) Your computer is not authorized 3) You are using an incompatible authentication method",
            codes: &["50331676", "0x300001C"],
        },
        SeenAs {
            client: "mstsc",
            message: "Your network administrator has restricted access to this RD Gateway server",
            codes: &["50331679", "0x300001F"],
        },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["Gateway: TerminalServices-Gateway/Operational event 201; NPS event 6273 with the reason."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use the sign-in method the gateway expects (password or smart card).",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Add the user (or computer) group to the connection policy; check NPS and the MFA extension.",
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
        "MS-TSGU 2.2.6",
        "https://technet.microsoft.com/en-us/library/ee891388(v=ws.10)",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(facts, Provider::Gateway, &[201], "a user met no connection policy of the gateway")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::Gateway, 201);
        expect![[r"
            likely, blocks
            /log/entries: TerminalServices-Gateway 201: a user met no connection policy of the gateway, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
