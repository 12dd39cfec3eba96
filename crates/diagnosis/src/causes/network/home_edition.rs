//! This Windows edition cannot be controlled by Remote Desktop.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// This Windows edition cannot be controlled by Remote Desktop.
pub static CAUSE: Cause = Cause {
    id: "network/home-edition",
    aliases: &["windows-home-edition"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "This Windows edition cannot be controlled by Remote Desktop",
    meaning: "Windows Home can start Remote Desktop connections but cannot receive them. No setting changes that.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &["EditionID starts with \"Core\" (HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion)."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Check the edition.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "(Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion').EditionID",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Upgrade to Pro, or use Quick Assist or another product.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Install RDP Wrapper or a patched termsrv.dll",
        why: "breaks with every update, hooks a system file and is flagged as malware",
        instead: "upgrade, or another remote program",
    }],
    behind: &[],
    explains: &["network/port-refused"],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/troubleshoot-remote-desktop-disconnected-errors.md",
        "stascorp/rdpwrap#3427",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let edition = inside.system.edition.known().filter(|edition| edition.starts_with("Core"))?;
    Some(Match::certain("/inside/system/edition", format!("the edition is {edition}, a Windows Home")))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_a_home_edition() {
        let facts = testing::spoilt(|inside| inside.system.edition = Fact::Known("Core".into()));
        expect![[r"
            certain, blocks
            /inside/system/edition: the edition is Core, a Windows Home
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
