//! Single apps cannot start while someone is at the screen.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// Single apps cannot start while someone is at the screen.
pub static CAUSE: Cause = Cause {
    id: "session/remoteapp-console-conflict",
    aliases: &["remoteapp-vs-console-session"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "Single apps cannot start while someone is at the screen",
    meaning: "A published program (RemoteApp) was asked for while the same account has a session at the host's own screen. The host refuses to mix the two.",
    seen_as: &[SeenAs { client: "freerdp", message: "LOGON_FAILED_OTHER", codes: &["0x00000002"] }],
    told_by: &[ToldBy::Credentials],
    signs: &[],
    detect,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Open the full desktop instead.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Sign the session at the screen off.",
            command: None,
        },
    ],
    do_not: &[],
    behind: &[],
    explains: &["session/black-screen"],
    trust: Trust::Cited,
    references: &["FreeRDP/FreeRDP#11883"],
};

/// `LOGON_FAILED_OTHER` ([MS-RDPBCGR] 2.2.10.1.1.4.1.1): the sign-in failed, and nothing more.
const FAILED_OTHER: u32 = 2;

fn detect(facts: &Facts) -> Option<Match> {
    let file = facts.client.known()?.file.known()?;
    let &(_, data) = facts.session.known()?.logon_error.known()?;
    (file.remote_app && data == FAILED_OTHER).then(|| {
        Match::possible("/session/logon_error", "the host said LOGON_FAILED_OTHER")
            .and("/client/file/remote_app", "the file asks for a single app")
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{ConnectionFile, Fact, SessionOutcome};

    #[test]
    fn a_single_app_was_asked_for() {
        let mut facts = testing::session(SessionOutcome::Closed, |session| {
            session.logon_error = Fact::Known((0xFFFF_FFFD, 2));
        });
        expect![["nothing"]].assert_eq(&testing::found(&CAUSE, &facts));
        let file = ConnectionFile { remote_app: true, ..ConnectionFile::default() };
        facts.client.known_mut().unwrap().file = Fact::Known(file);
        expect![[r"
            possible, blocks
            /session/logon_error: the host said LOGON_FAILED_OTHER
            /client/file/remote_app: the file asks for a single app
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
