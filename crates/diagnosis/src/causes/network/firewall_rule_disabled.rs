//! The host's firewall rule for Remote Desktop is off.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::facts::inside::Rule;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host's firewall rule for Remote Desktop is off.
pub static CAUSE: Cause = Cause {
    id: "network/firewall-rule-disabled",
    aliases: &["windows-firewall-rule-disabled"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "The host's firewall does not let Remote Desktop in",
    meaning: "Remote Desktop may be running, but Windows' own firewall on the host does not let anyone reach it: its ready-made rules are switched off or are for another port, another rule forbids it, or nothing is let in at all.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &[
        "Rules RemoteDesktop-UserMode-In-TCP and -UDP (group @FirewallAPI.dll,-28752, shown as \"Remote Desktop\" or its translation) are not enabled.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Look at the rules, whatever the language of the system, and at the profile in force: a rule for other profiles has no effect.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-NetFirewallRule -Group '@FirewallAPI.dll,-28752' | select Name,Enabled,Profile; Get-NetConnectionProfile",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Where they are off, enable them; their profiles and source addresses stay as they are. Get-NetConnectionProfile tells whether the rule applies.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-NetFirewallRule -Name RemoteDesktop-UserMode-In-TCP,RemoteDesktop-UserMode-In-UDP -Enabled True",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Where a rule forbids it, or nothing is let in at all, somebody set that: find out who and why before it is taken back.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-NetFirewallRule -Direction Inbound -Action Block -Enabled True | select Name,DisplayName; Get-NetFirewallProfile | select Name,AllowInboundRules",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[&change::ENABLE_FIREWALL_RULE, &change::ALLOW_EXCEPTIONS, &change::FIREWALL_OFF],
    do_not: &[DoNot {
        advice: "Turn the firewall off",
        why: "leaves the host without any protection",
        instead: "enable the one rule, limited to the needed networks",
    }],
    behind: &[],
    explains: &["network/port-filtered"],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
        "MicrosoftDocs/windows-powershell-docs docset/winserver2025-ps/NetSecurity/Set-NetFirewallRule.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    // An export may not hold the port; then it is likely the usual one.
    let port = inside.access.port.known().copied().flatten().unwrap_or(3389);
    let port_is_known = inside.access.port.known().is_some();
    let profiles = inside.firewall.profiles.known()?;
    let rules = inside.firewall.rules.known()?;
    let on: Vec<_> = profiles
        .iter()
        .filter_map(|profile| profile.on.in_force().map(|on| (profile, on)))
        .filter(|(_, on)| on.value != Some(false))
        .collect();
    if on.is_empty() {
        return None;
    }
    // Where it is off for some networks, it depends on which one the host is in; and where policy
    // could not be read, it may allow more.
    let everywhere = port_is_known && on.len() == profiles.len() && on.iter().all(|(_, on)| on.sure);
    let sure = |found: Match| if everywhere { found } else { seen_inside::lowered(found) };
    let shut = on
        .iter()
        .filter(|(profile, _)| profile.no_exceptions.in_force().is_some_and(|shut| shut.value == Some(true)));
    if shut.count() == on.len() {
        let says = "the firewall lets nothing in, whatever its rules say (DoNotAllowExceptions is 1)";
        return Some(sure(Match::certain("/inside/firewall/profiles", says)));
    }
    let for_port = |rule: &&Rule| rule.active && !rule.udp && rule.covers(port);
    // Who keeps out wins over who lets in.
    let block = rules.iter().filter(for_port).find(|rule| !rule.allows && !rule.some_addresses);
    if let Some(block) = block {
        let says = format!("the firewall rule {} keeps everybody out", block.name);
        let found = sure(Match::certain("/inside/firewall/rules", says));
        return Some(if block.profiles.is_empty() { found } else { seen_inside::lowered(found) });
    }
    let allowing: Vec<&Rule> = rules.iter().filter(for_port).filter(|rule| rule.allows).collect();
    if !allowing.is_empty() {
        return allowing.iter().all(|rule| rule.some_addresses).then(|| {
            let says = format!("the firewall rule {} lets in some addresses only", allowing[0].name);
            Match::possible("/inside/firewall/rules", says).with_impact(Impact::Hinders)
        });
    }
    let own = rules.iter().find(|rule| rule.name == "RemoteDesktop-UserMode-In-TCP");
    let says = match own {
        Some(rule) if !rule.active => {
            format!("the firewall rule {} is disabled, and no other lets port {port} in", rule.name)
        }
        Some(rule) => {
            format!(
                "the firewall rule {} is for port {}, and none lets port {port} in",
                rule.name, rule.ports
            )
        }
        None => format!("no firewall rule lets port {port} in"),
    };
    Some(sure(Match::certain("/inside/firewall/rules", says)))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_the_rule_is_disabled() {
        let facts = testing::spoilt(|inside| {
            inside.firewall.rules.known_mut().unwrap()[0].active = false;
        });
        expect![[r"
            certain, blocks
            /inside/firewall/rules: the firewall rule RemoteDesktop-UserMode-In-TCP is disabled, and no other lets port 3389 in
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_the_port_moved_and_the_rule_did_not() {
        let facts = testing::spoilt(|inside| inside.access.port = Fact::Known(Some(3390)));
        expect![[r"
            certain, blocks
            /inside/firewall/rules: the firewall rule RemoteDesktop-UserMode-In-TCP is for port 3389, and none lets port 3390 in
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_the_firewall_is_off() {
        let facts = testing::spoilt(|inside| {
            inside.firewall.rules.known_mut().unwrap()[0].active = false;
            for profile in inside.firewall.profiles.known_mut().unwrap() {
                profile.on.own = Fact::Known(Some(false));
            }
        });
        expect!["nothing"].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_everything_is_kept_out() {
        let facts = testing::spoilt(|inside| {
            for profile in inside.firewall.profiles.known_mut().unwrap() {
                profile.no_exceptions.own = Fact::Known(Some(true));
            }
        });
        expect![[r"
            certain, blocks
            /inside/firewall/profiles: the firewall lets nothing in, whatever its rules say (DoNotAllowExceptions is 1)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_a_rule_keeps_everybody_out() {
        let facts = testing::spoilt(|inside| {
            let mut block = inside.firewall.rules.known().unwrap()[0].clone();
            (block.name, block.allows) = ("B".into(), false);
            inside.firewall.rules.known_mut().unwrap().push(block);
        });
        expect![[r"
            certain, blocks
            /inside/firewall/rules: the firewall rule B keeps everybody out
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_the_port_moved_with_its_rule() {
        let facts = testing::spoilt(|inside| {
            inside.access.port = Fact::Known(Some(3390));
            inside.firewall.rules.known_mut().unwrap()[0].ports = "3380-3400".into();
        });
        expect!["nothing"].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_for_some_addresses() {
        let facts = testing::spoilt(|inside| {
            inside.firewall.rules.known_mut().unwrap()[0].some_addresses = true;
        });
        expect![[r"
            possible, hinders
            /inside/firewall/rules: the firewall rule RemoteDesktop-UserMode-In-TCP lets in some addresses only
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
