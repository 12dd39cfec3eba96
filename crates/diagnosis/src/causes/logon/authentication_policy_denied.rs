//! The account may only be used from certain devices.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The account may only be used from certain devices.
pub static CAUSE: Cause = Cause {
    id: "logon/authentication-policy-denied",
    aliases: &["auth-policy-silo"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "The account may only be used from certain devices",
    meaning: "An authentication policy (silo) in the domain ties this account to chosen computers. Yours, or this host, is not among them.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "A user account restriction is preventing you from logging on",
        codes: &["3079", "0xC07"],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "Domain controller log Microsoft-Windows-Authentication/AuthenticationPolicyFailures-DomainController (off until it is enabled; 101: NTLM refused, 105 and 106: Kerberos).",
    ],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect from an allowed device.",
            command: None,
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Harmless,
            text: "Look at the silos.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-ADAuthenticationPolicySilo -Filter *",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Opens,
            text: "Adjust them if this use is intended.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-apds/a6969cdd-5441-4cf9-bcaa-4b7ffbf792b7",
    ],
};
