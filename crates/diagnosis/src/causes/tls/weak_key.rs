//! The host's certificate uses a key that is too short.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, KeyKind};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host's certificate uses a key that is too short.
pub static CAUSE: Cause = Cause {
    id: "tls/weak-key",
    aliases: &["openssl-seclevel-vs-old-windows"],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The host's certificate uses a key that is too short",
    meaning: "The key in the host's certificate is shorter than today's minimum, for example RSA with 1,024 bits. Modern clients refuse it because it can be broken.",
    seen_as: &[
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_TLS_CONNECT_FAILED: ee key too small",
            codes: &["0x20008", "xfreerdp exit 143"],
        },
        SeenAs { client: "remmina", message: "TLS connection failed", codes: &[] },
    ],
    told_by: &[ToldBy::Outside],
    signs: &["Windows build 7601 or 9200 with an old certificate; old snakeoil certificate on Linux."],
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
            text: "On xrdp, put the old pair aside (on Debian and Ubuntu these are links to a pair that others use), make a new one that the group of the xrdp account (often xrdp or ssl-cert) may read, and restart.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo mv --backup=numbered /etc/xrdp/key.pem /etc/xrdp/key.pem.before && sudo mv --backup=numbered /etc/xrdp/cert.pem /etc/xrdp/cert.pem.before && sudo openssl req -x509 -newkey rsa:3072 -sha256 -nodes -days 365 -subj \"/CN=$(hostname -f)\" -keyout /etc/xrdp/key.pem -out /etc/xrdp/cert.pem && sudo chown root:<group> /etc/xrdp/key.pem && sudo chmod 640 /etc/xrdp/key.pem && sudo systemctl restart xrdp",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Make or enrol a new certificate with 2,048 bits or more and SHA-256, and bind it to the listener.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Set security level 0 for all connections",
        why: "weakens every host you visit",
        instead: "new certificate on this host",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &["FreeRDP/FreeRDP#7839", "FreeRDP/FreeRDP#8987"],
};

fn detect(facts: &Facts) -> Option<Match> {
    let leaf = facts.tls.known()?.leaf()?;
    let weak = matches!(leaf.key, KeyKind::Rsa | KeyKind::Dsa) && leaf.key_bits < 2048
        || leaf.key == KeyKind::Ec && leaf.key_bits < 224;
    weak.then(|| {
        Match::certain(
            "/tls/chain/0/key_bits",
            format!("its key has {} bits; clients of today may refuse it", leaf.key_bits),
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
    fn an_rsa_key_of_1024_bits() {
        let facts = {
            let mut facts = testing::healthy();
            let tls = facts.tls.known_mut().unwrap();
            tls.chain[0].key_bits = 1024;
            facts
        };
        expect![[r"
            certain, exposes
            /tls/chain/0/key_bits: its key has 1024 bits; clients of today may refuse it
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
