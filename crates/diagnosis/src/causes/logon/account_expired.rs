//! The account's end date has passed.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The account's end date has passed.
pub static CAUSE: Cause = Cause {
    id: "logon/account-expired",
    aliases: &["account-expired"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The account's end date has passed",
    meaning: "The account was set up to end on a certain day, and that day has passed. The password has nothing to do with it.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "This user account has expired.", codes: &["3591", "0xE07"] },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_ACCOUNT_EXPIRED",
            codes: &["0x20019", "ERRCONNECT_ACCOUNT_EXPIRED", "xfreerdp exit 157"],
        },
        SeenAs { client: "guacamole", message: "Credentials expired.", codes: &["0x0303"] },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &["Security 4625 with sub status 0xC0000193; attribute accountExpires."],
    detect,
    inside,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Ask the administrator.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Extend the date of a local account.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-LocalUser <user> -AccountExpires <date>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Opens,
            text: "Extend the date of a domain account.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Set-ADAccountExpiration <user> -DateTime <date>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On a Linux host, look at the end date.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo chage --list <user>",
                trust: Trust::Cited,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "On a Linux host, take it away, if it is not meant.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo chage --expiredate -1 <user>",
                trust: Trust::Cited,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-ondisconnected",
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "MicrosoftDocs/windows-itpro-docs windows/security/threat-protection/auditing/event-4625.md",
        "FreeRDP/FreeRDP libfreerdp/core/nla.c",
        "apache/guacamole-server src/protocols/rdp/error.c",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0xC000_0193]).or_else(|| seen::kdc(facts, &[18]).map(seen::possible))
}

fn inside(facts: &Facts) -> Option<Match> {
    let account = || {
        let account = seen_inside::account(facts)?;
        let end = account.expires.filter(|end| *end < facts.observed_at)?;
        let says = format!("the local account {} ended on {}", account.name, end.strftime("%F"));
        Some(Match::certain("/inside/rights/accounts", says))
    };
    let logged = || seen_inside::refused_with(facts, &[0xC000_0193]);
    let xrdp = || seen_inside::line(facts, &[What::AccountExpired], "the account has ended");
    account().or_else(logged).or_else(xrdp)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_0xc000_0193() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_0193));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_ACCOUNT_EXPIRED (0xC0000193)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_xrdp_says_so() {
        let facts = testing::logged(What::AccountExpired, |entry| entry.log = "xrdp-sesman.log".into());
        expect![[r"
            possible, hinders
            /log/entries: xrdp-sesman.log: the account has ended, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
