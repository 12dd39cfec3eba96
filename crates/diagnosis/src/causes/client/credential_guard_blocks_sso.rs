//! Single sign-on or saved password no longer works.

use crate::cause::{Cause, Certainty, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Single sign-on or saved password no longer works.
pub static CAUSE: Cause = Cause {
    id: "client/credential-guard-blocks-sso",
    aliases: &["credential-guard-blocks-saved-or-sso"],
    stage: Stage::Client,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Common,
    title: "Single sign-on or saved password no longer works",
    meaning: "Credential Guard keeps the sign-in secrets of this computer locked away, so they cannot be passed on to a remote host over NTLM or unconstrained delegation. It is on by default on Windows 11 22H2 Enterprise and Education and on Server 2025. Typing the password still works.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The logon attempt failed",
        codes: &["2055", "0x807", "0x8009030E"],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "Client (not host): Credential Guard running (Win32_DeviceGuard SecurityServicesRunning contains 1).",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Type the password.", command: None },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use Remote Credential Guard, Kerberos by full host name, or Windows Hello for Business.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "mstsc /remoteGuard /v:<host.domain.tld>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HelpDesk,
            risk: Risk::Harmless,
            text: "See whether Credential Guard runs.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "(Get-CimInstance -Namespace root\\Microsoft\\Windows\\DeviceGuard -ClassName Win32_DeviceGuard).SecurityServicesRunning",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Disable Credential Guard",
        why: "it guards every password and ticket on the computer against theft",
        instead: "/remoteGuard, Kerberos or typing the password",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/windows-itpro-docs windows/security/identity-protection/credential-guard/considerations-known-issues.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let set = &inside.connecting.credential_guard;
    let found = seen_inside::set(
        set,
        |&flags| matches!(flags, 1 | 2),
        "/inside/connecting/credential_guard",
        |flags| format!("Credential Guard is set on this computer (LsaCfgFlags is {flags})"),
    )?;
    // It concerns those who connect from here.
    Some(Match { certainty: Certainty::Possible, ..found.with_impact(Impact::Hinders) })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_it_is_set() {
        let facts = testing::spoilt(|inside| inside.connecting.credential_guard = Fact::Known(Some(1)));
        expect![[r"
            possible, hinders
            /inside/connecting/credential_guard: Credential Guard is set on this computer (LsaCfgFlags is 1)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
