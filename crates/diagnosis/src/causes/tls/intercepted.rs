//! A device in between opens the encryption.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, LogonOutcome};
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// A device in between opens the encryption.
pub static CAUSE: Cause = Cause {
    id: "tls/intercepted",
    aliases: &["tls-interception-breaks-credssp"],
    stage: Stage::Tls,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "A device in between opens the encryption",
    meaning: "Somebody between you and the host opens the encryption and closes it again. Usually that is a company's security device; an attacker would look the same. NLA notices, and stops before the password goes out.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "An internal error has occurred",
            codes: &["0x80090308", "0x8009030F"],
        },
        SeenAs { client: "freerdp", message: "Could not verify server's hash", codes: &["0x8009030F"] },
    ],
    told_by: &[ToldBy::Credentials],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Don't connect from this network; use the VPN, or ask your IT department whether it inspects traffic.",
            command: None,
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Exempt Remote Desktop (TCP 3389) from TLS inspection.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Turn NLA off to get through",
        why: "hands the password to the device in between",
        instead: "exempt RDP from inspection",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &["GlassHaven/Haven#109"],
};

fn detect(facts: &Facts) -> Option<Match> {
    // Whoever opens the encryption on the way makes the sign-in fail as a wrong password does.
    if seen::wrong_credentials(facts).is_some()
        && let Some(issuer) = seen::resigned_on_the_way(facts)
    {
        let says =
            format!("“{issuer}” made the certificate for the name you asked for, and is not known here");
        return Some(
            Match::possible("/tls/verdict", says)
                .and("/logon/outcome", "a sign-in that is opened on the way fails like a wrong password"),
        );
    }
    (facts.logon.known()?.outcome == LogonOutcome::BadProof).then(|| {
        Match::likely(
            "/logon/outcome",
            "the host's proof does not fit the key of the channel: two different keys are in play",
        )
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn the_proof_is_for_another_key() {
        let facts = testing::judged(LogonOutcome::BadProof);
        expect![[r"
            likely, blocks
            /logon/outcome: the host's proof does not fit the key of the channel: two different keys are in play
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
