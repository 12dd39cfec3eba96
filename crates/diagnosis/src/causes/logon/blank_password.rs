//! The account has no password.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The account has no password.
pub static CAUSE: Cause = Cause {
    id: "logon/blank-password",
    aliases: &["blank-password"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The account has no password",
    meaning: "Windows does not let accounts without a password sign in over the network. At the screen of the host the same account works.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "A user account restriction (for example, a time-of-day restriction) is preventing you from logging on.",
            codes: &["3079", "0xC07"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_ACCOUNT_RESTRICTION",
            codes: &["0x20017", "ERRCONNECT_ACCOUNT_RESTRICTION", "xfreerdp exit 156"],
        },
        SeenAs { client: "other", message: "RDCMan: unknown disconnection reason 3079", codes: &["3079"] },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &[
        "Security 4625 with 0xC000006E; HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa LimitBlankPasswordUse = 1.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Set a password for the account, at the host itself.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Give the account a password.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-LocalUser <user> -Password (Read-Host -AsSecureString)",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[&change::BLANK_PASSWORDS],
    do_not: &[DoNot {
        advice: "Set LimitBlankPasswordUse = 0",
        why: "anyone who knows the user name is in",
        instead: "set a password",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-onlogonerror",
        "MicrosoftDocs/windows-itpro-docs windows/security/threat-protection/auditing/event-4625.md",
        "MicrosoftDocs/sysinternals#510",
        "MicrosoftDocs/win32 desktop-src/Debug/system-error-codes--1300-1699-.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    facts.target.identity.as_ref()?.empty_password.then_some(())?;
    let found = seen::status(facts, &[0xC000_006E])?;
    Some(found.and("/target/identity/empty_password", "the password given was empty"))
}

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let identity = facts.target.identity.as_ref().filter(|identity| identity.empty_password)?;
    let set = &inside.authentication.blank_passwords_limited;
    seen_inside::set(
        set,
        |on| *on,
        "/inside/authentication/blank_passwords_limited",
        |_| format!("{} has no password, and such accounts sign in at the screen only", identity.user),
    )
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn an_empty_password_is_restricted() {
        let facts = {
            let mut facts = testing::judged(LogonOutcome::ErrorCode(0xC000_006E));
            facts.target.identity.as_mut().unwrap().empty_password = true;
            facts
        };
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_ACCOUNT_RESTRICTION (0xC000006E)
            /target/identity/empty_password: the password given was empty
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_a_password_was_given() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_006E));
        assert_eq!((CAUSE.detect)(&facts), None);
    }

    #[test]
    fn inside_an_empty_password() {
        let facts = {
            let mut facts = testing::inside();
            facts.target.identity = testing::healthy().target.identity;
            facts.target.identity.as_mut().unwrap().empty_password = true;
            facts
        };
        expect![[r"
            certain, blocks
            /inside/authentication/blank_passwords_limited: alice has no password, and such accounts sign in at the screen only
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
