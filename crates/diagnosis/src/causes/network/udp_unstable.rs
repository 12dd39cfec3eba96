//! The session freezes or ends after about a minute.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The session freezes or ends after about a minute.
pub static CAUSE: Cause = Cause {
    id: "network/udp-unstable",
    aliases: &["udp-transport-broken"],
    stage: Stage::Network,
    stops_at: &[Stage::Session],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The session freezes or ends after about a minute",
    meaning: "The UDP side channel starts and then breaks, and it pulls the working session down with it. Windows 11 24H2 and Server 2025 clients showed this against older hosts in early 2025, with a disconnect at about 65 seconds.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The session connects, then freezes or disconnects after about 65 seconds",
        codes: &[],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "RdpCoreTS events about the UDP transport (131, 135, 136, 138); 24H2 or Server 2025 client without KB5053656 or KB5055523 (KB5050094 is blamed, too).",
    ],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HelpDesk,
            risk: Risk::Harmless,
            text: "As a test turn UDP off on the client (policy \"Turn Off UDP On Client\"); safe, but slower. Prefer the real fix.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg add \"HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\\Client\" /v fClientDisableUDP /t REG_DWORD /d 1 /f",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Update host and client (KB5053656 of 2025-03-27, KB5055523 of 2025-04-08, or later).",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://www.engineerdirect.co.uk/guides/library/d/remote-access-vpn/rdp-udp-disconnect-65-seconds-win11-24h2-server-2016/",
        "libyal/winevt-kb docs/sources/eventlog-providers/Provider-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS.md",
        "https://learn.microsoft.com/en-us/windows/release-health/windows-server-release-info",
        "mRemoteNG/mRemoteNG#2664",
    ],
};
