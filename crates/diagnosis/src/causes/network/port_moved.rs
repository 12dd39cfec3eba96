//! Remote Desktop listens on another port.

use crate::cause::{Cause, DoNot, Frequency, Impact, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Remote Desktop listens on another port.
pub static CAUSE: Cause = Cause {
    id: "network/port-moved",
    aliases: &["port-changed"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "Remote Desktop listens on another port",
    meaning: "The host's Remote Desktop was moved away from port 3389. On the usual port nothing answers, or something else does.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &["RDP-Tcp\\PortNumber is not 3389."],
    detect: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Add the port to the address.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "mstsc /v:<host>:<port>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Read the port.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "(Get-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp').PortNumber",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Open that port in the firewall for the networks that need it; the ready-made rules stay with 3389.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "New-NetFirewallRule -DisplayName 'Remote Desktop, moved' -Direction Inbound -Protocol TCP -LocalPort <port> -RemoteAddress <client-net> -Profile Domain,Private",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Or move it back and restart the service.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' PortNumber 3389; Restart-Service TermService -Force",
                trust: Trust::Unverified,
            }),
        },
    ],
    do_not: &[DoNot {
        advice: "Move the port as a protection",
        why: "scanners find it on any port; it only causes confusion",
        instead: "VPN, gateway or source limits",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
    ],
};
