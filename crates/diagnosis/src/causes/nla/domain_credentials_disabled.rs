//! The host is set not to use domain credentials.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host is set not to use domain credentials.
pub static CAUSE: Cause = Cause {
    id: "nla/domain-credentials-disabled",
    aliases: &["nla-disabled-domain-creds-on-host"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "The host is set not to use domain credentials",
    meaning: "A security option forbids the host to keep and use credentials for network sign-in. Domain accounts then fail with a message about the Local Security Authority.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The Local Security Authority cannot be contacted",
        codes: &["6151", "0x1807", "0x80090304"],
    }],
    told_by: &[ToldBy::Inside],
    signs: &["HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa disabledomaincreds = 1."],
    detect: seen::nothing,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Use a local account.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Weakens,
            text: "Set it to 0 if the policy owner agrees.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v disabledomaincreds /t REG_DWORD /d 0 /f",
                trust: Trust::Unverified,
            }),
        },
    ],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/cannot-connect-rdp-azure-vm.md",
    ],
};
