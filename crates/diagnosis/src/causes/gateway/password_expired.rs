//! Your password expired and the RD Gateway says so.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// Your password expired and the RD Gateway says so.
pub static CAUSE: Cause = Cause {
    id: "gateway/password-expired",
    aliases: &["gateway-password-expired"],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Your password expired and the RD Gateway says so",
    meaning: "The gateway accepted who you are but the password has run out or must be changed first. The gateway cannot change it for you.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Your password has expired or you must change the password",
        codes: &["50331681", "0x3000021"],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["Gateway: Security 4625 with 0xC0000071 or 0xC0000224; TerminalServices-Gateway log."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Change the password at a domain computer, over VPN, or in the web portal if it offers it.",
            command: None,
        },
        Remedy {
            who: Who::HelpDesk,
            risk: Risk::Harmless,
            text: "Turn on password change in RD Web Access, or reset the password.",
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
    ],
};
