//! Nobody vouches for the host's certificate.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{ChainVerdict, Facts, Remembered};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Nobody vouches for the host's certificate.
pub static CAUSE: Cause = Cause {
    id: "tls/self-signed",
    aliases: &["tls-certificate-name-or-trust"],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::VeryCommon,
    title: "Nobody vouches for the host's certificate",
    meaning: "The host made its certificate itself, which is Windows' default. Nothing is broken, but the client cannot tell this host from an impostor unless the fingerprint is known.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The identity of the remote computer cannot be verified. Do you want to connect anyway?",
            codes: &[],
        },
        SeenAs {
            client: "mstsc",
            message: "The identity of the remote computer cannot be verified",
            codes: &[],
        },
        SeenAs { client: "freerdp", message: "Certificate warning with fingerprint", codes: &[] },
        SeenAs { client: "macos", message: "Certificate warning", codes: &[] },
        SeenAs {
            client: "guacamole",
            message: "SSL/TLS connection failed (untrusted/self-signed certificate?)",
            codes: &["0x0207"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &["Certificate lies in the store \"Remote Desktop\"."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Compare the fingerprint with the one read at the host, then accept it for good. Windows' own window shows the thumbprint (SHA-1), Readmit and FreeRDP the SHA-256.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: super::READ_SHA256_ON_WINDOWS,
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On a Linux host with xrdp, read the SHA-256 there.",
            command: Some(Command {
                shell: Shell::Sh,
                line: super::READ_SHA256_ON_XRDP,
                trust: Trust::Cited,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Enrol a certificate from the company's issuer (usage 1.3.6.1.4.1.311.54.1.2).",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "authentication level:i:0, /cert:ignore",
        why: "accepts any machine, for ever",
        instead: "pin this fingerprint once",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "apache/guacamole-server src/protocols/rdp/error.c",
        "FreeRDP/FreeRDP include/freerdp/error.h",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let tls = facts.tls.known()?;
    let judged = tls.verdict.known()? == &ChainVerdict::SelfSigned;
    let stranger = judged && !matches!(tls.remembered, Remembered::Same { .. });
    let leaf = tls.leaf()?;
    stranger.then(|| {
        let found = Match::certain("/tls/verdict", format!("“{}” made its certificate itself", leaf.subject));
        seen::refused_host(tls, found)
            .and("/tls/chain/0/sha256", format!("its SHA-256 fingerprint is {}", leaf.sha256))
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn nobody_vouches() {
        let facts = {
            let mut facts = testing::healthy();
            let tls = facts.tls.known_mut().unwrap();
            tls.verdict = Fact::Known(ChainVerdict::SelfSigned);
            facts
        };
        expect![[r"
            certain, hinders
            /tls/verdict: “fs1.corp.example” made its certificate itself
            /tls/chain/0/sha256: its SHA-256 fingerprint is abababababababababababababababababababababababababababababababab
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_a_remembered_host() {
        let facts = {
            let mut facts = testing::healthy();
            let tls = facts.tls.known_mut().unwrap();
            tls.verdict = Fact::Known(ChainVerdict::SelfSigned);
            tls.remembered = Remembered::Same { since: testing::now() };
            facts
        };
        assert_eq!((CAUSE.detect)(&facts), None);
    }
}
