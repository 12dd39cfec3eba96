//! The certificate changed while connecting.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Remembered};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The certificate changed while connecting.
pub static CAUSE: Cause = Cause {
    id: "tls/certificate-changed",
    aliases: &["tls-unexpected-certificate"],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Exposes,
    frequency: Frequency::Rare,
    title: "The host's certificate is not the one seen before",
    meaning: "Readmit remembers another certificate for this host. Most often it was renewed, or the host was reinstalled. It could also be an impostor, so your password stays here. Other programs have memories of their own: this one stops none of them.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The connection has been terminated because an unexpected server authentication certificate was received from the remote computer.",
            codes: &["2311", "0x907"],
        },
        SeenAs { client: "macos", message: "Error code: 0x907", codes: &["0x907"] },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Ask the host's administrator whether the certificate was renewed, and compare the fingerprint before you type a password.",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "If it is right, have Readmit remember the new one in place of the old: it stands in its own file known-hosts, in your folder of settings (readmit trust shows where). In Windows' own client accept the new certificate.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "readmit trust <host:port> --sha256 <fingerprint>",
                trust: Trust::Cited,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Read both fingerprints at the host itself and tell them to the people who ask. Windows' own window shows the thumbprint (SHA-1), Readmit and FreeRDP the SHA-256.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: super::READ_SHA256_ON_WINDOWS,
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Accept and go on",
        why: "it could be an attack",
        instead: "compare the fingerprints at the host",
    }],
    behind: &[],
    explains: &["tls/self-signed", "tls/untrusted-issuer", "tls/name-mismatch"],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let tls = facts.tls.known()?;
    match &tls.remembered {
        Remembered::Changed { since, sha256 } => {
            let since = since.strftime("%Y-%m-%d");
            let says =
                format!("since {since} this host was known by the certificate with the SHA-256 {sha256}");
            let found = seen::refused_host(tls, Match::certain("/tls/remembered", says));
            Some(match tls.leaf() {
                Some(leaf) => found.and("/tls/chain/0/sha256", format!("now it shows {}", leaf.sha256)),
                None => found,
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::HostTrust;

    #[test]
    fn another_certificate_than_remembered() {
        let facts = {
            let mut facts = testing::healthy();
            let tls = facts.tls.known_mut().unwrap();
            tls.remembered = Remembered::Changed { since: testing::now(), sha256: "cd".repeat(32) };
            tls.trust = HostTrust::Refused;
            facts
        };
        expect![[r"
            certain, blocks
            /tls/remembered: since 2026-11-22 this host was known by the certificate with the SHA-256 cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd
            /tls/chain/0/sha256: now it shows abababababababababababababababababababababababababababababababab
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
