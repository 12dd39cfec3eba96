//! The account works with a smart card only.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The account works with a smart card only.
pub static CAUSE: Cause = Cause {
    id: "logon/smart-card-required",
    aliases: &["smartcard-required-for-account"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The account works with a smart card only",
    meaning: "The account is marked to need a smart card for every sign-in. A password is refused, however right it is.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "You must use a smart card to sign in",
        codes: &["0x8009033E"],
    }],
    told_by: &[ToldBy::Credentials],
    signs: &["Security 4625; account flag SMARTCARD_REQUIRED."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Insert and redirect the card; or use Microsoft Entra web sign-in or a Windows Hello certificate. (On Debian and Ubuntu the program is xfreerdp3.)",
            command: Some(Command {
                shell: Shell::Sh,
                line: "xfreerdp /v:<host> /smartcard-logon",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Use another account, or clear the mark if the owner agrees.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["MicrosoftDocs/win32 desktop-src/com/com-error-codes-4.md"],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0xC000_02FA, 0x8009_033E])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_0xc000_02fa() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_02FA));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_SMARTCARD_LOGON_REQUIRED (0xC00002FA)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
