//! The cloud PC or virtual desktop is not available.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The cloud PC or virtual desktop is not available.
pub static CAUSE: Cause = Cause {
    id: "gateway/cloud-resource-unavailable",
    aliases: &["avd-resource-error"],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The cloud PC or virtual desktop is not available",
    meaning: "Azure Virtual Desktop or Windows 365 cannot give you a machine. None is healthy or free at present, or none is assigned to you.",
    seen_as: &[
        SeenAs {
            client: "windows-app",
            message: "Error while accessing the resource",
            codes: &["0x3000047", "50331719"],
        },
        SeenAs {
            client: "windows-app",
            message: "You don't have permission to this resource",
            codes: &["0x3000045", "50331717"],
        },
        SeenAs {
            client: "windows-app",
            message: "There are no available resources",
            codes: &["0x3000046", "50331718"],
        },
        SeenAs {
            client: "windows-app",
            message: "We're setting up more resources, try again later",
            codes: &["0x300004B", "50331723"],
        },
    ],
    told_by: &[ToldBy::Report],
    signs: &["Session host: heartbeat missing in the host pool."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Refresh the workspace and sign in again.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Check health, drain mode and assignment of the host pool (the command comes with the module Az.DesktopVirtualization).",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-AzWvdSessionHost -HostPoolName <pool> -ResourceGroupName <group>",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
    ],
};
