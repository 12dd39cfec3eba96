//! This computer has no network.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// This computer has no network.
pub static CAUSE: Cause = Cause {
    id: "client/offline",
    aliases: &[],
    stage: Stage::Client,
    stops_at: &[Stage::Name, Stage::Network],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "This computer has no network",
    meaning: "The computer you connect from has no working network connection, so no host can be reached from it. Check the cable or the wireless network, then the VPN.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Remote Desktop can't find the computer",
            codes: &["260", "0x104"],
        },
        SeenAs {
            client: "mstsc",
            message: "Remote Desktop can't connect to the remote computer for one of these reasons: 1) Remote access to the server is not enabled 2) The remote computer is turned off 3) The remote computer is not available on the network",
            codes: &["516", "0x204"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::You,
        risk: Risk::Harmless,
        text: "See which connection is up and which resolver is used.",
        command: Some(Command { shell: Shell::PowerShell, line: "ipconfig /all", trust: Trust::Unverified }),
    }],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &["name/no-dns-server", "network/no-route"],
    trust: Trust::Unverified,
    references: &[],
};

fn detect(facts: &Facts) -> Option<Match> {
    let network = facts.client.known()?.network.known()?;
    (!network.ipv4 && !network.ipv6 && !network.target_is_near)
        .then(|| Match::certain("/client/network", "this computer has a way out over neither IPv4 nor IPv6"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Connect, Fact, LocalNetwork};

    #[test]
    fn no_way_out_at_all() {
        let facts = {
            let mut facts = testing::stopped_at_connect(Connect::NoLocalRoute);
            let network = LocalNetwork { ipv4: false, ipv6: false, target_is_near: false };
            facts.client.known_mut().unwrap().network = Fact::Known(network);
            facts
        };
        expect![[r"
            certain, blocks
            /client/network: this computer has a way out over neither IPv4 nor IPv6
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_the_target_is_this_computer() {
        let facts = {
            let mut facts = testing::healthy();
            let network = LocalNetwork { ipv4: false, ipv6: false, target_is_near: true };
            facts.client.known_mut().unwrap().network = Fact::Known(network);
            facts
        };
        assert_eq!((CAUSE.detect)(&facts), None);
    }
}
