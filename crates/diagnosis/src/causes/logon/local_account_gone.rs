//! The local account no longer exists on this host.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The local account no longer exists on this host.
pub static CAUSE: Cause = Cause {
    id: "logon/local-account-gone",
    aliases: &["local-admin-renamed-or-promoted-dc"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "The local account no longer exists on this host",
    meaning: "The local account you used was renamed or has gone. When a host is made a domain controller, all its local accounts disappear.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Your credentials did not work",
        codes: &["2055", "0x807"],
    }],
    told_by: &[ToldBy::Inside],
    signs: &["Security 4625 with sub status 0xC0000064; role of domain controller."],
    detect: seen::nothing,
    remedies: &[Remedy { who: Who::You, risk: Risk::Harmless, text: "Use DOMAIN\\user.", command: None }],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors.md",
    ],
};
