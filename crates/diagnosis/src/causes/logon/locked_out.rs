//! The account is locked after too many wrong passwords.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The account is locked after too many wrong passwords.
pub static CAUSE: Cause = Cause {
    id: "logon/locked-out",
    aliases: &["account-locked"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "The account is locked after too many wrong passwords",
    meaning: "Too many wrong passwords were tried, and the account is locked for a while. The tries may come from you, from a forgotten saved password on some device, or from an attacker.",
    seen_as: &[
        SeenAs {
            client: "other",
            message: "The referenced account is currently locked out and may not be logged on to",
            codes: &[],
        },
        SeenAs { client: "other", message: "Account locked out", codes: &[] },
        SeenAs {
            client: "mstsc",
            message: "As a security precaution, the user account has been locked because there were too many logon attempts or password change attempts.",
            codes: &["3335", "0xD07"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_ACCOUNT_LOCKED_OUT",
            codes: &["0x20018", "ERRCONNECT_ACCOUNT_LOCKED_OUT", "xfreerdp exit 135"],
        },
        SeenAs {
            client: "guacamole",
            message: "Access denied by server (account locked/disabled?)",
            codes: &["0x0303"],
        },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &[
        "Security 4625 with sub status 0xC0000234; 4740 names the computer that sent the wrong passwords.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Wait without trying (a lock often lasts 10 to 30 minutes), and remove old saved passwords meanwhile; or ask the help desk to unlock the account.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Find out first where the tries come from; for a domain account, on its domain controller.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Get-WinEvent -FilterHashtable @{LogName='Security';Id=4740} -MaxEvents 10 | fl TimeCreated,Message",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Unlock a local account. That also enables one that was disabled on purpose: look first, with net user <user>.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "net user <user> /active:yes",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Opens,
            text: "Unlock a domain account.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Unlock-ADAccount <user>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On a Linux host, look at the failed tries, and where they come from.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo faillock --user <user>",
                trust: Trust::Cited,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "On a Linux host, take them back.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo faillock --user <user> --reset",
                trust: Trust::Cited,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Set the lockout threshold to zero",
        why: "lets attackers guess without end",
        instead: "find and stop the source",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-ondisconnected",
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "MicrosoftDocs/windows-itpro-docs windows/security/threat-protection/auditing/event-4625.md",
        "FreeRDP/FreeRDP libfreerdp/core/nla.c",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0xC000_0234]).or_else(|| seen::kdc(facts, &[18]).map(seen::possible))
}

fn inside(facts: &Facts) -> Option<Match> {
    let account = || {
        seen_inside::account(facts).filter(|account| account.locked).map(|account| {
            let says = format!("the local account {} is locked", account.name);
            Match::certain("/inside/rights/accounts", says)
        })
    };
    let logged = || seen_inside::refused_with(facts, &[0xC000_0234]).or_else(|| seen_inside::locked(facts));
    let xrdp = || seen_inside::line(facts, &[What::LockedOut], "too many wrong passwords");
    account().or_else(logged).or_else(xrdp)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::log::Provider;
    use crate::facts::{Kdc, LogonOutcome};

    #[test]
    fn the_host_says_0xc000_0234() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_0234));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_ACCOUNT_LOCKED_OUT (0xC0000234)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_kerberos_says_that_it_is_another_reason() {
        let facts = testing::judged(LogonOutcome::Kdc(Kdc::Explained { code: 18, status: 0xC000_0072 }));
        assert_eq!((CAUSE.detect)(&facts), None);
    }

    #[test]
    fn kerberos_says_revoked_and_no_more() {
        let facts = testing::judged(LogonOutcome::Kdc(Kdc::Error(18)));
        expect![[r"
            possible, blocks
            /logon/outcome: the Kerberos server refused the proof: KDC_ERR_CLIENT_REVOKED (18)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn kerberos_says_locked() {
        let facts = testing::judged(LogonOutcome::Kdc(Kdc::Explained { code: 18, status: 0xC000_0234 }));
        expect![[r"
            likely, blocks
            /logon/outcome: the Kerberos server answered STATUS_ACCOUNT_LOCKED_OUT (0xC0000234)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_security_4625() {
        let facts = testing::logged(What::Event { provider: Provider::Security, id: 4625 }, |entry| {
            entry.status = Some(0xC000_0234);
        });
        expect![[r"
            likely, blocks
            /log/entries: Security 4625, a refused sign-in: STATUS_ACCOUNT_LOCKED_OUT (0xC0000234), last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
