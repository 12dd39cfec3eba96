//! RemoteApp programs do not start since December 2025.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// RemoteApp programs do not start since December 2025.
pub static CAUSE: Cause = Cause {
    id: "session/remoteapp-fails-after-update",
    aliases: &[],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "RemoteApp programs do not start since December 2025",
    meaning: "An update of December 2025 (KB5070311 and later) keeps single programs from starting on Windows 11 24H2 and 25H2 and on Server 2025, mostly on Azure Virtual Desktop. Whole desktops of the same host still work.",
    seen_as: &[SeenAs {
        client: "windows-app",
        message: "The RemoteApp program does not open, but the full desktop does",
        codes: &[],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["KB5070311 (2025-12-01) or a later update is installed, and ShouldStartRailRPC is not set."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Open the full desktop of the host instead, if you may.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Install the current cumulative update first. If the fault stays, set Microsoft's value for it, and restart the host.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg add \"HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\WinLogon\\ShellPrograms\\RdpShell.exe\" /v ShouldStartRailRPC /t REG_DWORD /d 1 /f",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Or use the Known Issue Rollback that Microsoft gives for it.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Uninstall the update",
        why: "takes the security repairs of that month away",
        instead: "set the one value, or install the current update",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &["bleepingcomputer.com 2025-12-18"],
};
