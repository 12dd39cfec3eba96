//! A web proxy on the way asks for a sign-in.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// A web proxy on the way asks for a sign-in.
pub static CAUSE: Cause = Cause {
    id: "gateway/proxy-wants-authentication",
    aliases: &["gateway-proxy-auth"],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "A web proxy on the way asks for a sign-in",
    meaning: "Between you and the gateway stands a web proxy or firewall that wants its own user name and password. Remote Desktop clients often cannot give it.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The web proxy server requires authentication",
            codes: &["50331680", "0x3000020"],
        },
        SeenAs {
            client: "mstsc",
            message: "Authentication to the firewall failed due to missing (or invalid) firewall credentials",
            codes: &["50331695", "0x300002F", "50331696", "0x3000030"],
        },
        SeenAs {
            client: "mstsc",
            message: "The forward proxy configuration does not work",
            codes: &["50331716", "0x3000044"],
        },
    ],
    told_by: &[ToldBy::Report],
    signs: &["Nothing of this client in the TerminalServices-Gateway log; the proxy's own log has it."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "See the proxy in force (the computer's own, and yours), and exempt the gateway's address from it.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "netsh winhttp show proxy; Get-ItemProperty 'HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings' | fl ProxyEnable,ProxyServer,AutoConfigURL",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Opens,
            text: "Let the proxy pass the gateway's address without authentication.",
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
