//! The host's certificate is signed with a broken method.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host's certificate is signed with a broken method.
pub static CAUSE: Cause = Cause {
    id: "tls/weak-signature",
    aliases: &["openssl-seclevel-vs-old-windows"],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The host's certificate is signed with a broken method",
    meaning: "The certificate is signed with SHA-1 or MD5, which can be forged today. Modern clients and Linux systems refuse it.",
    seen_as: &[
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_TLS_CONNECT_FAILED: ca md too weak",
            codes: &["0x20008", "xfreerdp exit 143"],
        },
        SeenAs { client: "remmina", message: "TLS connection failed", codes: &[] },
        SeenAs {
            client: "guacamole",
            message: "SSL/TLS connection failed (untrusted/self-signed certificate?)",
            codes: &["0x0207"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &["Windows build 7601 or 9200; certificate template or issuer still set to SHA-1."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Weakens,
            text: "For the repair only: lower the client's level for this one host. (On Debian and Ubuntu the program is xfreerdp3.)",
            command: Some(Command {
                shell: Shell::Sh,
                line: "xfreerdp /v:<host> /u:<user> /tls:seclevel:0",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Make or enrol a new certificate with SHA-256.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Allow SHA-1 on the client for everything",
        why: "every host could be impersonated",
        instead: "new certificate on this host",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &["FreeRDP/FreeRDP#7839", "FreeRDP/FreeRDP#11039"],
};

fn detect(facts: &Facts) -> Option<Match> {
    let leaf = facts.tls.known()?.leaf()?;
    let signature = leaf.signature.to_ascii_lowercase();
    (signature.contains("md5") || signature.contains("sha1")).then(|| {
        Match::certain(
            "/tls/chain/0/signature",
            format!("signed with {}; clients of today may refuse it", leaf.signature),
        )
        .with_impact(Impact::Exposes)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn signed_with_sha_1() {
        let facts = {
            let mut facts = testing::healthy();
            let tls = facts.tls.known_mut().unwrap();
            tls.chain[0].signature = "sha1WithRSAEncryption".into();
            facts
        };
        expect![[r"
            certain, exposes
            /tls/chain/0/signature: signed with sha1WithRSAEncryption; clients of today may refuse it
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
