//! Windows warns about the connection file and turns things off.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Windows warns about the connection file and turns things off.
pub static CAUSE: Cause = Cause {
    id: "client/untrusted-rdp-file",
    aliases: &["rdp-file-signature-broken"],
    stage: Stage::Client,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Common,
    title: "Windows warns about the connection file and turns things off",
    meaning: "Since the update of April 2026 mstsc shows a security dialog for .rdp files and switches all redirections off unless they are ticked. A file without a signature, or one edited after signing, gets a red banner. Nothing has been sent to the host yet.",
    seen_as: &[SeenAs { client: "mstsc", message: "Caution: Unknown remote connection", codes: &[] }],
    told_by: &[ToldBy::Report],
    signs: &["Client (not host): update for CVE-2026-26151 (2026-04-14) is installed."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Check that the address shown is the right one, then tick only the redirections that are needed.",
            command: None,
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Harmless,
            text: "Sign the .rdp file again after every edit and publish the signer as trusted .rdp publisher by policy.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "rdpsign.exe /sha256 <thumbprint> conn.rdp",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Switch the warning off for the whole fleet",
        why: ".rdp files sent by mail are a real attack path",
        instead: "sign the files and trust that one publisher",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://thecybrdef.com/?p=2787",
        "https://www.engineerdirect.co.uk/guides/library/d/endpoint-management/patch-tuesday-april-2026-sharepoint-defender-bluehammer/",
        "https://www.technetnewengland.com/blog/rdp-security-warnings-april-2026-update-windows",
    ],
};
