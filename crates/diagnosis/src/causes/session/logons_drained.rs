//! The host takes no new sign-ins at the moment.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host takes no new sign-ins at the moment.
pub static CAUSE: Cause = Cause {
    id: "session/logons-drained",
    aliases: &["server-drain-mode"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The host takes no new sign-ins at the moment",
    meaning: "An administrator has put the host into drain mode for maintenance. People who are already in may reconnect, new ones are sent away.",
    seen_as: &[SeenAs { client: "mstsc", message: "Remote logins are currently disabled", codes: &[] }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server TSServerDrainMode = 1 or 2; \"change logon /query\"; also TSUserEnabled = 1 or RDP-Tcp\\fLogonDisabled = 1.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[Remedy {
        who: Who::HostAdmin,
        risk: Risk::Opens,
        text: "Allow sign-ins again when the maintenance is over.",
        command: Some(Command {
            shell: Shell::AdminPowerShell,
            line: "change logon /query; change logon /enable",
            trust: Trust::Unverified,
        }),
    }],
    changes: &[&change::ACCEPT_LOGONS],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-rdp-general-error.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let sessions = &inside.sessions;
    let drain = seen_inside::set(
        &sessions.drain,
        |mode| matches!(mode, 1 | 2),
        "/inside/sessions/drain",
        |mode| format!("the host takes no new sessions (TSServerDrainMode is {mode})"),
    );
    let users = || {
        let found = seen_inside::set(
            &sessions.users_refused,
            |on| *on,
            "/inside/sessions/users_refused",
            |_| "TSUserEnabled is 1, which some say switches sign-ins of users off".to_owned(),
        );
        // Others say that it only puts them into a group (KB 298372).
        found.map(|found| seen_inside::lowered(seen_inside::lowered(found)))
    };
    let listener = || {
        seen_inside::set(
            &sessions.logon_disabled,
            |on| *on,
            "/inside/sessions/logon_disabled",
            |_| "the listener takes no sign-ins (fLogonDisabled is 1)".to_owned(),
        )
    };
    drain.or_else(listener).or_else(users)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_drain_mode() {
        let facts = testing::spoilt(|inside| inside.sessions.drain = Fact::Known(Some(2)));
        expect![[r"
            certain, blocks
            /inside/sessions/drain: the host takes no new sessions (TSServerDrainMode is 2)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_users_are_refused() {
        let facts = testing::spoilt(|inside| inside.sessions.users_refused = Fact::Known(Some(true)));
        expect![[r"
            possible, blocks
            /inside/sessions/users_refused: TSUserEnabled is 1, which some say switches sign-ins of users off
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_the_listener_takes_none() {
        let facts = testing::spoilt(|inside| inside.sessions.logon_disabled = Fact::Known(Some(true)));
        expect![[r"
            certain, blocks
            /inside/sessions/logon_disabled: the listener takes no sign-ins (fLogonDisabled is 1)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
