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
}

impl TlsPolicy {
    /// TLS 1.2 and 1.3 with this identity.
    pub fn modern(identity: Identity) -> Self {
        Self { identity, oldest: Some(SslVersion::TLS1_2), newest: None, ciphers: None, short_dh: false }
    }
}

/// The acceptor of a policy. Old versions and short keys are the policy's business, so
/// OpenSSL's own security level is off.
pub fn acceptor(policy: &TlsPolicy) -> Result<SslAcceptor, ErrorStack> {
    let mut builder = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls_server())?;
    builder.clear_options(SslOptions::NO_TLSV1 | SslOptions::NO_TLSV1_1 | SslOptions::NO_TLSV1_2);
    builder.set_security_level(0);
    builder.set_min_proto_version(policy.oldest)?;
    builder.set_max_proto_version(policy.newest)?;
    builder.set_cipher_list(policy.ciphers.as_deref().unwrap_or("ALL:@SECLEVEL=0"))?;
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
