//! A domain policy ignores the host's own firewall rules.

use crate::cause::{Cause, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// A domain policy ignores the host's own firewall rules.
pub static CAUSE: Cause = Cause {
    id: "network/firewall-rules-overridden",
    aliases: &["gpo-firewall-override"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "A domain policy ignores the host's own firewall rules",
    meaning: "The rule on the host is on, but a group policy says that local rules do not count. Changing the local rule again has no effect.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &[
        "AllowLocalPolicyMerge = 0 under HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\DomainProfile, PrivateProfile or PublicProfile.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See what is in force.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Get-NetFirewallProfile -PolicyStore ActiveStore | select Name,AllowLocalFirewallRules",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Opens,
            text: "Add the Remote Desktop rule to the group policy, limited to the needed networks.",
            command: None,
        },
    ],
    changes: &[&change::ACCEPT_LOCAL_RULES],
    do_not: &[],
    behind: &[],
    explains: &["network/port-filtered"],
    trust: Trust::Cited,
    references: &["MS-GPFAS 2.2.3.13"],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let profiles = inside.firewall.profiles.known()?;
    let rules = inside.firewall.rules.known()?;
    if rules.iter().any(|rule| rule.active && rule.allows && rule.by_policy) {
        return None;
    }
    let void: Vec<&str> = profiles
        .iter()
        .filter(|profile| profile.local_rules_count.known() == Some(&Some(false)))
        .map(|profile| profile.name.word())
        .collect();
    if void.is_empty() {
        return None;
    }
    let says = format!("policy makes the host's own firewall rules void for {} networks", void.join(" and "));
    let found = Match::certain("/inside/firewall/profiles", says);
    Some(if void.len() == profiles.len() { found } else { seen_inside::lowered(found) })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_only_rules_of_policy_count() {
        let facts = testing::spoilt(|inside| {
            for profile in inside.firewall.profiles.known_mut().unwrap() {
                profile.local_rules_count = Fact::Known(Some(false));
            }
        });
        expect![[r"
            certain, blocks
            /inside/firewall/profiles: policy makes the host's own firewall rules void for domain and private and public networks
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
