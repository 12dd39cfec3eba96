//! The certificate is not made for a server.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{ChainVerdict, Facts, Remembered};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The certificate is not made for a server.
pub static CAUSE: Cause = Cause {
    id: "tls/certificate-wrong-purpose",
    aliases: &[],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Rare,
    title: "The host's certificate is not made for a server",
    meaning: "An issuer that this computer trusts made the certificate, and for another use: for people, for programs, or to make certificates with. Whoever has such a one is not shown to be this host.",
    seen_as: &[
        SeenAs {
            client: "freerdp",
            message: "unsuitable certificate purpose",
            codes: &["X509_V_ERR_INVALID_PURPOSE"],
        },
        SeenAs {
            client: "mstsc",
            message: "The certificate is not valid for this usage",
            codes: &["0x800B0110"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "Extended key usage names neither 1.3.6.1.5.5.7.3.1 (servers) nor 1.3.6.1.4.1.311.54.1.2 (Remote Desktop); basic constraints say CA.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Type no password at it, and tell the host's administrator: it can be a certificate bound by mistake, or another computer.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See which certificate is bound to the listener, and what it is for.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-ChildItem 'Cert:\\LocalMachine\\Remote Desktop','Cert:\\LocalMachine\\My' | fl Subject,Thumbprint,EnhancedKeyUsageList",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Enrol one from a template for servers or for Remote Desktop, and bind it to the listener.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Install the issuer's root certificate once more",
        why: "it is trusted already; what is wrong is the certificate",
        instead: "a certificate for a server",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["RFC 5280 4.2.1.9, 4.2.1.12", "openssl/openssl include/openssl/x509_vfy.h"],
};

/// X509_V_ERR_INVALID_PURPOSE, from OpenSSL's x509_vfy.h.
pub(super) const INVALID_PURPOSE: i32 = 26;

fn detect(facts: &Facts) -> Option<Match> {
    let tls = facts.tls.known()?;
    let leaf = tls.leaf()?;
    let wrong = tls.verdict.known() == Some(&ChainVerdict::Faulty(INVALID_PURPOSE));
    (wrong && !matches!(tls.remembered, Remembered::Same { .. })).then(|| {
        let says = format!("the certificate for “{}” is made for another use than a server's", leaf.subject);
        seen::refused_host(tls, Match::certain("/tls/verdict", says))
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn it_is_for_clients() {
        let mut facts = testing::healthy();
        facts.tls.known_mut().unwrap().verdict = Fact::Known(ChainVerdict::Faulty(INVALID_PURPOSE));
        expect![[r"
            certain, hinders
            /tls/verdict: the certificate for “fs1.corp.example” is made for another use than a server's
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
        facts.tls.known_mut().unwrap().verdict = Fact::Known(ChainVerdict::Faulty(10));
        expect!["nothing"].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
