//! Remote Desktop is switched off on the host.

use crate::cause::{Cause, Frequency, Impact, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Remote Desktop is switched off on the host.
pub static CAUSE: Cause = Cause {
    id: "network/rdp-disabled",
    aliases: &["rdp-disabled"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "Remote Desktop is switched off on the host",
    meaning: "The host's own switch for Remote Desktop is off, which is how Windows is delivered. Nothing listens for you until it is turned on.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &[
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server fDenyTSConnections = 1 (default on Windows clients).",
    ],
    detect: seen::nothing,
    remedies: &[Remedy {
        who: Who::HostAdmin,
        risk: Risk::Opens,
        text: "Turn it on (Settings > System > Remote Desktop), with NLA, and enable the firewall group.",
        command: Some(Command {
            shell: Shell::PowerShell,
            line: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server' fDenyTSConnections 0; Set-NetFirewallRule -Name RemoteDesktop-UserMode-In-TCP,RemoteDesktop-UserMode-In-UDP -Enabled True -Profile Domain,Private",
            trust: Trust::Unverified,
        }),
    }],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/troubleshoot-remote-desktop-disconnected-errors.md",
    ],
};
