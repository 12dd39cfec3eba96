//! Windows on the host has not finished its setup.

use crate::cause::{Cause, Frequency, Impact, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Windows on the host has not finished its setup.
pub static CAUSE: Cause = Cause {
    id: "network/setup-unfinished",
    aliases: &["sysprep-or-oobe-state"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "Windows on the host has not finished its setup",
    meaning: "The host still stands in the first-start setup or in the middle of a Sysprep run. Remote Desktop does not start until someone completes it at the console.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &["HKLM\\SYSTEM\\Setup: SystemSetupInProgress = 1 or OOBEInProgress = 1."],
    detect: seen::nothing,
    remedies: &[Remedy {
        who: Who::HostAdmin,
        risk: Risk::Disrupts,
        text: "Look at the setup state, then finish the setup at the console or rebuild from a good image.",
        command: Some(Command {
            shell: Shell::PowerShell,
            line: "reg query HKLM\\SYSTEM\\Setup",
            trust: Trust::Unverified,
        }),
    }],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
    ],
};
