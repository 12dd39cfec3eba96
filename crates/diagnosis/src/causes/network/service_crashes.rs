//! The Remote Desktop service on the host keeps crashing.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The Remote Desktop service on the host keeps crashing.
pub static CAUSE: Cause = Cause {
    id: "network/service-crashes",
    aliases: &[],
    stage: Stage::Network,
    stops_at: &[Stage::Negotiation, Stage::Tls],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The Remote Desktop service on the host keeps crashing",
    meaning: "The program that answers on the host starts and dies again. From outside the port is open at one moment and closed at the next, or connections end at once.",
    seen_as: &[
        SeenAs {
            client: "systemd",
            message: "xrdp.service: Main process exited, code=dumped, status=11/SEGV",
            codes: &[],
        },
        SeenAs {
            client: "Windows event",
            message: "The Remote Desktop Services service terminated unexpectedly",
            codes: &[],
        },
    ],
    told_by: &[ToldBy::Inside],
    signs: &[
        "systemd: \"Start request repeated too quickly\", \"status=11/SEGV\", \"Failed with result 'core-dump'\"; Windows: System 7031 or 7034 for TermService, Application 1000 with svchost.exe_TermService.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See how it ended, and on what.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "systemctl status xrdp xrdp-sesman; sudo journalctl -u xrdp -u xrdp-sesman -n 50 --no-pager",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Undo what was changed last: an update, a wrapper around the service, a module. Then update the service to its current version.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See what xrdp wrote before it ended.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo journalctl -u xrdp -u xrdp-sesman -n 100",
                trust: Trust::Cited,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &["systemd.service(5)", "neutrinolabs/xrdp issues"],
};

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::line(facts, &[What::ServiceCrashed], "the service crashed")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_the_journal_says_so() {
        let facts = testing::logged(What::ServiceCrashed, |entry| entry.log = "journal".into());
        expect![[r"
            likely, blocks
            /log/entries: journal: the service crashed, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
