//! The RD Gateway wants another way to sign in.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The RD Gateway wants another way to sign in.
pub static CAUSE: Cause = Cause {
    id: "gateway/wrong-authentication-method",
    aliases: &["gateway-auth-method-mismatch"],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The RD Gateway wants another way to sign in",
    meaning: "The gateway expects a smart card and got a password, or the other way round. Some gateways expect a sign-in cookie that only their web portal hands out.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "A user name and password are required instead of smart card credentials",
            codes: &["50331691", "0x300002B"],
        },
        SeenAs {
            client: "mstsc",
            message: "Smart card credentials are required instead of a user name and password",
            codes: &["50331692", "0x300002C"],
        },
        SeenAs {
            client: "mstsc",
            message: "The gateway is expecting an authentication method different from the one attempted",
            codes: &["50331703", "0x3000037", "0x800759F9"],
        },
        SeenAs {
            client: "mstsc",
            message: "An invalid cookie was sent to the Remote Desktop Gateway server",
            codes: &["50331700", "0x3000034", "50331701", "0x3000035"],
        },
        SeenAs {
            client: "mstsc",
            message: "The cookie was rejected by the Remote Desktop Gateway server",
            codes: &["50331700", "0x3000034", "50331701", "0x3000035"],
        },
        SeenAs {
            client: "mstsc",
            message: "First log on to the website of the Remote Desktop Gateway",
            codes: &["50331709", "0x300003D", "50331710", "0x300003E"],
        },
    ],
    told_by: &[ToldBy::Report],
    signs: &["Gateway: TerminalServices-Gateway log."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Set gatewaycredentialssource in the connection file to the method the gateway expects (0 password, 1 smart card, 4 ask, 5 cookie).",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Start the connection from the portal when a cookie is needed.",
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
