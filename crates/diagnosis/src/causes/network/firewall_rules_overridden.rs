//! A domain policy ignores the host's own firewall rules.

use crate::cause::{Cause, Frequency, Impact, ToldBy, Trust};
use crate::causes::seen;
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
        "AllowLocalPolicyMerge = 0 under HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\<profile>.",
    ],
    detect: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See what is in force.",
            command: Some(Command {
                shell: Shell::PowerShell,
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
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Unverified,
    references: &[],
};
