//! Your address is on the host's ban list.

use crate::cause::{Cause, Frequency, Impact, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Your address is on the host's ban list.
pub static CAUSE: Cause = Cause {
    id: "network/address-banned",
    aliases: &["source-ip-banned"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Your address is on the host's ban list",
    meaning: "A guard program on the host has blocked your address after failed sign-ins. From any other address the host works normally.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &["Ban list or firewall block rule made by RdpGuard, fail2ban or IPBan."],
    detect: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Wait for the ban to end, or use another address; correct saved credentials first.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Remove the ban and find the client that keeps sending a wrong password.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo fail2ban-client set <jail> unbanip <address>",
                trust: Trust::Unverified,
            }),
        },
    ],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Unverified,
    references: &[],
};
