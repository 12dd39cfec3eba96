//! The password must be changed before first use.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The password must be changed before first use.
pub static CAUSE: Cause = Cause {
    id: "logon/password-must-change",
    aliases: &["password-expired-nla"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The password must be changed before first use",
    meaning: "The account was made or reset with \"user must change password at next logon\". With NLA the change cannot be made during the connection itself.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "You must change your password before logging on the first time.",
            codes: &["4615", "0x1207"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_PASSWORD_MUST_CHANGE",
            codes: &["0x20013", "ERRCONNECT_PASSWORD_MUST_CHANGE", "xfreerdp exit 149"],
        },
        SeenAs { client: "guacamole", message: "Credentials expired.", codes: &["0x0303"] },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &["Security 4625 with sub status 0xC0000224."],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Change the password at a computer of the company (Ctrl+Alt+Del), or ask the help desk to set a new one.",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Change it on another domain computer, with kpasswd or smbpasswd -r, in RD Web Access or by self-service.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "smbpasswd -r <dc> -U <user>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "For an account of the host itself, set a new password there; the mark goes with that.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-LocalUser <user> -Password (Read-Host -AsSecureString)",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Weakens,
            text: "Let the person change it where that is possible, or clear the mark for the first sign-in and have it changed inside.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Set-ADUser <user> -ChangePasswordAtLogon $false",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "On a Linux host, set a new password for the person, who can also change it by SSH.",
            command: Some(Command { shell: Shell::Sh, line: "sudo passwd <user>", trust: Trust::Cited }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Turn NLA off",
        why: "not needed, and exposes the host",
        instead: "change the password another way",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "FreeRDP/FreeRDP libfreerdp/core/nla.c",
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-ondisconnected",
        "FreeRDP/FreeRDP#3003",
        "FreeRDP/FreeRDP#5797",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0xC000_0224]).or_else(|| seen::kdc(facts, &[23]).map(seen::possible))
}

fn inside(facts: &Facts) -> Option<Match> {
    let marked = || {
        seen_inside::account(facts).filter(|account| account.must_change).map(|account| {
            let says = format!("the local account {} has to change its password first", account.name);
            Match::certain("/inside/rights/accounts", says)
        })
    };
    marked().or_else(|| seen_inside::refused_with(facts, &[0xC000_0224]))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;
    use crate::facts::log::{Provider, What};

    #[test]
    fn the_host_says_0xc000_0224() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_0224));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_PASSWORD_MUST_CHANGE (0xC0000224)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_security_4625() {
        let facts = testing::logged(What::Event { provider: Provider::Security, id: 4625 }, |entry| {
            entry.status = Some(0xC000_0224);
        });
        expect![[r"
            likely, blocks
            /log/entries: Security 4625, a refused sign-in: STATUS_PASSWORD_MUST_CHANGE (0xC0000224), last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
