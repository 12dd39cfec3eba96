//! This Remote Desktop program is too old for the host.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// This Remote Desktop program is too old for the host.
pub static CAUSE: Cause = Cause {
    id: "client/outdated",
    aliases: &["outdated-client"],
    stage: Stage::Client,
    stops_at: &[Stage::Negotiation, Stage::Tls, Stage::Nla],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "This Remote Desktop program is too old for the host",
    meaning: "The client program is older than the host's security rules. It cannot offer Network Level Authentication, a modern TLS version or the 2018 CredSSP fix, so the host ends the conversation. Messages in that case are often misleading.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The remote computer requires Network Level Authentication, which your computer does not support.",
            codes: &["2825", "0xB09"],
        },
        SeenAs {
            client: "mstsc",
            message: "Client and server versions do not match.",
            codes: &["9732", "0x2604"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED",
            codes: &["0x2000C", "ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED", "0x80090310", "xfreerdp exit 133"],
        },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["Nothing wrong on the host."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::You,
        risk: Risk::Harmless,
        text: "Install a current client: Windows Update for mstsc, current Windows App, FreeRDP 3, current Remmina.",
        command: None,
    }],
    changes: &[],
    do_not: &[DoNot {
        advice: "Lower the host's security so that the old client fits",
        why: "opens the host to everyone for one old program",
        instead: "update the client or use another one",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "FreeRDP/FreeRDP#5981",
        "FreeRDP/Remmina#1672",
        "https://windowsreport.com/remote-desktop-you-cannot-proceed-because-authentication-is-required/",
    ],
};
