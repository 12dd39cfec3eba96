//! GNOME Remote Desktop has no password of its own to compare.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// GNOME Remote Desktop has no password of its own to compare.
pub static CAUSE: Cause = Cause {
    id: "logon/gnome-credentials-missing",
    aliases: &["grd-no-credentials-or-locked-keyring"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "GNOME Remote Desktop has no password of its own to compare",
    meaning: "GNOME's Remote Desktop uses its own user name and password, kept in the key ring. They are not set, or the key ring is locked, or the hand-over to the sign-in screen fails, so every attempt is refused.",
    seen_as: &[SeenAs { client: "other", message: "GNOME Connections: Authentication failed", codes: &[] }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["grdctl status; journal: \"Credentials are not set, denying client\"."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use the Remote Desktop password, not the Linux password.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Look at the state, and set user name and password in the Settings under Remote Desktop (on the command line they would stay in the history).",
            command: Some(Command { shell: Shell::Sh, line: "grdctl status", trust: Trust::Unverified }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See the state of system mode (remote login) and use it, or unlock the key ring.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo grdctl --system status",
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
        "projectbluefin/dakota#1161",
        "ublue-os/bazzite#1497",
        "GlassHaven/Haven#109",
        "GNOME/gnome-remote-desktop src/grd-session-rdp.c",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::line(facts, &[What::CredentialsNotSet], "no user name and password are set")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_it_says_so() {
        let facts = testing::logged(What::CredentialsNotSet, |entry| entry.log = "journal".into());
        expect![[r"
            likely, blocks
            /log/entries: journal: no user name and password are set, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
