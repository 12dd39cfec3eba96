//! The Remote Desktop service is not running.

use crate::cause::{Cause, Frequency, Impact, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The Remote Desktop service is not running.
pub static CAUSE: Cause = Cause {
    id: "network/service-stopped",
    aliases: &["termservice-stopped"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The Remote Desktop service is not running",
    meaning: "The Windows service that accepts Remote Desktop connections is stopped, disabled or hung. Nothing else on the host needs to be wrong.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &[
        "Services TermService and UmRdpService not running, start type disabled (Start = 4); Service Control Manager events.",
    ],
    detect: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Look at the services and what they depend on (RpcSs).",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-Service TermService,UmRdpService,SessionEnv,RpcSs",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Set the start type back and start the service.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Set-Service TermService -StartupType Manual; Start-Service TermService",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Restart it if it hangs (all connections drop).",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Restart-Service TermService -Force",
                trust: Trust::Unverified,
            }),
        },
    ],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
    ],
};
