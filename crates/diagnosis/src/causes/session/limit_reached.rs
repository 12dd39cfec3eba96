//! All places on this host are taken.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::facts::inside::HostKind;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// All places on this host are taken.
pub static CAUSE: Cause = Cause {
    id: "session/limit-reached",
    aliases: &["too-many-sessions-server"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "All places on this host are taken",
    meaning: "The host allows only so many sessions: two for administration on a server without further licences, or a number set by policy. Often forgotten, disconnected sessions fill them.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The number of connections to this computer is limited and all connections are in use right now.",
            codes: &[],
        },
        SeenAs {
            client: "mstsc",
            message: "Select a user to disconnect so that you can sign in.",
            codes: &[],
        },
    ],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &["qwinsta lists the sessions; RDP-Tcp\\MaxInstanceCount or policy MaxInstanceCount."],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Choose a disconnected session to end when the host offers it.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On the host, see who holds the places (from elsewhere only with /server:<host>, where its firewall and AllowRemoteRPC let that in).",
            command: Some(Command { shell: Shell::PowerShell, line: "quser", trust: Trust::Unverified }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Set time limits for disconnected sessions; add the Session Host role with licences if more people need it.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "On the host, sign stale sessions off (unsaved work is lost).",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "logoff <id>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "On a Linux host, see the sessions that are open and the limit (MaxSessions in sesman.ini), and end those that nobody needs.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "loginctl list-sessions; grep -n MaxSessions /etc/xrdp/sesman.ini",
                trust: Trust::Cited,
            }),
        },
    ],
    changes: &[&change::LIFT_SESSION_LIMIT],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/troubleshoot-remote-desktop-disconnected-errors.md",
        "FreeRDP/FreeRDP include/freerdp/settings_types.h",
        "FreeRDP/FreeRDP include/freerdp/error.h",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::logon_notice(facts, &[0xFFFF_FFFB])
}

fn inside(facts: &Facts) -> Option<Match> {
    let refused = seen_inside::line(facts, &[What::SessionLimit], "there are as many sessions as may be");
    let few = || {
        let inside = facts.inside.known()?;
        let name = if inside.kind == HostKind::Windows { "MaxInstanceCount" } else { "MaxSessions" };
        let most = &inside.sessions.most;
        if most.own.known() == Some(&Some(0)) && inside.kind == HostKind::Xrdp {
            // Seen on xrdp 0.9.21, whose manual says that 0 means any number.
            let says = "MaxSessions is 0: xrdp 0.9 lets no session begin then, whatever its manual says";
            return Some(Match::likely("/inside/sessions/most", says));
        }
        let found = seen_inside::in_force(
            most,
            |wins| wins.value.is_some_and(|most| most < 3),
            "/inside/sessions/most",
            |wins| format!("{name} is {}: no more sessions at a time", wins.value.unwrap_or_default()),
        )?;
        Some(seen_inside::lowered(found).with_impact(Impact::Hinders))
    };
    refused.or_else(few)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn too_many_sessions() {
        let facts = testing::session(SessionOutcome::Stalled, |session| {
            session.logon_error = Fact::Known((0xFFFF_FFFB, 1));
        });
        expect![[r"
            certain, blocks
            /session/logon_error: the host said LOGON_MSG_BUMP_OPTIONS (data 0x1)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_one_session_only() {
        let facts = testing::spoilt(|inside| {
            inside.sessions.most.own = Fact::Known(Some(1));
        });
        expect![[r"
            likely, hinders
            /inside/sessions/most: MaxInstanceCount is 1: no more sessions at a time
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_xrdp_says_so() {
        let facts = testing::logged(What::SessionLimit, |entry| entry.log = "xrdp-sesman.log".into());
        expect![[r"
            possible, hinders
            /log/entries: xrdp-sesman.log: there are as many sessions as may be, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
