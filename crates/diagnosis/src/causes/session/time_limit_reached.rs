//! A time limit ended the session.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// A time limit ended the session.
pub static CAUSE: Cause = Cause {
    id: "session/time-limit-reached",
    aliases: &["idle-or-time-limit"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Common,
    title: "A time limit ended the session",
    meaning: "The host ends sessions that stay idle too long or last too long. Nothing is broken.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Your Remote Desktop session has ended because the idle time limit was reached",
            codes: &["extended 0x3", "extended 0x4"],
        },
        SeenAs {
            client: "mstsc",
            message: "Your Remote Desktop session has ended because the total logon time limit was reached",
            codes: &["extended 0x3", "extended 0x4"],
        },
        SeenAs { client: "guacamole", message: "Idle session time limit exceeded.", codes: &["0x020A"] },
        SeenAs { client: "guacamole", message: "Active session time limit exceeded.", codes: &["0x020B"] },
    ],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &["MaxIdleTime, MaxConnectionTime, MaxDisconnectionTime (RDP-Tcp or policy; milliseconds)."],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect again; ask for longer limits if you need them.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See the limits in force, and adjust the policy if people need longer.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "reg query \"HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\"",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On a Linux host, see the limits of xrdp (KillDisconnected, DisconnectedTimeLimit, IdleTimeLimit).",
            command: Some(Command {
                shell: Shell::Sh,
                line: "grep -nE \"Limit|KillDisconnected\" /etc/xrdp/sesman.ini",
                trust: Trust::Cited,
            }),
        },
    ],
    changes: &[&change::LIFT_TIME_LIMITS],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "FreeRDP/FreeRDP include/freerdp/error.h",
        "BornToBeRoot/NETworkManager#845",
        "apache/guacamole-server src/protocols/rdp/error.c",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::error_info(facts, &[0x3, 0x4])
}

fn inside(facts: &Facts) -> Option<Match> {
    let inside = facts.inside.known()?;
    let sessions = &inside.sessions;
    let limits = [
        (&sessions.idle, "/inside/sessions/idle", "idle sessions are ended"),
        (&sessions.longest, "/inside/sessions/longest", "sessions are ended"),
    ];
    limits.into_iter().find_map(|(setting, fact, what)| {
        let found = seen_inside::in_force(
            setting,
            |wins| wins.value.is_some_and(|ms| ms > 0),
            fact,
            |wins| {
                let minutes = wins.value.unwrap_or_default() / 60_000;
                let by = if wins.by_policy { " by policy" } else { "" };
                format!("{what} after {minutes} minutes{by}")
            },
        )?;
        Some(found.with_impact(Impact::Hinders))
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0x3() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0x3);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_IDLE_TIMEOUT (0x3)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_idle_sessions_end() {
        let facts = testing::spoilt(|inside| inside.sessions.idle.policy = Fact::Known(Some(900_000)));
        expect![[r"
            certain, hinders
            /inside/sessions/idle: idle sessions are ended after 15 minutes by policy
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
