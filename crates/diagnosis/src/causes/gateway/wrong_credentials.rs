//! The RD Gateway refuses the user name or password.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The RD Gateway refuses the user name or password.
pub static CAUSE: Cause = Cause {
    id: "gateway/wrong-credentials",
    aliases: &["gateway-credentials-wrong"],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The RD Gateway refuses the user name or password",
    meaning: "The gateway asks for its own sign-in before it passes you on, and the user name or password given to it is wrong. It may be a different account than the one for the computer.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The user name or password is not valid",
            codes: &["50331649", "0x3000001", "50331669", "0x3000015"],
        },
        SeenAs {
            client: "mstsc",
            message: "Your credentials (the combination of user name, domain, and password) were incorrect",
            codes: &["50331674", "0x300001A"],
        },
        SeenAs {
            client: "mstsc",
            message: "Your smart card was not recognized",
            codes: &["50331674", "0x300001A"],
        },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["Gateway: Security 4625; TerminalServices-Gateway log."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Enter DOMAIN\\user for the gateway.",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "See the saved entries, and delete the one of the gateway by its exact name: cmdkey /delete: and the name.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "cmdkey /list",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HelpDesk,
            risk: Risk::Harmless,
            text: "Reset the password or check the account's domain.",
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
