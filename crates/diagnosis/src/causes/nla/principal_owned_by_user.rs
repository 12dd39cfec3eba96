//! The host's name is registered for a user account.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host's name is registered for a user account.
pub static CAUSE: Cause = Cause {
    id: "nla/principal-owned-by-user",
    aliases: &["user2user-required"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "The host's name is registered for a user account",
    meaning: "In the domain, the Remote Desktop name of this host belongs to a user account instead of the computer. Kerberos then demands a special form of ticket that Remote Desktop does not use.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The Kerberos sub-protocol User2User is required.",
        codes: &["5127", "0x1407"],
    }],
    told_by: &[ToldBy::Credentials],
    signs: &["setspn -Q TERMSRV/<host> names a user account."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Harmless,
            text: "Find it.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "setspn -Q TERMSRV/<host>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Disrupts,
            text: "Remove it from the user account.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "setspn -D TERMSRV/<host> <useraccount>",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0xC000_0408]).or_else(|| seen::kdc(facts, &[27, 69]))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_0xc000_0408() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_0408));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_USER2USER_REQUIRED (0xC0000408)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
