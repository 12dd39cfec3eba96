//! The connection broker finds no computer for you.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The connection broker finds no computer for you.
pub static CAUSE: Cause = Cause {
    id: "gateway/broker-redirect-failed",
    aliases: &["broker-redirect-failure"],
    stage: Stage::Gateway,
    stops_at: &[Stage::Session],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The connection broker finds no computer for you",
    meaning: "A broker should send you to one of several computers, and it cannot. Its database or service is down, no machine is free, or the machine does not start.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "The farm is not available", codes: &[] },
        SeenAs { client: "mstsc", message: "There are no available computers in the pool", codes: &[] },
        SeenAs {
            client: "freerdp",
            message: "ERRINFO_CB_DESTINATION_NOT_FOUND and other ERRINFO_CB_*",
            codes: &[
                "0x10400", "0x10402", "0x10404", "0x10405", "0x10406", "0x10407", "0x10408", "0x10409",
                "0x10411", "0x10412",
            ],
        },
    ],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &[
        "SessionBroker event 2056 (database logon failed), SessionBroker-Client event 1296 (broker not ready for RPC).",
    ],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Check the broker service, its database (WID) and the group RDS Endpoint Servers.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-Service Tssdis,MSSQL*",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Check that the pool has a free, enabled and healthy host.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Get-RDSessionHost -CollectionName <name>",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Rename the broker to repair a name",
        why: "breaks the whole deployment",
        instead: "correct DNS or the certificate",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
        "FreeRDP/FreeRDP include/freerdp/error.h",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::error_info(facts, &[0x400, 0x402, 0x404, 0x405, 0x406, 0x407, 0x408, 0x409, 0x411, 0x412])
}

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(facts, Provider::Broker, &[2056, 1296], "the broker could not say where to go")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0x400() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0x400);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_CB_DESTINATION_NOT_FOUND (0x400)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::Broker, 2056);
        expect![[r"
            likely, blocks
            /log/entries: SessionBroker 2056: the broker could not say where to go, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
