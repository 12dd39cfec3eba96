//! The host believes it is in a public place.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::inside::{ProfileName, Rule};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host believes it is in a public place.
pub static CAUSE: Cause = Cause {
    id: "network/public-firewall-profile",
    aliases: &["firewall-profile-public"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The host believes it is in a public place",
    meaning: "Windows treats the host's network as public and closes Remote Desktop, because the rules are only open for home, work or domain networks. It often happens after a restart, a VPN or a new network card.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &[
        "Get-NetConnectionProfile shows Public; Server 2025 domain controllers used the standard profile after a restart until the update of 2025-06-10 (KB5060842).",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See the profile.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-NetConnectionProfile",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "For a domain network restart the network location service or the network card so that the domain is recognised. Needs a console or another way in.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Restart-NetAdapter -Name <name>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Server 2025 domain controller: install the update of 2025-06 or later.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Mark a trusted network as private (a domain network cannot be marked).",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-NetConnectionProfile -InterfaceAlias <name> -NetworkCategory Private",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Open Remote Desktop for the Public profile",
        why: "opens it in every café and hotel",
        instead: "correct the profile",
    }],
    behind: &[],
    explains: &["network/port-filtered"],
    trust: Trust::Cited,
    references: &[
        "https://learn.microsoft.com/en-us/windows/release-health/resolved-issues-windows-server-2025#3356msgdesc",
        "https://learn.microsoft.com/en-us/windows/release-health/windows-server-release-info",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let rules = inside.firewall.rules.known()?;
    let Some(current) = inside.firewall.current.known() else { return limited(rules) };
    let allowing: Vec<_> = rules.iter().filter(|rule| rule.active && rule.allows && !rule.udp).collect();
    let covers = |name| allowing.iter().any(|rule| rule.profiles.is_empty() || rule.profiles.contains(name));
    if allowing.is_empty() || current.is_empty() || current.iter().any(covers) {
        return None;
    }
    let now: Vec<&str> = current.iter().map(|name| name.word()).collect();
    let says = format!(
        "the host takes its network for {}, and no enabled rule is for such networks",
        now.join(" and ")
    );
    Some(Match::certain("/inside/firewall/current", says))
}

/// Which network the host is in could not be seen, and the rules are for some of them.
fn limited(rules: &[Rule]) -> Option<Match> {
    let allowing: Vec<_> = rules.iter().filter(|rule| rule.active && rule.allows && !rule.udp).collect();
    let only = allowing.first().filter(|_| allowing.iter().all(|rule| !rule.profiles.is_empty()))?;
    let all = [ProfileName::Domain, ProfileName::Private, ProfileName::Public];
    let left_out = all.iter().find(|name| !allowing.iter().any(|rule| rule.profiles.contains(name)))?;
    let says = format!("the firewall rule {} is not for {} networks", only.name, left_out.word());
    Some(Match::possible("/inside/firewall/rules", says).with_impact(Impact::Hinders))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_the_network_counts_as_public() {
        let facts = testing::spoilt(|inside| {
            inside.firewall.current = Fact::Known(vec![ProfileName::Public]);
            inside.firewall.rules.known_mut().unwrap()[0].profiles = vec![ProfileName::Domain];
        });
        expect![[r"
            certain, blocks
            /inside/firewall/current: the host takes its network for public, and no enabled rule is for such networks
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
