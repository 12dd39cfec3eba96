//! Strangers on the internet keep locking the account.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Strangers on the internet keep locking the account.
pub static CAUSE: Cause = Cause {
    id: "logon/locked-by-attackers",
    aliases: &["account-locked-by-internet-bruteforce"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Exposes,
    frequency: Frequency::Common,
    title: "Strangers on the internet keep locking the account",
    meaning: "The Remote Desktop port is open to the internet and is attacked with password guesses. The account is locked again and again; since October 2022 this includes the built-in Administrator on new systems.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "As a security precaution, the user account has been locked because there were too many logon attempts or password change attempts.",
        codes: &["3335", "0xD07"],
    }],
    told_by: &[ToldBy::Inside],
    signs: &["Flood of Security 4625, type 3; RdpCoreTS 140 with foreign addresses; 4740."],
    detect: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Close the port to the internet at once, keep a way to the console, then unlock the account.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Set-NetFirewallRule -Name RemoteDesktop-UserMode-In-TCP,RemoteDesktop-UserMode-In-UDP -RemoteAddress <own-net>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Offer a gateway or VPN instead; use an administrator name that is not guessed.",
            command: None,
        },
    ],
    do_not: &[DoNot {
        advice: "Exempt the Administrator account from lockout",
        why: "lets the guessing go on for ever",
        instead: "close the port",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/cannot-rdp-azure-vm-brute-force.md",
    ],
};
