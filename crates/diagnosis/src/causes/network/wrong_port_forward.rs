//! The router forwards to the wrong computer.

use crate::cause::{Cause, DoNot, Frequency, Impact, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The router forwards to the wrong computer.
pub static CAUSE: Cause = Cause {
    id: "network/wrong-port-forward",
    aliases: &["nat-port-forward-wrong"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The router forwards to the wrong computer",
    meaning: "The router's port forwarding points to another computer or port, or it cannot send you back in when you are inside its own network. It works in one place and not in another.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &[],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Look at the router's own address towards the internet. From 100.64 to 100.127 the provider shares one address among many, and no forward can work. With 10, 172.16 to 172.31 or 192.168 a second router stands before it and has to forward, too.",
            command: None,
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Correct the forward and give the host a fixed address.",
            command: None,
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Better: replace the forward by a VPN or RD Gateway.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Forward port 3389 from the internet",
        why: "password guessing and account lockout follow within hours",
        instead: "VPN or RD Gateway",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://irohastack.com/?p=12511",
        "https://irohastack.com/en/rdp-custom-port-cannot-connect-en",
    ],
};
