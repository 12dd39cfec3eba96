//! You are in too many groups for a Kerberos ticket.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// You are in too many groups for a Kerberos ticket.
pub static CAUSE: Cause = Cause {
    id: "nla/ticket-too-large",
    aliases: &["token-bloat"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "You are in too many groups for a Kerberos ticket",
    meaning: "The ticket that lists all your groups has grown too large for the host or client to accept. Other people can sign in.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "During a logon attempt, the user's security context accumulated too many security IDs",
            codes: &["Win32 1384", "0xC000015A"],
        },
        SeenAs {
            client: "mstsc",
            message: "Not enough storage is available to complete this operation",
            codes: &[],
        },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &["System log: Kerberos 6; Kdcsvc 31 on the domain controller."],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Count your groups (as the person who cannot sign in), and tell the number to the help desk.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "(whoami /groups /fo csv /nh).Count",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Set MaxTokenSize to 48000 on old systems.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\Kerberos\\Parameters /v MaxTokenSize /t REG_DWORD /d 48000 /f",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Harmless,
            text: "Reduce membership and old SID history.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/windows-security/kerberos-authentication-problems-if-user-belongs-to-groups.md",
        "MicrosoftDocs/win32 desktop-src/Debug/system-error-codes--1300-1699-.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    // STATUS_TOO_MANY_CONTEXT_IDS ([MS-ERREF] 2.3.1).
    seen::status(facts, &[0xC000_015A])
}

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(facts, Provider::Kerberos, &[6], "a ticket was too large")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_so() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_015A));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_TOO_MANY_CONTEXT_IDS (0xC000015A)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::Kerberos, 6);
        expect![[r"
            likely, blocks
            /log/entries: Security-Kerberos 6: a ticket was too large, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
