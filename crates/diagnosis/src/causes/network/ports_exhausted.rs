//! The host has run out of network ports.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host has run out of network ports.
pub static CAUSE: Cause = Cause {
    id: "network/ports-exhausted",
    aliases: &["ephemeral-ports-exhausted-host"],
    stage: Stage::Network,
    stops_at: &[Stage::Nla, Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The host has run out of network ports",
    meaning: "A program on the host holds on to so many connections that none is left to ask a domain controller. Domain accounts are refused with odd texts, local accounts still work.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Remote Desktop cannot verify the identity of the remote computer because there is a time or date difference between your computer and the remote computer.",
        codes: &["7431", "0x1D07"],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["System log: Tcpip 4227 and 4231, NETLOGON 5719, GroupPolicy 1129."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Use a local account meanwhile.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Find the program that holds the ports.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-NetTCPConnection | group OwningProcess -NoElement | sort Count -desc | select -first 5",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Restart that program; restart the host as a stop-gap.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-verify-identity-connecting-remote-machine.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(facts, Provider::Tcpip, &[4227, 4231], "no free port was left for a connection")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::Tcpip, 4227);
        expect![[r"
            likely, blocks
            /log/entries: Tcpip 4227: no free port was left for a connection, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
