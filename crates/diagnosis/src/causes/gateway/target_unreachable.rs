//! The RD Gateway cannot reach the computer behind it.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The RD Gateway cannot reach the computer behind it.
pub static CAUSE: Cause = Cause {
    id: "gateway/target-unreachable",
    aliases: &["gateway-target-unreachable"],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The RD Gateway cannot reach the computer behind it",
    meaning: "The gateway let you in, but it could not connect to the computer itself. From the gateway's side the computer is off, unknown by name, or blocked by a firewall.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Your computer can't connect to the remote computer because an error occurred on the remote computer that you want to connect to.",
            codes: &["50331656", "0x3000008"],
        },
        SeenAs {
            client: "mstsc",
            message: "The gateway and the remote computer are unable to exchange policies",
            codes: &["50331707", "0x300003B"],
        },
        SeenAs { client: "other", message: "E_PROXY_TS_CONNECTFAILED", codes: &["0x800759DD"] },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["Gateway: TerminalServices-Gateway/Operational event 304 with the error."],
    detect: seen::nothing,
    remedies: &[Remedy {
        who: Who::HostAdmin,
        risk: Risk::Harmless,
        text: "On the gateway check name and port of the computer.",
        command: Some(Command {
            shell: Shell::PowerShell,
            line: "Resolve-DnsName <host>; Test-NetConnection <host> -Port 3389",
            trust: Trust::Unverified,
        }),
    }],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "FreeRDP/FreeRDP include/freerdp/error.h",
        "FreeRDP/FreeRDP#5069",
        "https://technet.microsoft.com/en-us/library/ee891388(v=ws.10)",
    ],
};
