//! The encrypted channel is cut while it is being made.

use crate::cause::{Cause, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Handshake};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The encrypted channel is cut while it is being made.
pub static CAUSE: Cause = Cause {
    id: "tls/reset",
    aliases: &[],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The encrypted channel is cut while it is being made",
    meaning: "The connection was reset in the middle of the TLS handshake. A filter on the way that dislikes TLS inside RDP, or a host whose service fails at that point, does that.",
    seen_as: &[],
    told_by: &[ToldBy::Outside],
    signs: &[
        "Schannel 36870, 36874 or 36888 at that moment means the host; nothing logged means a filter on the way.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::HostAdmin,
        risk: Risk::Harmless,
        text: "Look for Schannel events at that time.",
        command: Some(Command {
            shell: Shell::PowerShell,
            line: "Get-WinEvent -FilterHashtable @{LogName='System';ProviderName='Schannel'} -MaxEvents 10",
            trust: Trust::Unverified,
        }),
    }],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Unverified,
    references: &[],
};

fn detect(facts: &Facts) -> Option<Match> {
    match facts.tls.known()?.handshake {
        Handshake::Reset => {
            Some(Match::certain("/tls/handshake", "the connection was reset in the middle of the handshake"))
        }
        Handshake::Closed => Some(Match::certain(
            "/tls/handshake",
            "the host closed in the middle of the handshake, without an alert",
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn reset_in_the_handshake() {
        let facts = testing::stopped_at_tls(Handshake::Reset);
        expect![[r"
            certain, blocks
            /tls/handshake: the connection was reset in the middle of the handshake
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
