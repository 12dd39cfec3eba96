//! The host's own login service is not running.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host's own login service is not running.
pub static CAUSE: Cause = Cause {
    id: "session/login-service-down",
    aliases: &[],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The host's own login service is not running",
    meaning: "On a Linux host with xrdp a second program (sesman) checks the password and starts the desktop. It is not running or cannot be reached, so nobody gets past the login screen although the connection works.",
    seen_as: &[SeenAs { client: "mstsc", message: "xrdp window: error connecting to sesman", codes: &[] }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "xrdp log: \"Error connecting to sesman on …\", \"Unexpected sesman failure - check sesman log\"; service xrdp-sesman not active.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Look at it.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "systemctl status xrdp-sesman",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Read its log.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo tail -n 50 /var/log/xrdp-sesman.log",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Start both again, once its log tells why it stopped.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo systemctl restart xrdp-sesman xrdp",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["neutrinolabs/xrdp xrdp/xrdp_mm.c"],
};

fn inside(facts: &Facts) -> Option<Match> {
    let service = || {
        let inside = seen_inside::xrdp(facts)?;
        let stopped = inside.service("xrdp-sesman")?.running.known() == Some(&false);
        stopped.then(|| Match::certain("/inside/services", "the service xrdp-sesman does not run"))
    };
    let line = || {
        let what = "the sign-in service (xrdp-sesman) could not be reached";
        seen_inside::line(facts, &[What::LoginServiceUnreachable], what)
    };
    service().or_else(line)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;
    use crate::facts::inside::Service;

    #[test]
    fn inside_it_does_not_run() {
        let facts = testing::xrdp(|inside| {
            let service = Service {
                name: "xrdp-sesman".into(),
                start: Fact::not_asked(),
                running: Fact::Known(false),
                account: Fact::not_asked(),
                library: Fact::not_asked(),
                changed: Fact::not_asked(),
            };
            inside.services = Fact::Known(vec![service]);
        });
        expect![[r"
            certain, blocks
            /inside/services: the service xrdp-sesman does not run
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_xrdp_says_so() {
        let facts = testing::logged(What::LoginServiceUnreachable, |entry| entry.log = "xrdp.log".into());
        expect![[r"
            likely, blocks
            /log/entries: xrdp.log: the sign-in service (xrdp-sesman) could not be reached, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
