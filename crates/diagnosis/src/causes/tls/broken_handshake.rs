//! Encryption fails because the host is set up wrongly.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::change;
use crate::facts::{Facts, Handshake};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Encryption fails because the host is set up wrongly.
pub static CAUSE: Cause = Cause {
    id: "tls/broken-handshake",
    aliases: &[],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The host's encryption answer makes no sense",
    meaning: "The host agreed to use TLS and then failed at the first step: it sends an alert, plain bytes or nothing useful. Usually certificate and key do not belong together or its settings are invalid.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "An internal error has occurred", codes: &[] },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_TLS_CONNECT_FAILED: wrong version number",
            codes: &["0x20008", "xfreerdp exit 143"],
        },
    ],
    told_by: &[ToldBy::Outside, ToldBy::Inside],
    signs: &[
        "xrdp: private key does not fit the certificate, invalid tls_ciphers, 1,024-bit key: plaintext bytes after the negotiation; xrdp.log names which. Invalid ssl_protocols: protocol_version alert or plaintext.",
        "Windows: Schannel 36870 (key not readable), 36871, 36888.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Read the host's log first.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-WinEvent -FilterHashtable @{LogName='System';ProviderName='Schannel'} -MaxEvents 20",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On xrdp, check that certificate and key fit (both outputs must be equal).",
            command: Some(Command {
                shell: Shell::Sh,
                line: "openssl x509 -in /etc/xrdp/cert.pem -noout -pubkey | openssl sha256; sudo openssl pkey -in /etc/xrdp/key.pem -pubout | openssl sha256",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Make a new pair, or bind a certificate with its key, and restart the service.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo systemctl restart xrdp",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[&change::USUAL_TLS],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "neutrinolabs/xrdp libxrdp/xrdp_iso.c",
        "neutrinolabs/xrdp common/ssl_calls.c",
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton.md",
        "neutrinolabs/xrdp#1922",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let security = &facts.inside.known()?.security;
    let mismatch =
        security.certificate.known().is_some_and(|binding| binding.key_fits.known() == Some(&false));
    if mismatch {
        return Some(Match::certain("/inside/security/certificate", "the key is not the certificate's"));
    }
    (security.ciphers_usable.known() == Some(&false)).then(|| {
        Match::certain(
            "/inside/security/ciphers_usable",
            "none of the cipher suites that are set can be used",
        )
    })
}

fn detect(facts: &Facts) -> Option<Match> {
    match &facts.tls.known()?.handshake {
        Handshake::PlainText { first_bytes } => {
            Some(Match::certain("/tls/handshake", format!("instead of TLS the host sent {first_bytes}")))
        }
        Handshake::Rejected { code } if *code != 258 => Some(Match::likely(
            "/tls/handshake",
            format!("the host's handshake makes no sense (OpenSSL reason {code})"),
        )),
        Handshake::Alert { code: 80 } => {
            Some(Match::likely("/tls/handshake", "the host gave up with an internal error (alert 80)"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn plain_text_instead_of_tls() {
        let facts = testing::stopped_at_tls(Handshake::PlainText { first_bytes: "030000130ed0".into() });
        expect![[r"
            certain, blocks
            /tls/handshake: instead of TLS the host sent 030000130ed0
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_the_key_is_another_one() {
        let facts = testing::xrdp(|inside| {
            inside.security.certificate.known_mut().unwrap().key_fits = Fact::Known(false);
        });
        expect![[r"
            certain, blocks
            /inside/security/certificate: the key is not the certificate's
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_no_usable_cipher() {
        let facts = testing::xrdp(|inside| inside.security.ciphers_usable = Fact::Known(false));
        expect![[r"
            certain, blocks
            /inside/security/ciphers_usable: none of the cipher suites that are set can be used
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
