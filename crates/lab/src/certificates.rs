//! Certificates for the lab, made when it starts and forgotten when it ends.

use openssl::asn1::Asn1Time;
use openssl::bn::{BigNum, MsbOption};
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::x509::extension::{BasicConstraints, ExtendedKeyUsage, SubjectAlternativeName};
use openssl::x509::{X509, X509Builder, X509NameBuilder};

use crate::setting::{Certificate, Issuer, Key};

/// The lab's root, and a stranger's.
pub struct Certificates {
    root: (X509, PKey<Private>),
    stranger: (X509, PKey<Private>),
}

impl std::fmt::Debug for Certificates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Certificates(…)")
    }
}

impl Certificates {
    /// Two new roots.
    pub fn new() -> Result<Self, ErrorStack> {
        Ok(Self { root: root("Readmit Lab Root")?, stranger: root("Unknown Root")? })
    }

    /// The lab's root as DER, for clients to trust.
    pub fn root_der(&self) -> Result<Vec<u8>, ErrorStack> {
        self.root.0.to_der()
    }

    /// Makes a certificate with its key and chain.
    pub fn make(&self, wanted: &Certificate) -> Result<host::Identity, ErrorStack> {
        let key = key(wanted.key)?;
        let mut builder = builder(&key, wanted.from_days, wanted.until_days)?;
        let subject = name(wanted.names.first().map_or("", String::as_str))?;
        builder.set_subject_name(&subject)?;
        if !wanted.names.is_empty() {
            let mut alternative = SubjectAlternativeName::new();
            for name in &wanted.names {
                if name.parse::<std::net::IpAddr>().is_ok() {
                    alternative.ip(name);
                } else {
                    alternative.dns(name);
                }
            }
            let issuer = &self.root.0;
            let extension = alternative.build(&builder.x509v3_context(Some(issuer), None))?;
            builder.append_extension(extension)?;
        }
        if wanted.for_code {
            builder.append_extension(ExtendedKeyUsage::new().code_signing().build()?)?;
        }
        let digest = MessageDigest::from_name(wanted.digest).unwrap_or_else(MessageDigest::sha256);
        let mut chain = Vec::new();
        match wanted.issuer {
            Issuer::Itself => {
                builder.set_issuer_name(&subject)?;
                builder.sign(&key, digest)?;
            }
            Issuer::LabRoot | Issuer::Stranger => {
                let (issuer, issuer_key) =
                    if wanted.issuer == Issuer::LabRoot { &self.root } else { &self.stranger };
                builder.set_issuer_name(issuer.subject_name())?;
                builder.sign(issuer_key, digest)?;
            }
        }
        chain.push(builder.build());
        chain.extend(std::iter::repeat_n(self.root.0.clone(), wanted.ballast));
        Ok(host::Identity { chain, key })
    }
}

fn root(common_name: &str) -> Result<(X509, PKey<Private>), ErrorStack> {
    let key = key(Key::Ec)?;
    let mut builder = builder(&key, -400, 4000)?;
    let name = name(common_name)?;
    builder.set_subject_name(&name)?;
    builder.set_issuer_name(&name)?;
    builder.append_extension(BasicConstraints::new().critical().ca().build()?)?;
    builder.sign(&key, MessageDigest::sha256())?;
    Ok((builder.build(), key))
}

fn key(wanted: Key) -> Result<PKey<Private>, ErrorStack> {
    match wanted {
        Key::Ec => {
            let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
            PKey::from_ec_key(EcKey::generate(&group)?)
        }
        Key::Rsa(bits) => PKey::from_rsa(Rsa::generate(bits)?),
    }
}

fn name(common_name: &str) -> Result<openssl::x509::X509Name, ErrorStack> {
    let mut name = X509NameBuilder::new()?;
    name.append_entry_by_nid(Nid::COMMONNAME, common_name)?;
    Ok(name.build())
}

fn builder(key: &PKey<Private>, from_days: i64, until_days: i64) -> Result<X509Builder, ErrorStack> {
    const DAY: i64 = 86_400;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let now = i64::try_from(now.as_secs()).unwrap_or_default();
    let mut serial = BigNum::new()?;
    serial.rand(120, MsbOption::MAYBE_ZERO, false)?;
    let mut builder = X509::builder()?;
    builder.set_version(2)?;
    builder.set_serial_number(&*serial.to_asn1_integer()?)?;
    builder.set_not_before(&*Asn1Time::from_unix(now + from_days * DAY)?)?;
    let end = match until_days {
        // RFC 5280 4.1.2.5: no end.
        i64::MAX => Asn1Time::from_str("99991231235959Z")?,
        days => Asn1Time::from_unix(now + days * DAY)?,
    };
    builder.set_not_after(&end)?;
    builder.set_pubkey(key)?;
    Ok(builder)
}
