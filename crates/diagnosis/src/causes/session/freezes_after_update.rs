//! The session freezes soon after connecting.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The session freezes soon after connecting.
pub static CAUSE: Cause = Cause {
    id: "session/freezes-after-update",
    aliases: &["rdp-freeze-2025"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Occasional,
    title: "The session freezes soon after connecting",
    meaning: "Mouse and keyboard stop working shortly after the session opens, until you reconnect. An update of February 2025 did this to Server 2025 and later Windows 11 24H2.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Mouse and keyboard do nothing in the session",
        codes: &[],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["KB5051987 (2025-02-11) installed without KB5055523."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Reconnect.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See the build: 26100.3775 and later are repaired.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion' | Select-Object CurrentBuild,UBR",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Install KB5055523 (2025-04-08) or any later cumulative update.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Uninstall security updates",
        why: "removes the fixes of months",
        instead: "install the later update",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://windowsforum.com/threads/windows-server-2025-rdp-freeze-post-update-causes-impacts-and-expert-fixes.362916/latest",
        "https://windowsforum.com/threads/windows-rdp-freeze-bug-fix-how-kb5055523-restores-remote-desktop-stability-in-2024.362087/?amp=1",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::update(facts, &CAUSE)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;
    use crate::facts::inside::Update;

    #[test]
    fn inside_the_update_is_installed() {
        let facts = testing::spoilt(|inside| {
            inside.system.updates =
                Fact::Known(vec![Update { kb: "KB5051987".into(), installed: Fact::not_applicable() }]);
        });
        expect![[r"
            possible, hinders
            /inside/system/updates: KB5051987 is installed: Server 2025 (later also 24H2) sessions freeze after connect; mended by: KB5055523 (2025-04-08)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
