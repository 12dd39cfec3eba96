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
    title: "The host's firewall rule for Remote Desktop is off",
    meaning: "Remote Desktop may be running, but Windows' own firewall on the host does not let anyone reach it. The ready-made rules for it are switched off.",
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
            text: "Look at the rules, whatever the language of the system.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-NetFirewallRule -Group '@FirewallAPI.dll,-28752' | select Name,Enabled,Profile",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Enable them for the right profile only and limit the source addresses.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Set-NetFirewallRule -Name RemoteDesktop-UserMode-In-TCP,RemoteDesktop-UserMode-In-UDP -Enabled True -Profile Domain,Private -RemoteAddress <client-net>",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[&change::ENABLE_FIREWALL_RULE, &change::FIREWALL_OFF],
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
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let port = inside.access.port.known()?.unwrap_or(3389).to_string();
    let profiles = inside.firewall.profiles.known()?;
    let rules = inside.firewall.rules.known()?;
    let on = profiles.iter().filter_map(|profile| profile.on.in_force()).filter(|on| on.value != Some(false));
    let on = on.count();
    if on == 0 {
        return None;
    }
    let for_port =
        |rule: &&Rule| !rule.udp && (rule.ports.is_empty() || rule.ports.split(',').any(|one| one == port));
    if rules.iter().any(|rule| rule.active && rule.allows && for_port(&rule)) {
        return None;
    }
    let own = rules.iter().find(|rule| rule.name == "RemoteDesktop-UserMode-In-TCP");
    let says = match own {
        Some(rule) if !rule.active => {
            format!("the firewall rule {} is disabled, and no other lets port {port} in", rule.name)
        }
        Some(rule) => format!(
            "the firewall rule {} is for port {}, and none lets port {port} in",
            rule.name, rule.ports
        ),
        None => format!("no firewall rule lets port {port} in"),
    };
    let found = Match::certain("/inside/firewall/rules", says);
    // Where it is off for some networks, it depends on which one the host is in.
    Some(if on == profiles.len() { found } else { seen_inside::lowered(found) })
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
}
