//! A local account of the same name is used instead.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// A local account of the same name is used instead.
pub static CAUSE: Cause = Cause {
    id: "logon/local-namesake-used",
    aliases: &["local-user-shadows-domain-user"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "A local account of the same name is used instead",
    meaning: "The host has a local account with the same name as your domain account, and without a domain it picks the local one. Its password is different.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Your credentials did not work",
        codes: &["2055", "0x807"],
    }],
    told_by: &[ToldBy::Inside],
    signs: &["Security 4625 with the host's own name as the domain."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[Remedy { who: Who::You, risk: Risk::Harmless, text: "Write DOMAIN\\user.", command: None }],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["gravitational/teleport#16954"],
};
