//! An administrative connection was asked for without the right.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// An administrative connection was asked for without the right.
pub static CAUSE: Cause = Cause {
    id: "logon/admin-session-denied",
    aliases: &["admin-switch-without-admin"],
    stage: Stage::Logon,
    stops_at: &[Stage::Session],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "An administrative connection was asked for without the right",
    meaning: "The client asked for an administrative session (/admin), which only administrators may open. Without that switch the same account may well get in.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Requested session access is denied",
        codes: &["Win32 7045"],
    }],
    told_by: &[ToldBy::File, ToldBy::Session],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::You,
        risk: Risk::Harmless,
        text: "Take administrative session:i:1 out of the connection file, or /admin from the command.",
        command: None,
    }],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &["logon/no-remote-right"],
    trust: Trust::Cited,
    references: &["mRemoteNG/mRemoteNG#1161"],
};

fn detect(facts: &Facts) -> Option<Match> {
    // A program started with /admin asks for it without a file.
    let by_file = facts.client.known().and_then(|client| client.file.known()).is_some_and(|file| file.admin);
    if !by_file {
        return None;
    }
    let found = seen::error_info(facts, &[9])?;
    Some(seen::likely(found).and("/client/file/admin", "the file asks for an administrative session"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{ConnectionFile, Fact, SessionOutcome};

    #[test]
    fn the_file_asks_for_it() {
        let mut facts =
            testing::session(SessionOutcome::Closed, |session| session.error_info = Fact::Known(9));
        expect![["nothing"]].assert_eq(&testing::found(&CAUSE, &facts));
        let file = ConnectionFile { admin: true, ..ConnectionFile::default() };
        facts.client.known_mut().unwrap().file = Fact::Known(file);
        expect![[r"
            likely, blocks
            /session/error_info: the host ended the session: ERRINFO_SERVER_INSUFFICIENT_PRIVILEGES (0x9)
            /client/file/admin: the file asks for an administrative session
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
