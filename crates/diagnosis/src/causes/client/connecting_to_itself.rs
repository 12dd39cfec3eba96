//! You are connecting to the computer you sit at.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// You are connecting to the computer you sit at.
pub static CAUSE: Cause = Cause {
    id: "client/connecting-to-itself",
    aliases: &["admin-or-console-switch"],
    stage: Stage::Client,
    stops_at: &[Stage::Session],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "You are connecting to the computer you sit at",
    meaning: "The address given leads back to this computer, or an administrative connection to the own console was asked for. Windows refuses to open a second console session for the person already sitting there.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Your computer could not connect to another console session on the remote computer because you already have a console session in progress.",
        codes: &["1800", "0x708"],
    }],
    told_by: &[ToldBy::Report],
    signs: &[],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use the address of the computer you really want.",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "To test a listener from the same machine, connect to 127.0.0.2 instead of localhost.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "mstsc /v:127.0.0.2",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Take administrative session:i:1 out of the connection file unless it is wanted.",
            command: None,
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
