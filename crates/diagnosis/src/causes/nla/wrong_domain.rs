//! The domain part of the user name is wrong.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The domain part of the user name is wrong.
pub static CAUSE: Cause = Cause {
    id: "nla/wrong-domain",
    aliases: &["lsa-cannot-be-contacted-wrong-domain"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "The domain part of the user name is wrong",
    meaning: "The name before the backslash, or after the @, is not a domain or computer this host knows. Windows then reports that the Local Security Authority cannot be contacted.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "An authentication error has occurred. The Local Security Authority cannot be contacted",
        codes: &["6151", "0x1807", "0x80090311"],
    }],
    told_by: &[ToldBy::Credentials],
    signs: &["Security 4625 with sub status 0xC0000064."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use HOST\\user for an account of the host, DOMAIN\\user or user@domain.tld for one of the domain; the line nla of the report names host and domain.",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Ask the help desk which domain your account belongs to.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0xC000_00DF]).or_else(|| belongs_to_no_domain(facts))
}

/// The domain took the password a moment ago, and the host that refuses it is in no domain at all.
fn belongs_to_no_domain(facts: &Facts) -> Option<Match> {
    let challenge = facts.nla.known()?.challenge.known()?;
    let refused = seen::password_was_right(facts) && seen::wrong_credentials(facts).is_some();
    (refused && !challenge.in_domain()).then(|| {
        Match::likely("/nla/kerberos/ticket", "the domain's Kerberos server has just taken this password")
            .and("/nla/challenge/nb_domain", "the host that refuses it is in no domain")
            .with_impact(Impact::Blocks)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_0xc000_00df() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_00DF));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_NO_SUCH_DOMAIN (0xC00000DF)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
