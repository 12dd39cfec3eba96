//! The host accepts Windows Hello or smart card only.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host accepts Windows Hello or smart card only.
pub static CAUSE: Cause = Cause {
    id: "logon/password-sign-in-forbidden",
    aliases: &["uac-elevated-credui"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The host accepts Windows Hello or smart card only",
    meaning: "A policy on the host itself forbids signing in with a password. It applies to everyone, not only to your account.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "You must use Windows Hello or a smart card to sign in",
        codes: &[],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System ScForceOption = 1."],
    detect: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Redirect the smart card.",
            command: Some(Command {
                shell: Shell::RdpFile,
                line: "redirectsmartcards:i:1",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Weakens,
            text: "A policy decision: keep it, or exempt the host.",
            command: None,
        },
    ],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Unverified,
    references: &[],
};
