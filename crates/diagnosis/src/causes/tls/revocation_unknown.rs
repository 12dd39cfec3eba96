//! The certificate cannot be checked for revocation.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The certificate cannot be checked for revocation.
pub static CAUSE: Cause = Cause {
    id: "tls/revocation-unknown",
    aliases: &["tls-crl-unreachable"],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The certificate cannot be checked for revocation",
    meaning: "The client wants to ask the issuer whether the certificate has been revoked, and the issuer's server cannot be reached. Typical when working from home with a company issuer.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "A revocation check could not be performed for the certificate",
            codes: &[],
        },
        SeenAs {
            client: "mstsc",
            message: "The gateway's certificate revocation list can't be verified",
            codes: &["50331650", "0x3000002"],
        },
    ],
    told_by: &[ToldBy::Report],
    signs: &[],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Harmless,
            text: "Test the fetch, and publish the revocation list where clients can reach it (HTTP, not LDAP only).",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "certutil -urlfetch -verify host.cer",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Allow the way out to the address in the certificate.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
    ],
};
