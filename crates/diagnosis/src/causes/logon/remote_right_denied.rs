//! A rule forbids this account to use Remote Desktop.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// A rule forbids this account to use Remote Desktop.
pub static CAUSE: Cause = Cause {
    id: "logon/remote-right-denied",
    aliases: &["deny-logon-through-rds"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "A rule forbids this account to use Remote Desktop",
    meaning: "The account may have the right to use Remote Desktop, but a second rule denies it, and denying wins. Security baselines do this for local accounts and guests.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The connection was denied because the user account is not authorized for remote login.",
        codes: &["4871", "0x1307"],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "SeDenyRemoteInteractiveLogonRight contains the user, a group, or \"Local account\" (S-1-5-113, S-1-5-114).",
    ],
    detect: seen::nothing,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Use a domain account.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See who is denied and by which policy.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "secedit /export /cfg rights.inf /areas USER_RIGHTS; gpresult /h report.html",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Take the one group out of the deny list if that is intended.",
            command: None,
        },
    ],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Unverified,
    references: &[],
};
