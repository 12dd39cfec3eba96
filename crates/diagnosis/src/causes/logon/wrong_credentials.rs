//! User name or password is wrong.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// User name or password is wrong.
pub static CAUSE: Cause = Cause {
    id: "logon/wrong-credentials",
    aliases: &["wrong-credentials"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "User name or password is wrong",
    meaning: "The host checked the user name and password and refused them. For safety it does not say which of the two is wrong. A few more tries may lock the account.",
    seen_as: &[
        SeenAs { client: "xrdp", message: "Login failed", codes: &[] },
        SeenAs { client: "mstsc", message: "Your credentials did not work", codes: &["2055", "0x807"] },
        SeenAs { client: "mstsc", message: "The logon attempt failed", codes: &["2055", "0x807"] },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_LOGON_FAILURE",
            codes: &[
                "0x20014",
                "ERRCONNECT_LOGON_FAILURE",
                "0x20015",
                "ERRCONNECT_WRONG_PASSWORD",
                "xfreerdp exit 134",
                "xfreerdp exit 154",
            ],
        },
        SeenAs { client: "ironrdp", message: "CredSSP STATUS_LOGON_FAILURE", codes: &["0xC000006D"] },
        SeenAs {
            client: "guacamole",
            message: "Authentication failure (invalid credentials?)",
            codes: &["0x0301"],
        },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &[
        "Security 4625 with sub status 0xC000006A (name right) or 0xC0000064 (name unknown); RdpCoreTS 140; 4776 or 4771 on the domain controller.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Check keyboard layout and caps lock, the name before the backslash, saved passwords; a Windows Hello PIN is not the password.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "cmdkey /list",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Reset the password if it is lost.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Try again and again",
        why: "the account gets locked",
        instead: "stop after two tries and check name and saved passwords",
    }],
    behind: &[],
    explains: &["nla/closed-without-reason"],
    trust: Trust::Cited,
    references: &[
        "FreeRDP/FreeRDP libfreerdp/core/nla.c",
        "FreeRDP/FreeRDP include/freerdp/error.h",
        "MicrosoftDocs/windows-itpro-docs windows/security/threat-protection/auditing/event-4625.md",
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors.md",
        "jumpserver/jumpserver#16672",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::wrong_credentials(facts)
}

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::refused_with(facts, &[0xC000_006A, 0xC000_006D])
        .or_else(|| seen_inside::line(facts, &[What::WrongCredentials], "wrong user name or password"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::log::Provider;
    use crate::facts::{LogonOutcome, WindowsVersion};

    #[test]
    fn the_host_says_so() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_006D));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_LOGON_FAILURE (0xC000006D)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn a_freerdp_host_closes() {
        let facts = {
            let mut facts = testing::judged(LogonOutcome::Closed);
            let windows = WindowsVersion { major: 6, minor: 1, build: 7601 };
            facts.nla.known_mut().unwrap().challenge.known_mut().unwrap().windows = Some(windows);
            facts
        };
        expect![[r"
            likely, blocks
            /logon/outcome: the host broke off when it had the proof of the password
            /nla/challenge/windows: hosts that announce this build and CredSSP 6 (FreeRDP, GNOME) never say why they refuse
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_a_windows_host_closes() {
        let facts = testing::judged(LogonOutcome::Closed);
        assert_eq!((CAUSE.detect)(&facts), None);
    }

    #[test]
    fn inside_security_4625() {
        let facts = testing::logged(What::Event { provider: Provider::Security, id: 4625 }, |entry| {
            entry.status = Some(0xC000_006A);
        });
        expect![[r"
            likely, blocks
            /log/entries: Security 4625, a refused sign-in: STATUS_WRONG_PASSWORD (0xC000006A), last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_a_line_of_xrdp() {
        let facts = testing::logged(What::WrongCredentials, |entry| entry.log = "xrdp-sesman.log".into());
        expect![[r"
            possible, hinders
            /log/entries: xrdp-sesman.log: wrong user name or password, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
