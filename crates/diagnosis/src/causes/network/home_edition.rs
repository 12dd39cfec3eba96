//! This Windows edition cannot be controlled by Remote Desktop.

use crate::cause::{Cause, DoNot, Frequency, Impact, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// This Windows edition cannot be controlled by Remote Desktop.
pub static CAUSE: Cause = Cause {
    id: "network/home-edition",
    aliases: &["windows-home-edition"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "This Windows edition cannot be controlled by Remote Desktop",
    meaning: "Windows Home can start Remote Desktop connections but cannot receive them. No setting changes that.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &["EditionID starts with \"Core\" (HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion)."],
    detect: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Check the edition.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "(Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion').EditionID",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Upgrade to Pro, or use Quick Assist or another product.",
            command: None,
        },
    ],
    do_not: &[DoNot {
        advice: "Install RDP Wrapper or a patched termsrv.dll",
        why: "breaks with every update, hooks a system file and is flagged as malware",
        instead: "upgrade, or another remote program",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/troubleshoot-remote-desktop-disconnected-errors.md",
        "stascorp/rdpwrap#3427",
    ],
};
