//! The second factor at the gateway was not answered.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The second factor at the gateway was not answered.
pub static CAUSE: Cause = Cause {
    id: "gateway/second-factor-unanswered",
    aliases: &[],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The second sign-in step at the gateway was not answered",
    meaning: "The RD Gateway waits for an approval in an app, a call or a code (NPS extension for Microsoft Entra, Duo and others). It did not come in time or was refused, and the gateway then says no more than that it can't connect.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Your computer can't connect to the remote computer because the Remote Desktop Gateway server is temporarily unavailable.",
        codes: &[],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "Gateway: events 6273 and 6274 of NPS, \"NPS Extension for Azure MFA: … Challenge requested / Access Rejected\"; a timeout of RADIUS shorter than the person needs.",
    ],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect again with the phone at hand, and approve at once.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Read on the NPS server why it was rejected: events 6273 and AuthZ of the extension.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Give RADIUS time for it: 60 seconds or more on the gateway and on NPS.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &["learn.microsoft.com entra/identity/authentication/howto-mfa-nps-extension-rdg"],
};
