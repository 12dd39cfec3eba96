//! The password has expired.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The password has expired.
pub static CAUSE: Cause = Cause {
    id: "logon/password-expired",
    aliases: &["password-expired-nla"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The password has expired",
    meaning: "The password is too old and must be changed before you can sign in. With NLA the change cannot be made during the connection itself.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "This user account's password has expired. The password must change in order to logon.",
            codes: &["3847", "0xF07"],
        },
        SeenAs {
            client: "mstsc",
            message: "The Local Security Authority cannot be contacted",
            codes: &["6151", "0x1807"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_PASSWORD_EXPIRED",
            codes: &["0x2000E", "ERRCONNECT_PASSWORD_EXPIRED", "xfreerdp exit 148"],
        },
        SeenAs { client: "guacamole", message: "Credentials expired.", codes: &["0x0303"] },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &["Security 4625 with sub status 0xC0000071."],
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
            text: "Change it on another domain computer, over VPN with Ctrl+Alt+Del, with kpasswd or smbpasswd -r, or by self-service.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "kpasswd <user>@<REALM>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "For an account of the host itself, set a new password there.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-LocalUser <user> -Password (Read-Host -AsSecureString)",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Harmless,
            text: "Reset the password in Active Directory, or turn on password change in RD Web Access.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Set-ADAccountPassword <user> -Reset",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "On a Linux host, set a new password for the person.",
            command: Some(Command { shell: Shell::Sh, line: "sudo passwd <user>", trust: Trust::Cited }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Turn NLA off so that the sign-in screen can change it",
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
    seen::status(facts, &[0xC000_0071]).or_else(|| seen::kdc(facts, &[23]).map(seen::possible))
}

fn inside(facts: &Facts) -> Option<Match> {
    let ended = || {
        let account = seen_inside::account(facts)?;
        let end = account.password_ends.filter(|end| *end <= facts.observed_at)?;
        let says =
            format!("the password of the local account {} ended on {}", account.name, end.strftime("%F"));
        Some(Match::certain("/inside/rights/accounts", says))
    };
    ended().or_else(|| seen_inside::refused_with(facts, &[0xC000_0071])).or_else(|| {
        seen_inside::line(facts, &[What::PasswordExpired], "the password has expired and must be changed")
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
    fn the_host_says_0xc000_0071() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_0071));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_PASSWORD_EXPIRED (0xC0000071)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_security_4625() {
        let facts = testing::logged(What::Event { provider: Provider::Security, id: 4625 }, |entry| {
            entry.status = Some(0xC000_0071);
        });
        expect![[r"
            likely, blocks
            /log/entries: Security 4625, a refused sign-in: STATUS_PASSWORD_EXPIRED (0xC0000071), last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_a_line_of_xrdp() {
        let facts = testing::logged(What::PasswordExpired, |entry| entry.log = "xrdp-sesman.log".into());
        expect![[r"
            possible, hinders
            /log/entries: xrdp-sesman.log: the password has expired and must be changed, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
