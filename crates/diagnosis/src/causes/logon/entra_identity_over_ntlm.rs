//! A Microsoft Entra account was tried the old way.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{ENTRA_DOMAIN, Facts};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// A Microsoft Entra account was tried the old way.
pub static CAUSE: Cause = Cause {
    id: "logon/entra-identity-over-ntlm",
    aliases: &["entra-only-identity-over-ntlm"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "A Microsoft Entra account was tried the old way",
    meaning: "The host is joined to Microsoft Entra ID, and your work account exists only there. The client tried a classic Windows sign-in, which does not know such accounts, whatever form of the name you use.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Remote machine is Microsoft Entra joined. If you are signing in to your work account, try using your work email address.",
            codes: &["2055", "0x807"],
        },
        SeenAs { client: "ironrdp", message: "STATUS_LOGON_FAILURE", codes: &["0xC000006D"] },
    ],
    told_by: &[ToldBy::Credentials],
    signs: &["Security 4625 with sub status 0xC0000064; no entry in the Entra sign-in log."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use web account sign-in by host name, not address. In the .rdp file: enablerdsaadauth:i:1.",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Or use a client that is joined or registered in the same tenant, with PKU2U allowed; FreeRDP: Entra mode, in a build that has it. (On Debian and Ubuntu the program is xfreerdp3.)",
            command: Some(Command {
                shell: Shell::Sh,
                line: "xfreerdp /v:<host> /u:<user@domain> /sec:aad",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Add the user to Remote Desktop Users.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Add-LocalGroupMember -SID S-1-5-32-555 -Member \"AzureAD\\<user@domain>\"",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "The old recipe enablecredsspsupport:i:0 with authentication level:i:2",
        why: "turns NLA off on both ends",
        instead: "enablerdsaadauth:i:1",
    }],
    behind: &[],
    explains: &["logon/wrong-credentials"],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/windows-itpro-docs windows/client-management/client-tools/connect-to-remote-aadj-pc.md",
        "fosrl/pangolin#3428",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let identity = facts.target.identity.as_ref()?;
    if !identity.domain.as_deref()?.eq_ignore_ascii_case(ENTRA_DOMAIN) {
        return None;
    }
    seen::wrong_credentials(facts).map(|found| {
        seen::likely(found).and("/target/identity/domain", "the account is a Microsoft Entra one (AzureAD\\)")
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn azuread_and_a_refusal() {
        let facts = {
            let mut facts = testing::judged(LogonOutcome::ErrorCode(0xC000_006D));
            facts.target.identity.as_mut().unwrap().domain = Some("AzureAD".into());
            facts
        };
        expect![[r"
            likely, blocks
            /logon/outcome: the host answered STATUS_LOGON_FAILURE (0xC000006D)
            /target/identity/domain: the account is a Microsoft Entra one (AzureAD\)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
