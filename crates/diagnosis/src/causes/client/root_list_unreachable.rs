//! This computer waits for a list of trusted issuers.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// This computer waits for a list of trusted issuers.
pub static CAUSE: Cause = Cause {
    id: "client/root-list-unreachable",
    aliases: &[],
    stage: Stage::Client,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Occasional,
    title: "This computer waits for a list of trusted issuers",
    meaning: "The host shows a certificate that it made itself. Windows on your side then looks on the Internet for the list of trusted issuers; without Internet every connection stands still for a while, and goes on.",
    seen_as: &[SeenAs { client: "mstsc", message: "Stays at \"Securing remote connection\"", codes: &[] }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "Client (not host): no way to the Internet; the policy Turn off Automatic Root Certificates Update is not set.",
    ],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Wait half a minute once; note whether it then connects.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Give the host a certificate from an issuer that the clients already trust.",
            command: None,
        },
        Remedy {
            who: Who::HelpDesk,
            risk: Risk::Weakens,
            text: "Or set the policy Turn off Automatic Root Certificates Update, on computers that never reach the Internet; new issuers then have to be given to them by hand.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Turn NLA or the check of certificates off",
        why: "the wait stays, and anybody can pose as the host",
        instead: "give the host a certificate that the clients trust",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdc-stuck-on-src-screen.md (KB2915774)",
    ],
};
