//! The host takes no new sign-ins at the moment.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host takes no new sign-ins at the moment.
pub static CAUSE: Cause = Cause {
    id: "session/logons-drained",
    aliases: &["server-drain-mode"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The host takes no new sign-ins at the moment",
    meaning: "An administrator has put the host into drain mode for maintenance. People who are already in may reconnect, new ones are sent away.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Remote logins are currently disabled",
        codes: &["Win32 7037"],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server TSServerDrainMode = 1 or 2; \"change logon /query\"; also TSUserEnabled = 1 or RDP-Tcp\\fLogonDisabled = 1.",
    ],
    detect: seen::nothing,
    remedies: &[Remedy {
        who: Who::HostAdmin,
        risk: Risk::Disrupts,
        text: "Allow sign-ins again when the maintenance is over.",
        command: Some(Command {
            shell: Shell::PowerShell,
            line: "change logon /query; change logon /enable",
            trust: Trust::Unverified,
        }),
    }],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-rdp-general-error.md",
    ],
};
