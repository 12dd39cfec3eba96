//! The account is disabled.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The account is disabled.
pub static CAUSE: Cause = Cause {
    id: "logon/disabled",
    aliases: &["account-disabled"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The account is disabled",
    meaning: "The account exists but has been switched off. An administrator must switch it on again.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The user account is currently disabled and cannot be used.",
            codes: &["2823", "0xB07"],
        },
        SeenAs {
            client: "windows",
            message: "Your account has been disabled. Please see your system administrator.",
            codes: &[],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_ACCOUNT_DISABLED",
            codes: &["0x20012", "ERRCONNECT_ACCOUNT_DISABLED", "xfreerdp exit 151"],
        },
        SeenAs {
            client: "guacamole",
            message: "Access denied by server (account locked/disabled?)",
            codes: &["0x0303"],
        },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &["Security 4625 with sub status 0xC0000072."],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Ask the administrator, or use another account.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Enable a local account if it should be used.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Enable-LocalUser <user>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Opens,
            text: "Enable a domain account if it should be used.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Enable-ADAccount <user>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On a Linux host, look whether the account is locked (L in the second column).",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo passwd --status <user>",
                trust: Trust::Cited,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "On a Linux host, where no password was ever set (NP, or a lone ! or * in /etc/shadow), set one if the account is for signing in with it.",
            command: Some(Command { shell: Shell::Sh, line: "sudo passwd <user>", trust: Trust::Cited }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "On a Linux host, unlock it, if nobody locked it on purpose.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo passwd --unlock <user>",
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
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0xC000_0072]).or_else(|| seen::kdc(facts, &[18]).map(seen::possible))
}

fn inside(facts: &Facts) -> Option<Match> {
    let account = || {
        seen_inside::account(facts).filter(|account| account.disabled).map(|account| {
            let says = format!("the local account {} is switched off", account.name);
            Match::certain("/inside/rights/accounts", says)
        })
    };
    let empty = || {
        seen_inside::account(facts).filter(|account| account.never_had_password).map(|account| {
            let says = format!("no password is set in the host's own files for the account {}", account.name);
            // Another service than the host's own files may hold one.
            Match::likely("/inside/rights/accounts", says)
        })
    };
    account().or_else(empty).or_else(|| seen_inside::refused_with(facts, &[0xC000_0072]))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_0xc000_0072() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_0072));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_ACCOUNT_DISABLED (0xC0000072)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_the_account_is_off() {
        let facts = {
            let mut facts =
                testing::spoilt(|inside| inside.rights.accounts.known_mut().unwrap()[0].disabled = true);
            facts.target.identity = testing::healthy().target.identity;
            facts.target.identity.as_mut().unwrap().domain = None;
            facts
        };
        expect![[r"
            certain, blocks
            /inside/rights/accounts: the local account alice is switched off
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
