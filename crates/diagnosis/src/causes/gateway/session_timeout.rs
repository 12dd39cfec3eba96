//! The RD Gateway ended the connection by a time rule.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The RD Gateway ended the connection by a time rule.
pub static CAUSE: Cause = Cause {
    id: "gateway/session-timeout",
    aliases: &["gateway-timeout-policy"],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Occasional,
    title: "The RD Gateway ended the connection by a time rule",
    meaning: "The gateway limits how long a connection may stay idle or last. It may also have wanted to check your sign-in again and could not.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Your Remote Desktop Services session ended because the remote computer didn't receive any input from you.",
            codes: &["50331698", "0x3000032"],
        },
        SeenAs {
            client: "mstsc",
            message: "The session timeout limit was reached",
            codes: &["50331699", "0x3000033"],
        },
        SeenAs {
            client: "mstsc",
            message: "Periodic user authentication failed",
            codes: &["50331704", "0x3000038"],
        },
        SeenAs {
            client: "mstsc",
            message: "Periodic user authorization failed",
            codes: &["50331705", "0x3000039", "50331713", "0x3000041"],
        },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["Gateway: time-outs in the connection policy; TerminalServices-Gateway/Operational event 303."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect again with the current password.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Adjust idle and session time-outs in the connection policy.",
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
        "FreeRDP/FreeRDP include/freerdp/error.h",
        "MS-TSGU 2.2.6",
    ],
};
