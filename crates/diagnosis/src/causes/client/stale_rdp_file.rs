//! The connection file points to an old address or gateway.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};

use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The connection file points to an old address or gateway.
pub static CAUSE: Cause = Cause {
    id: "client/stale-rdp-file",
    aliases: &["rdp-file-wrong-address-or-gateway"],
    stage: Stage::Client,
    stops_at: &[Stage::Name, Stage::Network, Stage::Gateway],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The connection file points to an old address or gateway",
    meaning: "The .rdp file still carries an address, port, gateway or user name that is no longer right. What you type in the window may be overridden by what the file says. The host itself may be perfectly well.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Remote Desktop can't find the computer",
        codes: &["260", "0x104"],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Check every line that decides where the client goes: full address, alternate full address, server port, gatewayhostname, gatewayusagemethod, username, domain.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Select-String -Path conn.rdp -Pattern 'address|port|gateway|username|domain'",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Fetch a fresh .rdp file from the portal or administrator.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors.md",
        "kimmknight/remoteapptool#57",
    ],
};
