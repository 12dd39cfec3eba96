//! The Microsoft account was never used with its password.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::{Facts, MICROSOFT_ACCOUNT_DOMAINS};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The Microsoft account was never used with its password.
pub static CAUSE: Cause = Cause {
    id: "logon/microsoft-account-without-password",
    aliases: &["microsoft-account-never-used-password"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "The Microsoft account was never used with its password",
    meaning: "The person signs in to the host with a PIN or Windows Hello only. The host has therefore never learnt the account's password, and Remote Desktop needs exactly that.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "Your credentials did not work", codes: &["2055", "0x807"] },
        SeenAs { client: "android", message: "Error code: 0xF07", codes: &["0xF07"] },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &[
        "Security 4625 with sub status 0xC0000064 or 0xC000006A; HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\PasswordLess\\Device DevicePasswordLessBuildVersion = 2.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use MicrosoftAccount\\mail address and the account's password, not the PIN.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Sign in once at the host with the password.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "runas /u:MicrosoftAccount\\<mail> cmd",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Turn off \"only allow Windows Hello sign-in\", or make a local account for Remote Desktop.",
            command: None,
        },
    ],
    changes: &[&change::ALLOW_PASSWORDS],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://windowsforum.com/threads/rdp-login-failures-with-microsoft-accounts-causes-and-fixes.383661/",
        "https://cmdadmin.net/remoto-desktop-rdp-with-microsoft-account-sign-in",
        "stascorp/rdpwrap#2042",
        "FreeRDP/FreeRDP#7457",
        "MicrosoftDocs/windowsserverdocs#784",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let domain = facts.target.identity.as_ref()?.domain.as_deref()?;
    if !MICROSOFT_ACCOUNT_DOMAINS.iter().any(|provider| provider.eq_ignore_ascii_case(domain)) {
        return None;
    }
    seen::wrong_credentials(facts).map(|found| {
        seen::possible(found).and("/target/identity/domain", "the account is a Microsoft account")
    })
}

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let set = &inside.authentication.passwordless;
    let found = seen_inside::set(
        set,
        |&build| build == 2,
        "/inside/authentication/passwordless",
        |_| {
            "Microsoft accounts sign in without a password here (DevicePasswordLessBuildVersion is 2)"
                .to_owned()
        },
    )?;
    // It concerns Microsoft accounts only.
    Some(seen_inside::hinders_some(facts, seen_inside::lowered(found)))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;
    use crate::facts::LogonOutcome;

    #[test]
    fn an_outlook_address_and_a_refusal() {
        let facts = {
            let mut facts = testing::judged(LogonOutcome::ErrorCode(0xC000_006D));
            facts.target.identity.as_mut().unwrap().domain = Some("outlook.com".into());
            facts
        };
        expect![[r"
            possible, blocks
            /logon/outcome: the host answered STATUS_LOGON_FAILURE (0xC000006D)
            /target/identity/domain: the account is a Microsoft account
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_without_passwords() {
        let facts = testing::spoilt(|inside| inside.authentication.passwordless = Fact::Known(Some(2)));
        expect![[r"
            likely, hinders
            /inside/authentication/passwordless: Microsoft accounts sign in without a password here (DevicePasswordLessBuildVersion is 2)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
