//! Single sign-on or saved password no longer works.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
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
    inside: seen::nothing,
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
                shell: Shell::PowerShell,
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
