//! Your domain's accounts are not admitted to this host.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// Your domain's accounts are not admitted to this host.
pub static CAUSE: Cause = Cause {
    id: "logon/not-allowed-to-authenticate",
    aliases: &["kerberos-selective-authentication"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Your domain's accounts are not admitted to this host",
    meaning: "Between your domain and the host's there is a selective trust: each host must allow foreign accounts by name. This host does not allow you.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The machine you are logging onto is protected by an authentication firewall.",
        codes: &["0xC0000413"],
    }],
    told_by: &[ToldBy::Credentials],
    signs: &["Security 4625 with 0xC0000413."],
    detect,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::HostAdmin,
        risk: Risk::Harmless,
        text: "Grant \"Allowed to authenticate\" on the host's computer object to the group that needs it.",
        command: None,
    }],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/windows-itpro-docs windows/security/threat-protection/auditing/event-4625.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0xC000_0413])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_0xc000_0413() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_0413));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_AUTHENTICATION_FIREWALL_FAILED (0xC0000413)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
