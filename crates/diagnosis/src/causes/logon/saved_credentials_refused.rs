//! The host wants the password typed every time.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The host wants the password typed every time.
pub static CAUSE: Cause = Cause {
    id: "logon/saved-credentials-refused",
    aliases: &["fresh-credentials-required"],
    stage: Stage::Logon,
    stops_at: &[Stage::Session],
    impact: Impact::Hinders,
    frequency: Frequency::Occasional,
    title: "The host wants the password typed every time",
    meaning: "A policy on the host does not accept saved passwords. It asks again although the client already sent one.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The server requires new credentials",
            codes: &["8455", "0x2107", "extended 0xA"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRINFO_SERVER_FRESH_CREDENTIALS_REQUIRED",
            codes: &["0x1000A"],
        },
        SeenAs { client: "guacamole", message: "Credentials expired., which misleads", codes: &["0x0303"] },
    ],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &["fPromptForPassword = 1 (RDP-Tcp or policy)."],
    detect,
    inside,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Type the password.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "A policy choice: keep it, or clear the policy \"Always prompt for password upon connection\".",
            command: None,
        },
    ],
    changes: &[&change::SAVED_PASSWORDS],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-ondisconnected",
        "FreeRDP/FreeRDP include/freerdp/error.h",
        "apache/guacamole-server src/protocols/rdp/error.c",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::error_info(facts, &[0xA])
}

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let found = seen_inside::in_force(
        &inside.sessions.asks_again,
        |wins| wins.value == Some(true),
        "/inside/sessions/asks_again",
        |wins| {
            let by = if wins.by_policy { " by policy" } else { "" };
            format!("the host asks for the password again on its own screen{by} (fPromptForPassword is 1)")
        },
    )?;
    Some(found.with_impact(Impact::Hinders))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0xa() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0xA);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_SERVER_FRESH_CREDENTIALS_REQUIRED (0xA)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_asks_again() {
        let facts = testing::spoilt(|inside| inside.sessions.asks_again.own = Fact::Known(Some(true)));
        expect![[r"
            certain, hinders
            /inside/sessions/asks_again: the host asks for the password again on its own screen (fPromptForPassword is 1)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
