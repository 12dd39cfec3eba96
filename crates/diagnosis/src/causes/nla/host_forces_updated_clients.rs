//! The host accepts only clients with the 2018 fix.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The host accepts only clients with the 2018 fix.
pub static CAUSE: Cause = Cause {
    id: "nla/host-forces-updated-clients",
    aliases: &["credssp-oracle-host-forces-updated"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The host accepts only clients with the 2018 fix",
    meaning: "The host is set to turn away every client that lacks the CredSSP fix of 2018. The client is older than that.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "An authentication error has occurred. The function requested is not supported.",
            codes: &["0x80090302"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_PASSWORD_CERTAINLY_EXPIRED",
            codes: &["0x2000F", "xfreerdp exit 152"],
        },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "AllowEncryptionOracle = 0 (Force updated clients) under HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters; System, LSA (LsaSrv) 6041.",
    ],
    detect: seen::nothing,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Update the client.", command: None },
        Remedy { who: Who::HostAdmin, risk: Risk::Harmless, text: "Keep the value 0.", command: None },
    ],
    do_not: &[DoNot {
        advice: "Set the host to 1 or 2",
        why: "lets tampering-prone clients in",
        instead: "update the client",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/credssp-encryption-oracle-remediation.md",
        "FreeRDP/Remmina#1513",
        "FreeRDP/FreeRDP#4449",
    ],
};
