//! Policy does not let you use saved credentials here.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Policy does not let you use saved credentials here.
pub static CAUSE: Cause = Cause {
    id: "client/saved-credentials-not-allowed",
    aliases: &["saved-credentials-not-allowed"],
    stage: Stage::Client,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Common,
    title: "Policy does not let you use saved credentials here",
    meaning: "The client could prove the host's identity only over NTLM, and policy on this computer does not let saved passwords go to such hosts. The password must be typed each time. With Kerberos the rule would not apply.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Your system administrator does not allow the use of saved credentials to log on to the remote computer because its identity is not fully verified.",
            codes: &["5895", "0x1707"],
        },
        SeenAs {
            client: "mstsc",
            message: "A connection will not be made because credentials may not be sent to the remote computer.",
            codes: &["3848", "0xF08"],
        },
        SeenAs {
            client: "mstsc",
            message: "The host does not accept saved credentials",
            codes: &["8455", "0x2107"],
        },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "Client (not host): policy AllowSavedCredentialsWhenNTLMOnly absent or not listing this host (HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CredentialsDelegation).",
        "Host side twin: fPromptForPassword = 1 sends ERRINFO 0xA, see logon/saved-credentials-refused.",
    ],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Type the password.", command: None },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect by the full domain name so that Kerberos proves the host.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "mstsc /v:<host.domain.tld>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Decide whether the host should keep asking (policy \"Always prompt for password upon connection\").",
            command: None,
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Weakens,
            text: "If saved credentials are wanted, allow them for this one host: policy \"Allow delegating saved credentials with NTLM-only server authentication\" with TERMSRV/<host>.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Allow TERMSRV/* in the delegation policy",
        why: "hands saved passwords to any machine that answers, over NTLM",
        instead: "list the one host, or make Kerberos work",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-ondisconnected",
        "FreeRDP/FreeRDP include/freerdp/error.h",
    ],
};
