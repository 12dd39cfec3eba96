//! Remote Credential Guard cannot be used with this host.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Remote Credential Guard cannot be used with this host.
pub static CAUSE: Cause = Cause {
    id: "nla/remote-guard-unavailable",
    aliases: &["remote-guard-requirements-not-met"],
    stage: Stage::Nla,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Remote Credential Guard cannot be used with this host",
    meaning: "Remote Credential Guard keeps your password at home and needs Kerberos, the host's consent and a way to a domain controller. One of these is missing, or the host is only joined to Microsoft Entra.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Access is denied with /remoteGuard",
        codes: &["0xC0000022"],
    }],
    told_by: &[ToldBy::Outside, ToldBy::Report],
    signs: &[
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa DisableRestrictedAdmin is not 0; some Remote Desktop Services deployments accept administrators only.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use the full domain name and a way to a domain controller; otherwise connect in normal mode.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Weakens,
            text: "Allow it on the host (this also allows Restricted Admin).",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v DisableRestrictedAdmin /t REG_DWORD /d 0 /f",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/windows-itpro-docs windows/security/identity-protection/remote-credential-guard.md",
        "MicrosoftDocs/windows-itpro-docs#1483",
        "MicrosoftDocs/windows-itpro-docs windows/client-management/client-tools/connect-to-remote-aadj-pc.md",
    ],
};

/// Response flag REDIRECTED_AUTHENTICATION_MODE_SUPPORTED ([MS-RDPBCGR] 2.2.1.2.1).
const SUPPORTED: u8 = 0x10;

fn detect(facts: &Facts) -> Option<Match> {
    seen::mode_not_offered(facts, &CAUSE, SUPPORTED, "Remote Credential Guard")
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
            /reported: you saw “Access is denied with /remoteGuard”
            /negotiation/path/answer: the host does not say that it supports Remote Credential Guard
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
