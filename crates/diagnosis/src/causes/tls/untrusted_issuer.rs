//! The certificate's issuer is unknown to this computer.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::causes::tls::certificate_wrong_purpose::INVALID_PURPOSE;
use crate::facts::{ChainVerdict, Facts, Remembered};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The certificate's issuer is unknown to this computer.
pub static CAUSE: Cause = Cause {
    id: "tls/untrusted-issuer",
    aliases: &["tls-certificate-name-or-trust"],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Common,
    title: "The certificate's issuer is unknown to this computer",
    meaning: "The host's certificate comes from an issuer, often the company's own, that this computer does not know. The host may be perfectly right.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The identity of the remote computer cannot be verified",
            codes: &["0x80090325"],
        },
        SeenAs {
            client: "mstsc",
            message: "The certificate is not from a trusted certifying authority",
            codes: &["0x80090325"],
        },
        SeenAs { client: "freerdp", message: "Unable to get local issuer certificate", codes: &[] },
        SeenAs { client: "macos", message: "Certificate warning", codes: &[] },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Weakens,
            text: "Install the company's root certificate from a trusted source.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "certutil -user -addstore Root company-root.cer",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Let the host send the intermediate certificates; publish the company root to the clients.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "authentication level:i:0, /cert:ignore",
        why: "accepts any machine, for ever",
        instead: "install the issuer's root",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "apache/guacamole-server src/protocols/rdp/error.c",
        "MicrosoftDocs/win32 desktop-src/com/com-error-codes-4.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let tls = facts.tls.known()?;
    let leaf = tls.leaf()?;
    let found = match tls.verdict.known()? {
        _ if matches!(tls.remembered, Remembered::Same { .. }) => return None,
        ChainVerdict::UnknownIssuer => {
            Match::certain("/tls/verdict", format!("the issuer “{}” is not trusted here", leaf.issuer))
        }
        // A wrong purpose has a cause of its own.
        ChainVerdict::Faulty(code) if *code != INVALID_PURPOSE => Match::likely(
            "/tls/verdict",
            format!("the chain of certificates is faulty (OpenSSL verification error {code})"),
        ),
        ChainVerdict::Faulty(_) | ChainVerdict::Trusted | ChainVerdict::SelfSigned => return None,
    };
    let fingerprint = format!("its SHA-256 fingerprint is {}", leaf.sha256);
    Some(seen::refused_host(tls, found).and("/tls/chain/0/sha256", fingerprint))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn the_issuer_is_unknown() {
        let facts = {
            let mut facts = testing::healthy();
            let tls = facts.tls.known_mut().unwrap();
            tls.verdict = Fact::Known(ChainVerdict::UnknownIssuer);
            facts
        };
        expect![[r"
            certain, hinders
            /tls/verdict: the issuer “Corp Issuing CA” is not trusted here
            /tls/chain/0/sha256: its SHA-256 fingerprint is abababababababababababababababababababababababababababababababab
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_a_remembered_host() {
        let facts = {
            let mut facts = testing::healthy();
            let tls = facts.tls.known_mut().unwrap();
            tls.verdict = Fact::Known(ChainVerdict::UnknownIssuer);
            tls.remembered = Remembered::Same { since: testing::now() };
            facts
        };
        assert_eq!((CAUSE.detect)(&facts), None);
    }
}
