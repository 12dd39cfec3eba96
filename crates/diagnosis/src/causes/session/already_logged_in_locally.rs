//! You are already logged in at the Linux computer itself.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// You are already logged in at the Linux computer itself.
pub static CAUSE: Cause = Cause {
    id: "session/already-logged-in-locally",
    aliases: &["linux-host-session-already-local"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "You are already logged in at the Linux computer itself",
    meaning: "On many Linux desktops one account can have only one graphical session. It is already open at the machine, so the remote one turns black and ends.",
    seen_as: &[SeenAs { client: "mstsc", message: "Black screen, then disconnect", codes: &[] }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["xrdp-sesman log and ~/.xsession-errors."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Correct startwm.sh, or use GNOME's remote login, which can take the session over.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See the sessions.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "loginctl list-sessions",
                trust: Trust::Unverified,
            }),
        },
        Remedy { who: Who::HostAdmin, risk: Risk::Disrupts, text: "Log out at the machine.", command: None },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["neutrinolabs/xrdp#2560", "neutrinolabs/xrdp#1294"],
};

fn inside(facts: &Facts) -> Option<Match> {
    let what = "a session ended as soon as it began";
    seen_inside::line(facts, &[What::SessionFailed], what).map(seen_inside::lowered)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_xrdp_says_so() {
        let facts = testing::logged(What::SessionFailed, |entry| entry.log = "xrdp-sesman.log".into());
        expect![[r"
            possible, blocks
            /log/entries: xrdp-sesman.log: a session ended as soon as it began, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
