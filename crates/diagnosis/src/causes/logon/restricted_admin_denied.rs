//! Restricted Admin mode is refused for this account.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Restricted Admin mode is refused for this account.
pub static CAUSE: Cause = Cause {
    id: "logon/restricted-admin-denied",
    aliases: &["restricted-admin-needs-admin"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Restricted Admin mode is refused for this account",
    meaning: "Restricted Admin works only for members of the host's Administrators group. Local accounts that lose their administrator rights over the network are refused as well.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Account restrictions are preventing this user from signing in.",
        codes: &["3079", "0xC07"],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["LocalAccountTokenFilterPolicy; membership in Administrators."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::You,
        risk: Risk::Harmless,
        text: "Connect in normal mode or with Remote Credential Guard.",
        command: Some(Command {
            shell: Shell::PowerShell,
            line: "mstsc /remoteGuard /v:<host.domain.tld>",
            trust: Trust::Unverified,
        }),
    }],
    changes: &[],
    do_not: &[DoNot {
        advice: "LocalAccountTokenFilterPolicy = 1",
        why: "gives every local administrator full rights over the network",
        instead: "normal mode",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/windows-itpro-docs windows/security/identity-protection/remote-credential-guard.md",
        "mRemoteNG/mRemoteNG#1125",
    ],
};
