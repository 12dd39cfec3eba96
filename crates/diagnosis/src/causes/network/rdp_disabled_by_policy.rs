//! A policy keeps switching Remote Desktop off.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// A policy keeps switching Remote Desktop off.
pub static CAUSE: Cause = Cause {
    id: "network/rdp-disabled-by-policy",
    aliases: &["rdp-disabled-by-policy"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "A policy keeps switching Remote Desktop off",
    meaning: "Remote Desktop can be turned on, but it goes off again. A group policy or a device management rule wins over the local switch.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &[
        "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services fDenyTSConnections = 1; the local value reverts.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[Remedy {
        who: Who::DomainAdmin,
        risk: Risk::Harmless,
        text: "On the host, find the policy that wins (report.html in your own folder), and change it there (group policy or device management).",
        command: Some(Command {
            shell: Shell::AdminPowerShell,
            line: "gpresult /h \"$HOME\\report.html\" /f",
            trust: Trust::Unverified,
        }),
    }],
    changes: &[&change::ALLOW_CONNECTIONS],
    do_not: &[DoNot {
        advice: "Fight the policy with a scheduled task",
        why: "a race you lose at every refresh, and against your own administrators",
        instead: "change the winning policy",
    }],
    behind: &[],
    explains: &["network/port-refused"],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = facts.inside.known()?;
    seen_inside::in_force(
        &inside.access.allowed,
        |wins| wins.value == Some(false) && wins.by_policy,
        "/inside/access/allowed",
        |_| "policy switches Remote Desktop off; the host's own setting doesn't count".to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_policy_says_off() {
        let facts = testing::spoilt(|inside| {
            inside.access.allowed.policy = Fact::Known(Some(false));
        });
        expect![[r"
            certain, blocks
            /inside/access/allowed: policy switches Remote Desktop off; the host's own setting doesn't count
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
