//! Your address is on the host's ban list.

use crate::cause::{Cause, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Your address is on the host's ban list.
pub static CAUSE: Cause = Cause {
    id: "network/address-banned",
    aliases: &["source-ip-banned"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Your address is on the host's ban list",
    meaning: "A guard program on the host has blocked your address after failed sign-ins. From any other address the host works normally.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &["Ban list or firewall block rule made by RdpGuard, fail2ban or IPBan."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Wait for the ban to end, or use another address; correct saved credentials first.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "On Linux, remove the ban and find the client that keeps sending a wrong password.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo fail2ban-client set <jail> unbanip <your address>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "On Windows with IPBan: write the address into a file unban.txt in IPBan's own folder.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["DigitalRuby/IPBan README.md"],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = facts.inside.known()?;
    let port = inside.access.port.known()?.unwrap_or(3389);
    let rules = inside.firewall.rules.known()?;
    let block = rules
        .iter()
        .find(|rule| rule.active && !rule.allows && !rule.udp && rule.some_addresses && rule.covers(port))?;
    let says = format!("the firewall rule {} keeps some addresses out", block.name);
    Some(Match::possible("/inside/firewall/rules", says))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_a_rule_blocks_addresses() {
        let facts = testing::spoilt(|inside| {
            let mut block = inside.firewall.rules.known().unwrap()[0].clone();
            (block.name, block.allows, block.some_addresses) = ("IPBan_0".into(), false, true);
            inside.firewall.rules.known_mut().unwrap().push(block);
        });
        expect![[r"
            possible, blocks
            /inside/firewall/rules: the firewall rule IPBan_0 keeps some addresses out
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
