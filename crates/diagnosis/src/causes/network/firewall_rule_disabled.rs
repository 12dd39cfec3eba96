//! The host's firewall rule for Remote Desktop is off.

use crate::cause::{Cause, DoNot, Frequency, Impact, ToldBy, Trust};
use crate::causes::seen;
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
    do_not: &[DoNot {
        advice: "Turn the firewall off",
        why: "leaves the host without any protection",
        instead: "enable the one rule, limited to the needed networks",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
    ],
};
