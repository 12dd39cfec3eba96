//! Sign-in is tied to a different encrypted channel.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// Sign-in is tied to a different encrypted channel.
pub static CAUSE: Cause = Cause {
    id: "nla/channel-binding-mismatch",
    aliases: &["ntlm-disabled-users-channel-binding"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Sign-in is tied to a different encrypted channel",
    meaning: "The gateway or host checks that the sign-in belongs to the very TLS connection it came through, but it does not match it. A device that ends TLS in front of the gateway is the usual reason.",
    seen_as: &[],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &["Gateway: Security 4625 with 0xC000035B."],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Check LmCompatibilityLevel (3 or higher).",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Remove TLS offloading in front of the gateway, or pass TLS through.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "EnforceChannelBinding = 0 on the gateway",
        why: "lets sign-ins be relayed",
        instead: "pass TLS through unopened",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/0xc000035b-when-you-use-lmcompatibility.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0xC000_035B, 0x8009_0346])
}

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::refused_with(facts, &[0xC000_035B])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;
    use crate::facts::log::{Provider, What};

    #[test]
    fn the_host_says_0xc000_035b() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_035B));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_BAD_BINDINGS (0xC000035B)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_security_4625() {
        let facts = testing::logged(What::Event { provider: Provider::Security, id: 4625 }, |entry| {
            entry.status = Some(0xC000_035B);
        });
        expect![[r"
            likely, blocks
            /log/entries: Security 4625, a refused sign-in: STATUS_BAD_BINDINGS (0xC000035B), last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
