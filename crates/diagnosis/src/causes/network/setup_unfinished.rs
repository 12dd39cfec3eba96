//! Windows on the host has not finished its setup.

use crate::cause::{Cause, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Windows on the host has not finished its setup.
pub static CAUSE: Cause = Cause {
    id: "network/setup-unfinished",
    aliases: &["sysprep-or-oobe-state"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "Windows on the host has not finished its setup",
    meaning: "The host still stands in the first-start setup or in the middle of a Sysprep run. Remote Desktop does not start until someone completes it at the console.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &["HKLM\\SYSTEM\\Setup: SystemSetupInProgress = 1 or OOBEInProgress = 1."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Look at the setup state.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "reg query HKLM\\SYSTEM\\Setup",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Finish the setup at the console, or rebuild from a good image.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &["network/port-refused"],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    inside.system.in_setup.known().filter(|open| **open)?;
    Some(Match::certain("/inside/system/in_setup", "Windows is still being set up"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_setup_is_open() {
        let facts = testing::spoilt(|inside| inside.system.in_setup = Fact::Known(true));
        expect![[r"
            certain, blocks
            /inside/system/in_setup: Windows is still being set up
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
