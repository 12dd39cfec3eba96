//! The Linux host cannot start its X server.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The Linux host cannot start its X server.
pub static CAUSE: Cause = Cause {
    id: "session/x-server-failed",
    aliases: &[],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The Linux host cannot start its X server",
    meaning: "The sign-in was right, but the program that draws the desktop (Xorg or Xvnc, started by xrdp's sesman) did not start or died at once. Nothing on your side is wrong.",
    seen_as: &[
        SeenAs { client: "xrdp", message: "VNC error - problem connecting", codes: &[] },
        SeenAs { client: "xrdp", message: "Only console users are allowed to run the X server", codes: &[] },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "xrdp-sesman log: \"X server for display … startup timeout\", \"Timed out waiting for X server\", \"There is no X server active on display …\"; ~/.xorgxrdp.*.log; the journal: \"Only console users are allowed to run the X server\".",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Read why it did not start.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "tail -n 40 ~/.xorgxrdp.*.log; sudo tail -n 40 /var/log/xrdp-sesman.log",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See that the X server and its module for xrdp are installed.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "dpkg -l xorgxrdp xserver-xorg-core 2>/dev/null || rpm -q xorgxrdp xorg-x11-server-Xorg",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Where the log says that only console users may start it: name the server itself instead of its wrapper in sesman.ini, [Xorg], param= (/usr/lib/xorg/Xorg on Debian and Ubuntu, /usr/libexec/Xorg on Fedora and RHEL), and restart xrdp.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo systemctl restart xrdp",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Set allowed_users=anybody in /etc/X11/Xwrapper.config",
        why: "lets every account of the host start an X server, which may run with the rights of root",
        instead: "name the server itself in sesman.ini, so that it runs with the user's own rights",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "neutrinolabs/xrdp sesman/sesexec/session.c",
        "neutrinolabs/xrdp#2231",
        "neutrinolabs/xorgxrdp README",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::line(facts, &[What::XServerFailed], "the X server did not start")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_the_log_says_so() {
        let facts = testing::logged(What::XServerFailed, |entry| entry.log = "xrdp-sesman.log".into());
        expect![[r"
            likely, blocks
            /log/entries: xrdp-sesman.log: the X server did not start, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
