//! The host does not support Restricted Admin mode.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host does not support Restricted Admin mode.
pub static CAUSE: Cause = Cause {
    id: "negotiation/restricted-admin-not-supported",
    aliases: &["restricted-admin-not-supported-by-host"],
    stage: Stage::Negotiation,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The host does not support Restricted Admin mode",
    meaning: "The client asked for Restricted Admin, a mode that never sends the password to the host. The host does not allow it, which is the default.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The remote PC doesn't support Restricted Administration mode.",
        codes: &["3593", "0xE09"],
    }],
    told_by: &[ToldBy::Outside, ToldBy::Report],
    signs: &["HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa DisableRestrictedAdmin missing or 1."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Leave out /restrictedAdmin, or use Remote Credential Guard.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "mstsc /remoteGuard /v:<host.domain.tld>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Weakens,
            text: "Set DisableRestrictedAdmin = 0 only if the mode is really wanted.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v DisableRestrictedAdmin /t REG_DWORD /d 0 /f",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[&change::RESTRICTED_ADMIN],
    do_not: &[DoNot {
        advice: "Enable Restricted Admin everywhere",
        why: "lets a stolen password hash open Remote Desktop (pass-the-hash)",
        instead: "Remote Credential Guard",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "FreeRDP/FreeRDP libfreerdp/core/nego.c",
        "MicrosoftDocs/windows-itpro-docs windows/security/identity-protection/remote-credential-guard.md",
    ],
};

/// Response flag RESTRICTED_ADMIN_MODE_SUPPORTED ([MS-RDPBCGR] 2.2.1.2.1).
const SUPPORTED: u8 = 0x08;

fn detect(facts: &Facts) -> Option<Match> {
    seen::mode_not_offered(facts, &CAUSE, SUPPORTED, "Restricted Admin mode")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Answer;

    #[test]
    fn reported_and_not_supported() {
        let mut facts = testing::reported(&CAUSE);
        expect!["nothing"].assert_eq(&testing::found(&CAUSE, &facts));
        if let Answer::Selected { flags, .. } = &mut facts.negotiation.known_mut().unwrap().path.answer {
            *flags &= !SUPPORTED;
        }
        expect![[r"
            likely, blocks
            /reported: you saw “The remote PC doesn't support Restricted Administration mode.”
            /negotiation/path/answer: the host does not say that it supports Restricted Admin mode
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
