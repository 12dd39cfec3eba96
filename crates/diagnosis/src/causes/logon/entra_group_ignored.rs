//! The right comes from an Entra group, which is ignored.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};

use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The right comes from an Entra group, which is ignored.
pub static CAUSE: Cause = Cause {
    id: "logon/entra-group-ignored",
    aliases: &["entra-group-in-rdu-not-honoured"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The right comes from an Entra group, which is ignored",
    meaning: "The right to use Remote Desktop was given to a Microsoft Entra group. With NLA the host does not look into such groups, so members are turned away.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The connection was denied because the user account is not authorized for remote login.",
        codes: &[],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["The group Remote Desktop Users (S-1-5-32-555) contains an Entra group but not the user."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use Entra web account sign-in.",
            command: Some(Command {
                shell: Shell::RdpFile,
                line: "enablerdsaadauth:i:1",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Add the user itself.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Add-LocalGroupMember -SID S-1-5-32-555 -Member 'AzureAD\\<user@domain>'",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Turn NLA off, as the documentation says",
        why: "exposes the host",
        instead: "add the users, or use web account sign-in",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/windows-itpro-docs windows/client-management/client-tools/connect-to-remote-aadj-pc.md",
    ],
};
