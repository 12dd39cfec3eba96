//! The session closes at once because a program is missing.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::facts::inside::is_usual_program;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The session closes at once because a program is missing.
pub static CAUSE: Cause = Cause {
    id: "session/shell-failed",
    aliases: &["initial-program-or-shell-fails"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "The session closes at once because a program is missing",
    meaning: "The host or the client asks for a certain program instead of the desktop, and that program is missing or ends at once. The session then signs off by itself.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The session ends at once",
        codes: &["extended 0xC", "extended 0x2"],
    }],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &[
        "xrdp-sesman log: \"Window manager … exited quickly\"; ~/.xsession-errors.",
        "LocalSessionManager 23; InitialProgram (RDP-Tcp or policy), Winlogon Shell and Userinit.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On a Linux host with xrdp: read why the desktop ended, and put the name of an installed one into ~/.xsession.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "tail -n 40 ~/.xsession-errors; sudo tail -n 40 /var/log/xrdp-sesman.log",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Remove \"alternate shell\" from the .rdp file.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See Shell and Userinit; correct them or InitialProgram.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon' | fl Shell,Userinit",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On a Linux host, see what the session wrote before it ended.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "tail -n 50 ~/.xsession-errors ~/.xorgxrdp.*.log",
                trust: Trust::Cited,
            }),
        },
    ],
    changes: &[&change::USUAL_SHELL],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-rdpbcgr/a21a1bd9-2303-49c1-90ec-3932435c248c",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    // Both codes say only that the session was logged off, by itself or by someone.
    seen::error_info(facts, &[0xC, 0x2]).map(seen::possible)
}

fn inside(facts: &Facts) -> Option<Match> {
    let logged = || {
        let what = "the desktop ended as soon as it was started (startwm.sh, ~/.xsession)";
        seen_inside::line(facts, &[What::SessionFailed], what)
    };
    logged().or_else(|| set_so(facts))
}

/// What Windows is told to start instead of the desktop.
fn set_so(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let programs = [
        (&inside.sessions.shell, "/inside/sessions/shell", "Shell"),
        (&inside.sessions.userinit, "/inside/sessions/userinit", "Userinit"),
    ];
    let replaced = programs.into_iter().find_map(|(program, fact, name)| {
        let unusual = |command: &String| !is_usual_program(command);
        let found = seen_inside::set(program, unusual, fact, |command| {
            if command.trim().is_empty() {
                return format!("Winlogon has nothing to start as its {name}");
            }
            format!("Winlogon starts {command} as its {name}")
        });
        // A kiosk, or a product that adds itself, is set so on purpose.
        found.map(|found| seen_inside::lowered(seen_inside::lowered(found)).with_impact(Impact::Hinders))
    });
    let instead = || {
        let found = seen_inside::in_force(
            &inside.sessions.program,
            |wins| wins.value.is_some(),
            "/inside/sessions/program",
            |_| "another program is started in place of the desktop (InitialProgram)".to_owned(),
        )?;
        Some(found.with_impact(Impact::Hinders))
    };
    replaced.or_else(instead)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn logged_off_at_once() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0xC);
        });
        expect![[r"
            possible, blocks
            /session/error_info: the host ended the session: ERRINFO_LOGOFF_BY_USER (0xC)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_another_shell() {
        let facts =
            testing::spoilt(|inside| inside.sessions.shell = Fact::Known(Some(r"C:\kiosk\start.exe".into())));
        expect![[r"
            possible, hinders
            /inside/sessions/shell: Winlogon starts C:\kiosk\start.exe as its Shell
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
