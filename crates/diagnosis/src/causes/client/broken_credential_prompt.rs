//! The sign-in prompt fails at once since January 2026.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The sign-in prompt fails at once since January 2026.
pub static CAUSE: Cause = Cause {
    id: "client/broken-credential-prompt",
    aliases: &["update-2026-01-credential-prompt"],
    stage: Stage::Client,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The sign-in prompt fails at once since January 2026",
    meaning: "An update of January 2026 broke the credential prompt in Windows App and other Remote Desktop clients, mainly for Azure Virtual Desktop and Windows 365. The right password is refused before it reaches the host.",
    seen_as: &[SeenAs {
        client: "windows-app",
        message: "The sign-in prompt fails at once although the credentials are right",
        codes: &["0x80080005"],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "Client (not host): KB5074109 (Windows 11 24H2 26100.7623, 25H2 26200.7623), KB5073724 (Windows 10 22H2 19045.6809) or sibling updates of 2026-01-13, without the fix.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Until then use the classic Remote Desktop client or the web client.",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Disrupts,
            text: "Install the out-of-band update of 2026-01-17 (KB5077744, KB5077797, KB5077796, KB5077793, KB5077800, KB5077795), the one of 2026-01-24 (KB5078135, KB5078136, KB5078131) or any later cumulative update. Server 2016 had none of its own in January.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Roll the security update back",
        why: "removes all fixes of that month",
        instead: "install the out-of-band or a later update",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://learn.microsoft.com/en-us/windows/release-health/windows-server-release-info",
        "https://winupdated.com/posts/kb5077796",
        "https://www.ctrlaltnod.com/news/microsoft-releases-fix-for-remote-desktop-issues-in-january-2026-updates",
        "https://www.patchblox.com/security/patch-tuesday/january-2026",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let found = seen_inside::update(facts, &CAUSE)?;
    // It concerns those who connect from here.
    Some(found.with_impact(Impact::Hinders))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_the_update_is_installed() {
        let facts = testing::spoilt(|inside| {
            let kb = "KB5074109".to_owned();
            let update = crate::facts::inside::Update { kb, installed: Fact::not_applicable() };
            inside.system.updates = Fact::Known(vec![update]);
        });
        expect![[r"
            possible, hinders
            /inside/system/updates: KB5074109 is installed: client credential prompt fails in Windows App and other RDP clients, mainly AVD and Windows 365; mended by: OOB 2026-01-17: KB5077744 (24H2/25H2), KB5077797 (23H2), KB5077796 (10 22H2 19045.6811), KB5077793 (Server 2025), KB5077800 (2022), KB5077795 (2019); also in a second one of 2026-01-24: KB5078135 (Server 2025), KB5078136 (2022), KB5078131 (2019); in later cumulatives. Server 2016 had none in January
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
