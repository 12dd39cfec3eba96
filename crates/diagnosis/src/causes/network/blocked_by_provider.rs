//! A provider does not let Remote Desktop through.

use crate::cause::{Cause, Frequency, Impact, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// A provider does not let Remote Desktop through.
pub static CAUSE: Cause = Cause {
    id: "network/blocked-by-provider",
    aliases: &["isp-or-cloud-blocks-3389"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "A provider does not let Remote Desktop through",
    meaning: "A provider filters the Remote Desktop port: most often the one of the host, for connections that come in, or the hotel or guest network you are in. Other ports work, or the host works from elsewhere.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &[],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Test another network, for example a phone's.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Test-NetConnection <host> -Port 443",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Offer a VPN or a gateway on port 443.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Unverified,
    references: &["https://irohastack.com/?p=12511", "https://www.gvtc.com/internet/blocked.php"],
};
