//! The licence question was not answered in time.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, SessionOutcome, SessionStep};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The licence question was not answered in time.
pub static CAUSE: Cause = Cause {
    id: "session/license-timeout",
    aliases: &["licensing-timeout"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "The licence question was not answered in time",
    meaning: "Host and client talk about the licence, and no answer comes in time. Usually the licence server is slow or cannot be reached; in autumn 2026 an update did it (see session/service-hangs-after-update).",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "A licensing error occurred while the client was attempting to connect (Licensing timed out).",
        codes: &["2312", "0x908"],
    }],
    told_by: &[ToldBy::Session],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Try again.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Check the way from the host to the licence server.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Test-NetConnection <licence-server> -Port 135",
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
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-ondisconnected",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let session = facts.session.known()?;
    (session.reached == SessionStep::Licensing
        && session.outcome == SessionOutcome::Stalled
        && session.license_error.known().is_none())
    .then(|| Match::likely("/session/reached", "the host went silent where the licence is settled"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn silent_during_licensing() {
        let facts =
            testing::session(SessionOutcome::Stalled, |session| session.reached = SessionStep::Licensing);
        expect![[r"
            likely, blocks
            /session/reached: the host went silent where the licence is settled
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
