//! The first try fails after a minute, the second works.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The first try fails after a minute, the second works.
pub static CAUSE: Cause = Cause {
    id: "session/audio-stall",
    aliases: &["windows-audio-blocks-connection"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Rare,
    title: "The first try fails after a minute, the second works",
    meaning: "The client hangs while it opens the sound channel, and the host gives up. A second try goes through.",
    seen_as: &[SeenAs { client: "mstsc", message: "An internal error has occurred", codes: &[] }],
    told_by: &[ToldBy::Report],
    signs: &[],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Turn remote sound off.",
            command: Some(Command { shell: Shell::RdpFile, line: "audiomode:i:2", trust: Trust::Unverified }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Update both ends; stop Windows Audio on the host as a test.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/internal-error-has-occurred-connecting-remote-machine.md",
    ],
};
