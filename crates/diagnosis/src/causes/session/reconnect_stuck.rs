//! Your old session hangs and blocks the new one.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, SessionOutcome, SessionStep};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Your old session hangs and blocks the new one.
pub static CAUSE: Cause = Cause {
    id: "session/reconnect-stuck",
    aliases: &["session-reconnect-stuck"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Your old session hangs and blocks the new one",
    meaning: "Your earlier session on the host is stuck half-way, and the new sign-in waits for it. You see a wait message or a black picture.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "Please wait for the Local Session Manager", codes: &[] },
        SeenAs {
            client: "mstsc",
            message: "Failed to reconnect to your remote session. Please try to connect again.",
            codes: &["3592", "0xE08"],
        },
        SeenAs { client: "mstsc", message: "Black screen", codes: &[] },
    ],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &["LocalSessionManager 41 without 42; winlogon 4005; session in state Disc or Down."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "On the host, at its console or in a session of its own, end the stuck one (unsaved work is lost).",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "quser; rwinsta <id>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Restart the host if it does not go away.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Unverified,
    references: &[],
};

fn detect(facts: &Facts) -> Option<Match> {
    let session = facts.session.known()?;
    let silent = session.outcome == SessionOutcome::Stalled && session.logon_error.known().is_none();
    (silent && session.reached == SessionStep::Capabilities && session.error_info.known().is_none()).then(
        || {
            Match::possible(
                "/session/reached",
                "the sign-in went well, and then the host never described its desktop",
            )
        },
    )
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn silent_before_the_desktop() {
        let facts =
            testing::session(SessionOutcome::Stalled, |session| session.reached = SessionStep::Capabilities);
        expect![[r"
            possible, blocks
            /session/reached: the sign-in went well, and then the host never described its desktop
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
