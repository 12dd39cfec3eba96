//! User name or password is wrong.

use crate::cause::{Cause, Certainty, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::log::What;
use crate::facts::{self, Facts};
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
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "On a Linux host with xrdp, set a new password for the account. (GNOME has one of its own: grdctl rdp set-credentials.)",
            command: Some(Command { shell: Shell::Sh, line: "sudo passwd <user>", trust: Trust::Cited }),
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
    seen::wrong_credentials(facts).map(|found| blamed_last(facts, found))
}

fn inside(facts: &Facts) -> Option<Match> {
    let found = seen_inside::refused_with(facts, &[0xC000_006A, 0xC000_006D])
        .or_else(|| seen_inside::line(facts, &[What::WrongCredentials], "wrong user name or password"));
    found.map(|found| blamed_last(facts, found))
}

/// A refusal that looks like a wrong password is not one while something else explains it as well.
fn blamed_last(facts: &Facts, found: Match) -> Match {
    if seen::password_in_doubt(facts) {
        seen::possible(found)
    } else if is_of_the_cloud(facts) && found.certainty == Certainty::Certain {
        // The host says the same where it never learned the account's password.
        Match { certainty: Certainty::Likely, ..found }
    } else {
        found
    }
}

/// A Microsoft account, or one of Microsoft Entra.
fn is_of_the_cloud(facts: &Facts) -> bool {
    let domain = facts.target.identity.as_ref().and_then(|identity| identity.domain.as_deref());
    domain.is_some_and(facts::is_of_the_cloud)
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

    /// A host that nobody looked at, which refuses the password, and what else is seen of it.
    fn refused(change: impl FnOnce(&mut Facts)) -> Vec<(&'static str, crate::cause::Certainty)> {
        let mut facts = testing::judged(LogonOutcome::ErrorCode(0xC000_006D));
        let tls = facts.tls.known_mut().unwrap();
        tls.trust = crate::facts::HostTrust::Unchecked;
        change(&mut facts);
        let report = crate::diagnose(facts);
        report.findings.iter().map(|found| (found.cause.id, found.certainty)).collect()
    }

    /// What leads, and how sure the wrong password is.
    fn leads(change: impl FnOnce(&mut Facts)) -> (&'static str, Option<crate::cause::Certainty>) {
        let found = refused(change);
        let password = found.iter().find(|(id, _)| *id == CAUSE.id).map(|(_, certainty)| *certainty);
        (found[0].0, password)
    }

    #[test]
    fn the_password_is_blamed_last() {
        use crate::cause::Certainty::{Likely, Possible};
        use crate::facts::{ChainVerdict, Fact, Kdc, Kerberos};
        assert_eq!(leads(|_| ()), (CAUSE.id, Some(Likely)));
        let other = leads(|facts| {
            facts.tls.known_mut().unwrap().name_fits = Fact::Known(false);
            facts.nla.known_mut().unwrap().challenge.known_mut().unwrap().nb_computer = Some("OTHER".into());
        });
        assert_eq!(other, ("name/stale-record", Some(Possible)));
        // By search domain or hosts file: the same label in another domain.
        let elsewhere = leads(|facts| {
            facts.tls.known_mut().unwrap().name_fits = Fact::Known(false);
            let challenge = facts.nla.known_mut().unwrap().challenge.known_mut().unwrap();
            challenge.nb_computer = Some("FS1".into());
            challenge.dns_computer = Some("fs1.elsewhere.example".into());
        });
        assert_eq!(elsewhere, ("name/stale-record", Some(Possible)));
        let inspected = leads(|facts| {
            facts.tls.known_mut().unwrap().verdict = Fact::Known(ChainVerdict::UnknownIssuer);
        });
        assert_eq!(inspected, ("tls/intercepted", Some(Possible)));
        let taken = leads(|facts| {
            facts.nla.known_mut().unwrap().kerberos = Fact::Known(Kerberos {
                realm: "CORP.EXAMPLE".into(),
                kdc: "dc1:88".into(),
                answer: Kdc::WantsProof,
                clock: Fact::not_asked(),
                ticket: Fact::Known(Kdc::GaveTicket),
            });
        });
        assert_eq!(taken, ("nla/trust-broken", Some(Possible)));
    }

    #[test]
    fn a_host_that_was_verified_is_not_doubted() {
        use crate::cause::Certainty::Certain;
        let verified = leads(|facts| facts.tls.known_mut().unwrap().trust = crate::facts::HostTrust::System);
        assert_eq!(verified, (CAUSE.id, Some(Certain)));
        // An address is asked for every day, and no certificate has it.
        let by_address = leads(|facts| {
            facts.target.host = "192.0.2.7".into();
            facts.tls.known_mut().unwrap().name_fits = crate::facts::Fact::Known(false);
        });
        assert_eq!(by_address, (CAUSE.id, Some(crate::cause::Certainty::Likely)));
    }

    #[test]
    fn an_account_that_is_switched_off_outranks_its_password() {
        use crate::cause::Certainty::Possible;
        let off = leads(|facts| {
            let inside =
                testing::spoilt(|inside| inside.rights.accounts.known_mut().unwrap()[0].disabled = true);
            facts.inside = inside.inside;
            facts.target.identity.as_mut().unwrap().domain = None;
        });
        assert_eq!(off, ("logon/disabled", Some(Possible)));
    }
}
