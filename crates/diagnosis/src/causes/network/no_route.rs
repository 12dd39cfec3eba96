//! There is no way from this network to the computer.

use crate::cause::{Cause, Certainty, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Connect, Facts};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// There is no way from this network to the computer.
pub static CAUSE: Cause = Cause {
    id: "network/no-route",
    aliases: &["wrong-network-no-vpn"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "There is no way from this network to the computer",
    meaning: "The computer you sit at has no route to the host's network. Most often the VPN is not connected, or it does not carry this address.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Outside],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Connect the VPN.", command: None },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Check the routes and the split-tunnel list.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Find-NetRoute -RemoteIPAddress <address>",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "https://windowsreport.com/remote-desktop-you-cannot-proceed-because-authentication-is-required/",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let here =
        |failure| seen::unreached(facts, failure, Certainty::Certain, "lies where no way leads from here");
    here(Connect::NetworkUnreachable).or_else(|| here(Connect::NoLocalRoute))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn the_network_is_unreachable() {
        let facts = testing::stopped_at_connect(Connect::NetworkUnreachable);
        expect![[r"
            certain, blocks
            /network/attempts: 10.1.2.3:3389 lies where no way leads from here
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
