//! The client keeps sending an old saved password.

use crate::cause::{Behind, Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The client keeps sending an old saved password.
pub static CAUSE: Cause = Cause {
    id: "client/stale-credentials",
    aliases: &["saved-credentials-stale"],
    stage: Stage::Client,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "The client keeps sending an old saved password",
    meaning: "A password saved earlier is sent without asking, and it is no longer valid. The person never gets the chance to type the new one. Each try counts towards account lockout.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Your credentials did not work",
        codes: &["2055", "0x807"],
    }],
    told_by: &[ToldBy::Credentials, ToldBy::Report],
    signs: &["Security 4625, logon type 3, sub status 0xC000006A."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Delete the saved entry (its exact name stands in the list), then connect and type the password.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "cmdkey /list; cmdkey /delete:TERMSRV/<host>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "On macOS or Linux remove the entry from the keychain, keyring or the connection profile.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[
        Behind {
            what: "a typing error in the program you used",
            tell: "type it once more, with the same user name",
        },
        Behind {
            what: "Credential Guard keeps a saved password from being sent",
            tell: "Win32_DeviceGuard on the computer you use; typing the password works",
        },
        Behind {
            what: "that program answers with NTLM version 1",
            tell: "LmCompatibilityLevel below 3 on the computer you use",
        },
        Behind {
            what: "both computers are clones that share one identity (SID)",
            tell: "LsaSrv 6167 in the system log of either",
        },
    ],
    explains: &[],
    trust: Trust::Cited,
    references: &["stascorp/rdpwrap#161", "MicrosoftDocs/azure-docs#12613"],
};

/// The program the person used was refused, and the host takes the password typed here.
fn detect(facts: &Facts) -> Option<Match> {
    seen::refused_there_accepted_here(facts).map(seen::likely)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn what_is_typed_here_is_taken() {
        expect![[r"
            likely, blocks
            /reported: you saw “Your credentials did not work”
            /logon/outcome: the host takes the password that was given to this check
        "]]
        .assert_eq(&testing::found(&CAUSE, &testing::refused_elsewhere()));
    }

    #[test]
    fn refused_here_too() {
        let mut facts = testing::judged(crate::facts::LogonOutcome::ErrorCode(0xC000_006D));
        facts.reported = testing::refused_elsewhere().reported;
        expect![[r"
            nothing"]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
