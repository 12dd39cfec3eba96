//! The client answers with an NTLM version the host refuses.

use crate::cause::{Cause, Certainty, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The client answers with an NTLM version the host refuses.
pub static CAUSE: Cause = Cause {
    id: "nla/ntlm-version-mismatch",
    aliases: &["lmcompat-ntlmv1"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The client answers with an NTLM version the host refuses",
    meaning: "The client is set to the very old NTLM version 1, and the host or gateway accepts only version 2. The right password is then refused. Windows 11 24H2 and Server 2025 no longer have version 1, so this concerns older computers.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Your credentials did not work",
        codes: &["2055", "0x807"],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa LmCompatibilityLevel: client 0 to 2, host 5."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HelpDesk,
            risk: Risk::Disrupts,
            text: "Set the client to 3 or higher.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v LmCompatibilityLevel /t REG_DWORD /d 5 /f",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Keep level 5 on the host.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "EnforceChannelBinding = 0 on the gateway",
        why: "drops a protection for everyone because of one old client setting",
        instead: "correct the client",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/0xc000035b-when-you-use-lmcompatibility.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let set = &inside.authentication.ntlm_level;
    let found = seen_inside::set(
        set,
        |&level| level == 5,
        "/inside/authentication/ntlm_level",
        |_| {
            "the host takes NTLMv2 only (LmCompatibilityLevel is 5); clients set to 0, 1 or 2 are refused"
                .to_owned()
        },
    )?;
    Some(Match { certainty: Certainty::Possible, ..found.with_impact(Impact::Hinders) })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_the_host_takes_ntlmv2_only() {
        let facts = testing::spoilt(|inside| inside.authentication.ntlm_level = Fact::Known(Some(5)));
        expect![[r"
            possible, hinders
            /inside/authentication/ntlm_level: the host takes NTLMv2 only (LmCompatibilityLevel is 5); clients set to 0, 1 or 2 are refused
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
