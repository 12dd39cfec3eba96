//! Your company's access rules block the sign-in.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// Your company's access rules block the sign-in.
pub static CAUSE: Cause = Cause {
    id: "logon/blocked-by-conditional-access",
    aliases: &["entra-conditional-access"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Your company's access rules block the sign-in",
    meaning: "Microsoft Entra Conditional Access does not allow this sign-in. Your device may not be managed, or a second factor is missing.",
    seen_as: &[SeenAs {
        client: "windows-app",
        message: "Web sign-in error AADSTS53003: access has been blocked by Conditional Access policies",
        codes: &["AADSTS53003", "AADSTS53000", "AADSTS53001"],
    }],
    told_by: &[ToldBy::Report],
    signs: &[
        "Entra sign-in log, applications \"Microsoft Remote Desktop\" (a4a365df-50f1-4397-bc59-1a1564b8bb9c) and \"Windows Cloud Login\" (270efc09-cd0d-444b-a71f-39af4910ec45).",
    ],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use a compliant device and the second factor.",
            command: None,
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Opens,
            text: "Adjust the rule or bring the device into line.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/windows-itpro-docs windows/client-management/client-tools/connect-to-remote-aadj-pc.md",
        "https://learn.microsoft.com/en-us/azure/virtual-desktop/set-up-mfa",
    ],
};
