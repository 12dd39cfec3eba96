//! No user name and password reached the host.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// No user name and password reached the host.
pub static CAUSE: Cause = Cause {
    id: "client/no-credentials",
    aliases: &["prompt-missing-credentials", "auth-required-cannot-proceed"],
    stage: Stage::Client,
    stops_at: &[Stage::Nla, Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "No user name and password reached the host",
    meaning: "The host wants to know who you are before it shows anything, and the client has no user name and password to give, or is not allowed to ask for them. Some clients then simply close the connection.",
    seen_as: &[
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_NO_OR_MISSING_CREDENTIALS",
            codes: &["0x2001B", "ERRCONNECT_NO_OR_MISSING_CREDENTIALS", "xfreerdp exit 159"],
        },
        SeenAs { client: "macos", message: "Error code: 0x4", codes: &["0x4"] },
    ],
    told_by: &[ToldBy::Report],
    signs: &["Nothing beyond RemoteConnectionManager 261 and RdpCoreTS 131 (a connection arrived)."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Enter the user name with its domain or computer name before connecting, and allow the prompt.",
            command: Some(Command {
                shell: Shell::RdpFile,
                line: "prompt for credentials:i:1",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Clear old saved credentials for this host.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "cmdkey /delete:TERMSRV/<host>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Switch NLA on in the connection file.",
            command: Some(Command {
                shell: Shell::RdpFile,
                line: "enablecredsspsupport:i:1",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Turn NLA off or lower SecurityLayer on the host",
        why: "articles on this message suggest it, but it only removes the check before the sign-in screen",
        instead: "supply credentials; treat lowering as a last, short, firewalled test",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/windowsserverdocs#2931",
        "FreeRDP/FreeRDP include/freerdp/error.h",
        "FreeRDP/FreeRDP libfreerdp/core/nla.c",
    ],
};
