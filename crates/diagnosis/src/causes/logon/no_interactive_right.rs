//! The local policy does not permit you to log on interactively.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The local policy does not permit you to log on interactively.
pub static CAUSE: Cause = Cause {
    id: "logon/no-interactive-right",
    aliases: &["interactive-logon-denied"],
    stage: Stage::Logon,
    stops_at: &[Stage::Session],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The local policy does not permit you to log on interactively",
    meaning: "On domain controllers and very old systems, signing in also needs the right to log on locally. The account does not have it.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The local policy of this system does not permit you to logon interactively.",
        codes: &[],
    }],
    told_by: &[ToldBy::Inside],
    signs: &["SeInteractiveLogonRight; host is a domain controller."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::HostAdmin,
        risk: Risk::Opens,
        text: "Grant the right to the group that needs it; better: do not use domain controllers as Remote Desktop hosts.",
        command: None,
    }],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/local-policy-not-permit-log-on-interactively.md",
    ],
};
