//! The host does not know this user name.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host does not know this user name.
pub static CAUSE: Cause = Cause {
    id: "logon/unknown-user",
    aliases: &[],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The host does not know this user name",
    meaning: "The user name does not exist on the host or in its domain. Most hosts hide this and report a wrong name or password; only the host's log, Kerberos or an old message says it clearly.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The specified user name does not exist.",
            codes: &["2567", "0xA07"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_LOGON_FAILURE",
            codes: &["0x20014", "xfreerdp exit 134"],
        },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &["Security 4625 with sub status 0xC0000064; 4768 result 0x6 on the domain controller."],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use HOST\\user, DOMAIN\\user or user@domain.tld in full.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Check the accounts of the host itself.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-LocalUser",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Harmless,
            text: "Check the account of a domain, and its spelling.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-ADUser -Filter \"SamAccountName -eq '<user>'\"",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On a Linux host, look whether the system knows the name.",
            command: Some(Command { shell: Shell::Sh, line: "getent passwd <user>", trust: Trust::Cited }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &["logon/wrong-credentials"],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-ondisconnected",
        "MicrosoftDocs/windows-itpro-docs windows/security/threat-protection/auditing/event-4625.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0xC000_0064]).or_else(|| seen::kdc(facts, &[6]))
}

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::refused_with(facts, &[0xC000_0064])
        .or_else(|| seen_inside::line(facts, &[What::UnknownUser], "there is no such user"))
        .or_else(|| not_in_files(facts))
}

/// The accounts of a Linux host are in its files; a directory may know more.
fn not_in_files(facts: &Facts) -> Option<Match> {
    let accounts = seen_inside::xrdp(facts)?.rights.accounts.known()?;
    let user = &facts.target.identity.as_ref()?.user;
    let known = accounts.iter().any(|account| account.name == *user);
    (!known).then(|| {
        let says = format!("no account of people there is called {user}; a directory may know one");
        Match::possible("/inside/rights/accounts", says).with_impact(Impact::Hinders)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;
    use crate::facts::log::Provider;

    #[test]
    fn the_host_says_0xc000_0064() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_0064));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_NO_SUCH_USER (0xC0000064)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_security_4625() {
        let facts = testing::logged(What::Event { provider: Provider::Security, id: 4625 }, |entry| {
            entry.status = Some(0xC000_0064);
        });
        expect![[r"
            likely, blocks
            /log/entries: Security 4625, a refused sign-in: STATUS_NO_SUCH_USER (0xC0000064), last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_a_line_of_xrdp() {
        let facts = testing::logged(What::UnknownUser, |entry| entry.log = "xrdp-sesman.log".into());
        expect![[r"
            possible, hinders
            /log/entries: xrdp-sesman.log: there is no such user, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
