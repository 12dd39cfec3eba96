//! This computer is short of memory or graphics memory.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// This computer is short of memory or graphics memory.
pub static CAUSE: Cause = Cause {
    id: "client/low-resources",
    aliases: &["client-low-resources"],
    stage: Stage::Client,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "This computer is short of memory or graphics memory",
    meaning: "The Remote Desktop program could not get enough memory or graphics resources on the computer you sit at, or it crashed. The host has no part in it.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Your computer does not have enough virtual memory available.",
            codes: &["262", "0x106"],
        },
        SeenAs {
            client: "mstsc",
            message: "The remote session was disconnected because your computer is running low on video resources.",
            codes: &["4104", "0x1008"],
        },
    ],
    told_by: &[ToldBy::Report],
    signs: &[],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::You,
        risk: Risk::Harmless,
        text: "Close other programs, update the graphics driver, lower resolution and colour depth.",
        command: None,
    }],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-ondisconnected",
    ],
};
