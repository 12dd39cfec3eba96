//! Remote Desktop Services is currently busy.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Remote Desktop Services is currently busy.
pub static CAUSE: Cause = Cause {
    id: "session/service-busy",
    aliases: &["rd-service-busy"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Remote Desktop Services is currently busy",
    meaning: "The host accepts you and then says it is busy. Something on it leaks sessions, handles or memory, or a hardening setting slows the sign-in down.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The task you are trying to do can't be completed because Remote Desktop Services is currently busy.",
        codes: &[],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["Leaks of sessions, tokens or memory; hardening policies; security software."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Find what leaks handles or memory.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-Process | sort HandleCount -desc | select -first 10 Name,HandleCount,WS",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Install the current cumulative update: the one of September 2026 did this until the update of 2026-09-14.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Restart Remote Desktop Services outside working hours. Needs a console or another way in.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Restart-Service TermService -Force",
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
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-service-currently-busy.md",
    ],
};
