//! The screen stays black after sign-in.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, SessionOutcome, SessionStep};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The screen stays black after sign-in.
pub static CAUSE: Cause = Cause {
    id: "session/black-screen",
    aliases: &["black-screen-after-login"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The screen stays black after sign-in",
    meaning: "You are signed in, but no desktop appears. The desktop program, the graphics driver or an app preparation service on the host is stuck, or the picture does not reach you.",
    seen_as: &[SeenAs { client: "mstsc", message: "Black screen", codes: &[] }],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &["explorer, userinit, DWM, graphics driver, service AppReadiness."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Press Ctrl+Alt+End, start Task Manager and explorer; lower the resolution; turn bitmap caching off. In the .rdp file: bitmapcachepersistenable:i:0.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Look at the session from another one.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "qprocess /id:<id>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Update the graphics driver; as a test turn the WDDM graphics driver for remote sessions off by policy.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg add \"HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\" /v fEnableWddmDriver /t REG_DWORD /d 0 /f",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On a Linux host, end your session at the computer itself first, then see what the new one writes.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "tail -n 50 ~/.xsession-errors ~/.xorgxrdp.*.log",
                trust: Trust::Cited,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["neutrinolabs/xrdp#2560"],
};

fn detect(facts: &Facts) -> Option<Match> {
    let session = facts.session.known()?;
    (session.reached == SessionStep::Picture
        && session.outcome == SessionOutcome::Stalled
        && session.logon_error.known().is_none())
    .then(|| {
        Match::possible("/session/outcome", "the session was opened, and no picture came within the time")
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn no_picture_comes() {
        let facts =
            testing::session(SessionOutcome::Stalled, |session| session.reached = SessionStep::Picture);
        expect![[r"
            possible, blocks
            /session/outcome: the session was opened, and no picture came within the time
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
