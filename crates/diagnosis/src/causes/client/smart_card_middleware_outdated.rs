//! Smart card sign-in broke after the October 2025 update.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// Smart card sign-in broke after the October 2025 update.
pub static CAUSE: Cause = Cause {
    id: "client/smart-card-middleware-outdated",
    aliases: &["update-smartcard-ksp-2025-10"],
    stage: Stage::Client,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Smart card sign-in broke after the October 2025 update",
    meaning: "Since October 2025 Windows opens RSA smart-card certificates through the newer key storage interface (KSP) instead of the old one (CSP). Card software that only knows the old way fails, on the client or on the host behind card redirection.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Invalid provider type specified. No valid certificates were found on this smart card",
        codes: &[],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["System log, source Smart Card, event 624 (CSP to KSP change)."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HelpDesk,
            risk: Risk::Harmless,
            text: "Update the card middleware on host and client to a KSP-capable release.",
            command: None,
        },
        Remedy {
            who: Who::HelpDesk,
            risk: Risk::Weakens,
            text: "DisableCapiOverrideForRSA = 0 was a temporary opt-out (its removal was announced for 2026-04).",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Rely on DisableCapiOverrideForRSA = 0",
        why: "reopens CVE-2024-30098 and stops working with the announced removal",
        instead: "update the middleware",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://support.microsoft.com/en-gb/topic/guidance-for-certificate-handling-for-smart-card-propagated-certificates-792002ef-4c98-4736-9393-0622debe2989",
        "https://windowsforum.com/threads/microsoft-october-2025-update-moves-rsa-smart-cards-to-ksp.386061",
    ],
};
