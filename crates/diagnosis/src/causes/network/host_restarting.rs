//! The computer is restarting or installing updates.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The computer is restarting or installing updates.
pub static CAUSE: Cause = Cause {
    id: "network/host-restarting",
    aliases: &["host-booting-or-updating"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The computer is restarting or installing updates",
    meaning: "The host is starting up or busy with updates and will be back by itself. Trying again a little later is all that is needed.",
    seen_as: &[
        super::CANT_CONNECT[0],
        super::CANT_CONNECT[1],
        super::CANT_CONNECT[2],
        super::CANT_CONNECT[3],
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_TARGET_BOOTING",
            codes: &["0x2001D", "ERRCONNECT_TARGET_BOOTING", "xfreerdp exit 160"],
        },
    ],
    told_by: &[ToldBy::Report],
    signs: &["FreeRDP's code TARGET_BOOTING never comes from a Windows host itself."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Try again with growing pauses.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Wait; look at the console if it takes longer than half an hour.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &["FreeRDP/FreeRDP include/freerdp/error.h"],
};
