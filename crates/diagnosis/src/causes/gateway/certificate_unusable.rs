//! The RD Gateway has no usable certificate.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The RD Gateway has no usable certificate.
pub static CAUSE: Cause = Cause {
    id: "gateway/certificate-unusable",
    aliases: &[],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The RD Gateway has no usable certificate of its own",
    meaning: "The gateway's own certificate is missing, has lost its key or is no longer bound to it, so that it can't take connections. Nothing on your side is wrong.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Your computer can't connect to the remote computer because no certificate was configured to use at the Remote Desktop Gateway server.",
        codes: &["50331688", "0x3000028"],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["Gateway: netsh http show sslcert has no or another certificate on 443."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Compare the certificate that is bound with the one that is meant.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Choose the certificate anew in RD Gateway Manager, and restart the gateway's service.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &["learn.microsoft.com troubleshoot/windows-server/remote"],
};
