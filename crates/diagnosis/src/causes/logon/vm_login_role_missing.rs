//! Your account has no sign-in role on this Azure machine.

use crate::cause::{Cause, DoNot, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// Your account has no sign-in role on this Azure machine.
pub static CAUSE: Cause = Cause {
    id: "logon/vm-login-role-missing",
    aliases: &[],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Your account has no sign-in role on this Azure machine",
    meaning: "The host is a machine in Azure where people sign in with Microsoft Entra ID. For that an account needs the role Virtual Machine User Login or Virtual Machine Administrator Login; to own the machine is not enough.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Your account is configured to prevent you from using this device",
        codes: &[],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "Azure portal: Access control (IAM) of the machine names the account, or a group that it is in, under neither of the two roles.",
    ],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Ask for the role Virtual Machine User Login on this machine; say that its owner's role is another one.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Assign Virtual Machine User Login to the person or their group, on the machine, its resource group or the subscription.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Give Virtual Machine Administrator Login to everybody",
        why: "makes each of them an administrator of the machine",
        instead: "Virtual Machine User Login",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/azure-docs articles/active-directory/devices/howto-vm-sign-in-azure-ad-windows.md",
    ],
};
