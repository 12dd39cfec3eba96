//! Your provider shares one address among many customers.

use crate::cause::{Cause, DoNot, Frequency, Impact, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// Your provider shares one address among many customers.
pub static CAUSE: Cause = Cause {
    id: "network/carrier-nat",
    aliases: &[],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The provider shares one address among many customers",
    meaning: "The router at the host has no public address of its own: its Internet side shows one from 100.64.0.0 to 100.127.255.255, or a private one. What comes from outside ends at the provider, so no port forward can reach the host.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &[
        "Router: the address on its Internet side is not the one that web sites see, and lies in 100.64.0.0/10, 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.",
    ],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Compare the Internet address on the router's status page with the one that a web site shows; stop changing port forwards if they differ.",
            command: None,
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Use a VPN or a gateway that the host's network connects to by itself.",
            command: None,
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Or ask the provider for a public address, or use IPv6 if both sides have it; put a VPN before the host then, too.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Put the host into the router's DMZ",
        why: "nothing reaches the router, and later the whole host would be open",
        instead: "use a VPN",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["RFC 6598", "https://irohastack.com/?p=12511"],
};
