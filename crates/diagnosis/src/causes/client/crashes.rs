//! The Remote Desktop program on this side crashes.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The Remote Desktop program on this side crashes.
pub static CAUSE: Cause = Cause {
    id: "client/crashes",
    aliases: &[],
    stage: Stage::Client,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The Remote Desktop program itself crashes",
    meaning: "The program on this computer ends with a fault of its own. Neither your password nor the host is to blame, and no setting of the host mends it.",
    seen_as: &[
        SeenAs { client: "any", message: "Segmentation fault (core dumped)", codes: &[] },
        SeenAs { client: "any", message: "The program closes by itself while connecting", codes: &[] },
    ],
    told_by: &[ToldBy::Report],
    signs: &[
        "Client (not host): a core file or a crash report of the program; \"segfault\" in its system's journal.",
    ],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Update the program, or try another one to get in today.",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Look whether its makers know the crash; send them its version and what stands in the crash report.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &["FreeRDP issues"],
};
