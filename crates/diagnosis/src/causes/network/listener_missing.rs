//! The Remote Desktop listener is missing or switched off.

use crate::cause::{Cause, Frequency, Impact, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The Remote Desktop listener is missing or switched off.
pub static CAUSE: Cause = Cause {
    id: "network/listener-missing",
    aliases: &["listener-missing-or-disabled"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The Remote Desktop listener is missing or switched off",
    meaning: "The service runs, but nothing waits for connections. That part of it is switched off, or its settings are damaged.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &[
        "qwinsta shows no rdp-tcp in state Listen; WinStations\\RDP-Tcp fEnableWinStation = 0; RemoteConnectionManager 259 (listener stopped), 260 (listener failed).",
    ],
    detect: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Look at the listener.",
            command: Some(Command { shell: Shell::PowerShell, line: "qwinsta", trust: Trust::Unverified }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Switch it on.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' fEnableWinStation 1; Restart-Service TermService -Force",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Save the key WinStations\\RDP-Tcp, then import it from a machine with the same build.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "reg export \"HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp\" rdp-tcp-before.reg",
                trust: Trust::Unverified,
            }),
        },
    ],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
    ],
};
