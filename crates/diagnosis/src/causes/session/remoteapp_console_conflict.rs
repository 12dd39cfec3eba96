//! Single apps cannot start while someone is at the screen.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// Single apps cannot start while someone is at the screen.
pub static CAUSE: Cause = Cause {
    id: "session/remoteapp-console-conflict",
    aliases: &["remoteapp-vs-console-session"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "Single apps cannot start while someone is at the screen",
    meaning: "A published program (RemoteApp) was asked for while the same account has a session at the host's own screen. The host refuses to mix the two.",
    seen_as: &[SeenAs { client: "freerdp", message: "LOGON_FAILED_OTHER", codes: &["0x00000002"] }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Open the full desktop instead.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Sign the session at the screen off.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["FreeRDP/FreeRDP#11883"],
};
