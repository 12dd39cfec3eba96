//! Security software on the host blocks Remote Desktop.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// Security software on the host blocks Remote Desktop.
pub static CAUSE: Cause = Cause {
    id: "network/blocked-by-antivirus",
    aliases: &["antivirus-or-ips-blocks-rdp"],
    stage: Stage::Network,
    stops_at: &[Stage::Negotiation, Stage::Tls],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "Security software on the host blocks Remote Desktop",
    meaning: "An antivirus or intrusion prevention product on the host or on the way drops or cuts Remote Desktop. Sometimes it blocks single addresses because it takes them for password guessing.",
    seen_as: &[SeenAs { client: "mstsc", message: "An internal error has occurred", codes: &[] }],
    told_by: &[ToldBy::Inside],
    signs: &["Log and rule list of the product."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::HostAdmin,
        risk: Risk::Opens,
        text: "Add an exception for Remote Desktop from the needed networks; unblock the client's address.",
        command: None,
    }],
    changes: &[],
    do_not: &[DoNot {
        advice: "Disable or uninstall the antivirus product, as one Microsoft article suggests",
        why: "leaves the host unprotected and proves little",
        instead: "one exception, or a test of a few minutes",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
    ],
};
