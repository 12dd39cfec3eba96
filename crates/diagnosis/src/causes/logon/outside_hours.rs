//! The account may not sign in at this hour.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The account may not sign in at this hour.
pub static CAUSE: Cause = Cause {
    id: "logon/outside-hours",
    aliases: &["logon-hours"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The account may not sign in at this hour",
    meaning: "The account may only be used at certain hours of the week. By the clock of the domain, it is outside them now.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The system administrator has restricted the times during which you may log in.",
            codes: &["4103", "0x1007"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_AUTHENTICATION_FAILED",
            codes: &["0x20009", "ERRCONNECT_AUTHENTICATION_FAILED", "xfreerdp exit 132"],
        },
        SeenAs {
            client: "guacamole",
            message: "Authentication failure (invalid credentials?)",
            codes: &["0x0301"],
        },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &["Security 4625 with sub status 0xC000006F; attribute logonHours."],
    detect,
    inside,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Ask the administrator or wait.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "For an account of the host itself, see the allowed hours there.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "net user <user>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "For an account of a domain, see the allowed hours.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "net user <user> /domain",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Widen logonHours if that is wanted.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On a Linux host, see what PAM and its limits say of the account.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo grep -v \"^#\" /etc/security/access.conf /etc/security/time.conf; sudo journalctl -u xrdp-sesman -n 50",
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
    seen::status(facts, &[0xC000_006F]).or_else(|| seen::kdc(facts, &[12]).map(seen::possible))
}

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::refused_with(facts, &[0xC000_006F]).or_else(|| {
        seen_inside::line(facts, &[What::AccountRefused], "the account may not sign in now, or at all")
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
    fn the_host_says_0xc000_006f() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_006F));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_INVALID_LOGON_HOURS (0xC000006F)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_security_4625() {
        let facts = testing::logged(What::Event { provider: Provider::Security, id: 4625 }, |entry| {
            entry.status = Some(0xC000_006F);
        });
        expect![[r"
            likely, blocks
            /log/entries: Security 4625, a refused sign-in: STATUS_INVALID_LOGON_HOURS (0xC000006F), last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_a_line_of_xrdp() {
        let facts = testing::logged(What::AccountRefused, |entry| entry.log = "xrdp-sesman.log".into());
        expect![[r"
            possible, hinders
            /log/entries: xrdp-sesman.log: the account may not sign in now, or at all, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
