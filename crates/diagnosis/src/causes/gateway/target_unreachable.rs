//! The RD Gateway cannot reach the computer behind it.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
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
    inside,
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
    changes: &[],
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

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(facts, Provider::Gateway, &[304], "the gateway could not reach the computer behind it")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::Gateway, 304);
        expect![[r"
            likely, blocks
            /log/entries: TerminalServices-Gateway 304: the gateway could not reach the computer behind it, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
