//! The host's end of TLS.

use openssl::error::ErrorStack;
use openssl::pkey::{PKey, Private};
use openssl::ssl::{SslAcceptor, SslMethod, SslOptions, SslVersion};
use openssl::x509::X509;

/// A certificate with its key and the rest of its chain.
#[derive(Clone)]
pub struct Identity {
    /// The host's own certificate first.
    pub chain: Vec<X509>,
    /// Its key.
    pub key: PKey<Private>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("certificates", &self.chain.len()).finish_non_exhaustive()
    }
}

/// What the host speaks.
#[derive(Debug, Clone)]
pub struct TlsPolicy {
    /// Its identity.
    pub identity: Identity,
    /// The oldest version it takes; `None` for any.
    pub oldest: Option<SslVersion>,
    /// The newest version it takes; `None` for any.
    pub newest: Option<SslVersion>,
    /// Cipher suites up to TLS 1.2, in OpenSSL's notation; `None` for all.
    pub ciphers: Option<String>,
    /// Agree on temporary Diffie-Hellman keys of 1024 bits.
    pub short_dh: bool,
    /// Take keys, signatures and suites of any strength, anonymous ones too: for hosts that fail on purpose.
    pub any_strength: bool,
}

impl TlsPolicy {
    /// TLS 1.2 and 1.3 with this identity.
    pub fn modern(identity: Identity) -> Self {
        Self {
            identity,
            oldest: Some(SslVersion::TLS1_2),
            newest: None,
            ciphers: None,
            short_dh: false,
            any_strength: false,
        }
    }
}

/// The acceptor of a policy: what a server should take today, unless the policy takes any strength. Then OpenSSL's own
/// security level is off.
pub fn acceptor(policy: &TlsPolicy) -> Result<SslAcceptor, ErrorStack> {
    let mut builder = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls_server())?;
    builder.clear_options(SslOptions::NO_TLSV1 | SslOptions::NO_TLSV1_1 | SslOptions::NO_TLSV1_2);
    builder.set_min_proto_version(policy.oldest)?;
    builder.set_max_proto_version(policy.newest)?;
    if policy.any_strength {
        builder.set_security_level(0);
        builder.set_cipher_list("ALL:@SECLEVEL=0")?;
    }
    if let Some(ciphers) = &policy.ciphers {
        builder.set_cipher_list(ciphers)?;
    }
    if policy.short_dh {
        builder.set_tmp_dh(&*openssl::dh::Dh::get_1024_160()?)?;
    }
    builder.set_private_key(&policy.identity.key)?;
    let mut chain = policy.identity.chain.iter();
    if let Some(leaf) = chain.next() {
        builder.set_certificate(leaf)?;
    }
    for certificate in chain {
        builder.add_extra_chain_cert(certificate.clone())?;
    }
    Ok(builder.build())
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream};

    use openssl::asn1::Asn1Time;
    use openssl::hash::MessageDigest;
    use openssl::rsa::Rsa;
    use openssl::ssl::{SslConnector, SslVerifyMode};

    use super::*;

    fn identity() -> Identity {
        let key = PKey::from_rsa(Rsa::generate(2048).expect("a key")).expect("a key");
        let mut builder = X509::builder().expect("a builder");
        builder.set_not_before(&Asn1Time::days_from_now(0).expect("a time")).expect("set");
        builder.set_not_after(&Asn1Time::days_from_now(2).expect("a time")).expect("set");
        builder.set_pubkey(&key).expect("set");
        builder.sign(&key, MessageDigest::sha256()).expect("signed");
        Identity { chain: vec![builder.build()], key }
    }

    /// Whether a client that takes only these suites of TLS 1.2 gets through.
    fn takes(policy: &TlsPolicy, suites: &str) -> bool {
        let acceptor = acceptor(policy).expect("a sound policy");
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("bound");
        let host = std::thread::spawn(move || {
            let (stream, _) = listener.accept().expect("a client");
            acceptor.accept(stream).is_ok()
        });
        let mut builder = SslConnector::builder(SslMethod::tls_client()).expect("a client");
        builder.set_verify(SslVerifyMode::NONE);
        builder.set_max_proto_version(Some(SslVersion::TLS1_2)).expect("set");
        builder.set_security_level(0);
        builder.set_cipher_list(suites).expect("suites");
        let stream = TcpStream::connect(address).expect("connected");
        let client = builder.build().connect("fs1.test", stream).is_ok();
        host.join().expect("it ended") && client
    }

    #[test]
    fn a_modern_host_takes_no_client_that_nobody_could_know_it_by() {
        let modern = TlsPolicy::modern(identity());
        assert!(takes(&modern, "ECDHE-RSA-AES128-GCM-SHA256"));
        for weak in ["aNULL:@SECLEVEL=0", "eNULL:@SECLEVEL=0", "AES128-SHA:@SECLEVEL=0"] {
            assert!(!takes(&modern, weak), "{weak}");
        }
        let odd = TlsPolicy { any_strength: true, ..TlsPolicy::modern(identity()) };
        assert!(takes(&odd, "aNULL:@SECLEVEL=0"));
    }
}
