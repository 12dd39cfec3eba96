//! What a certificate may be used for, read from its extensions and from nowhere else: its key and its names are its
//! owner's choice, and may hold any bytes (RFC 5280 4.2.1.3, 4.2.1.9, 4.2.1.12).

use openssl::x509::X509Ref;
use wire::Malformed;
use wire::der::{self, Reader};

/// 2.5.29.15, 2.5.29.19, 2.5.29.37, without tag and length.
const KEY_USAGE: &[u8] = &[0x55, 0x1D, 0x0F];
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1D, 0x13];
const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1D, 0x25];
/// Servers (1.3.6.1.5.5.7.3.1), Remote Desktop (1.3.6.1.4.1.311.54.1.2), any use (2.5.29.37.0).
const FITTING: [&[u8]; 3] = [
    &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01],
    &[0x2B, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x36, 0x01, 0x02],
    &[0x55, 0x1D, 0x25, 0x00],
];
/// X.690: BOOLEAN, and its only form of true in DER.
const BOOLEAN: u8 = 0x01;
const TRUE: &[u8] = &[0xFF];
/// Bits of the key usage that a server needs one of: digitalSignature, keyEncipherment, keyAgreement.
const OF_SERVERS: u8 = 0b1010_1000;

/// Whether a certificate may stand for a server: it is none of an authority, its key may sign or agree on keys, and its
/// extended key usage is absent, or names servers, Remote Desktop or any use. What can't be read may not.
///
/// One that vouches for itself is its own authority, and trusted by itself or not at all: OpenSSL makes such ones.
pub(crate) fn is_for_servers(leaf: &X509Ref) -> bool {
    // Its issuer's key usage is judged where chains are: here it is whether both are the same.
    let same_name = leaf.subject_name().to_der().ok() == leaf.issuer_name().to_der().ok();
    let vouches_for_itself =
        same_name && leaf.public_key().is_ok_and(|key| leaf.verify(&key).unwrap_or(false));
    leaf.to_der().is_ok_and(|bytes| judge(&bytes, vouches_for_itself).is_ok_and(|fits| fits))
}

fn judge(certificate: &[u8], may_be_authority: bool) -> Result<bool, Malformed> {
    let mut fits = true;
    let mut seen: Vec<&[u8]> = Vec::new();
    for (name, value) in extensions(certificate)? {
        // RFC 5280 4.2: no extension stands twice.
        if seen.contains(&name) {
            return Ok(false);
        }
        seen.push(name);
        fits &= match name {
            EXTENDED_KEY_USAGE => {
                let mut purposes = Reader::new(Reader::new(value).expect(der::SEQUENCE)?);
                let mut any = false;
                while !purposes.is_empty() {
                    any |= FITTING.contains(&purposes.expect(der::OID)?);
                }
                any
            }
            // The first byte says how many bits are left over at the end.
            KEY_USAGE => {
                let bits = Reader::new(value).expect(der::BIT_STRING)?;
                bits.get(1).is_some_and(|bits| bits & OF_SERVERS != 0)
            }
            BASIC_CONSTRAINTS => {
                let mut constraints = Reader::new(Reader::new(value).expect(der::SEQUENCE)?);
                may_be_authority || constraints.is_empty() || constraints.element()? != (BOOLEAN, TRUE)
            }
            _ => true,
        };
    }
    Ok(fits)
}

/// An extension: its name, and its value.
type Extension<'a> = (&'a [u8], &'a [u8]);

/// The extensions of a certificate (RFC 5280 4.1).
fn extensions(certificate: &[u8]) -> Result<Vec<Extension<'_>>, Malformed> {
    let signed = Reader::new(certificate).expect(der::SEQUENCE)?;
    let mut fields = Reader::new(Reader::new(signed).expect(der::SEQUENCE)?);
    let mut found = Vec::new();
    // Version, number, algorithm, issuer, validity, subject, key, two ids; the extensions are tagged [3].
    while !fields.is_empty() {
        let (tag, content) = fields.element()?;
        if tag != der::context(3) {
            continue;
        }
        let mut list = Reader::new(Reader::new(content).expect(der::SEQUENCE)?);
        while !list.is_empty() {
            let mut extension = Reader::new(list.expect(der::SEQUENCE)?);
            let name = extension.expect(der::OID)?;
            let value = match extension.element()? {
                (der::OCTET_STRING, value) => value,
                (BOOLEAN, _) => extension.expect(der::OCTET_STRING)?,
                _ => return Err(Malformed::Unexpected),
            };
            found.push((name, value));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use openssl::asn1::{Asn1Object, Asn1OctetString, Asn1Time};
    use openssl::bn::{BigNum, MsbOption};
    use openssl::hash::MessageDigest;
    use openssl::nid::Nid;
    use openssl::pkey::{PKey, Private};
    use openssl::rsa::Rsa;
    use openssl::x509::extension::{BasicConstraints, ExtendedKeyUsage, KeyUsage};
    use openssl::x509::{X509, X509Builder, X509Extension, X509NameBuilder};
    use proptest::prelude::*;

    use super::*;

    fn with(key: &PKey<Private>, extensions: Vec<X509Extension>) -> X509 {
        let mut builder: X509Builder = X509::builder().unwrap();
        let mut name = X509NameBuilder::new().unwrap();
        name.append_entry_by_nid(Nid::COMMONNAME, "fs1.corp.example").unwrap();
        builder.set_version(2).unwrap();
        builder.set_subject_name(&name.build()).unwrap();
        builder.set_pubkey(key).unwrap();
        builder.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
        builder.set_not_after(&Asn1Time::days_from_now(9).unwrap()).unwrap();
        for extension in extensions {
            builder.append_extension(extension).unwrap();
        }
        builder.sign(key, MessageDigest::sha256()).unwrap();
        builder.build()
    }

    fn odd(name: &str, value: &[u8]) -> X509Extension {
        let value = Asn1OctetString::new_from_bytes(value).unwrap();
        X509Extension::new_from_der(&Asn1Object::from_str(name).unwrap(), false, &value).unwrap()
    }

    /// A public key that holds what an extended key usage for servers looks like: whoever has a certificate chooses its
    /// key. Nobody needs its private half here; the certificate is signed by another.
    fn crafted() -> PKey<openssl::pkey::Public> {
        const LOOKS_FINE: &[u8] = &[
            0x06, 0x03, 0x55, 0x1D, 0x25, 0x04, 0x0A, 0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03,
            0x01,
        ];
        let mut modulus = vec![0xC1_u8; 256];
        modulus[40..40 + LOOKS_FINE.len()].copy_from_slice(LOOKS_FINE);
        let modulus = BigNum::from_slice(&modulus).unwrap();
        let mut exponent = BigNum::new().unwrap();
        exponent.rand(17, MsbOption::ONE, true).unwrap();
        PKey::from_rsa(Rsa::from_public_components(modulus, exponent).unwrap()).unwrap()
    }

    #[test]
    fn only_certificates_for_servers_are() {
        let key = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
        let usage = || ExtendedKeyUsage::new();
        let table: Vec<(&str, Vec<X509Extension>, bool)> = vec![
            ("nothing said", vec![], true),
            ("servers", vec![usage().server_auth().build().unwrap()], true),
            ("critical", vec![usage().critical().server_auth().build().unwrap()], true),
            ("clients and servers", vec![usage().client_auth().server_auth().build().unwrap()], true),
            ("Remote Desktop", vec![usage().other("1.3.6.1.4.1.311.54.1.2").build().unwrap()], true),
            ("any use", vec![usage().other("2.5.29.37.0").build().unwrap()], true),
            ("clients", vec![usage().client_auth().build().unwrap()], false),
            ("code", vec![usage().code_signing().build().unwrap()], false),
            ("a longer name", vec![usage().other("1.3.6.1.5.5.7.3.1.1").build().unwrap()], false),
            ("an authority", vec![BasicConstraints::new().critical().ca().build().unwrap()], false),
            ("no authority", vec![BasicConstraints::new().critical().build().unwrap()], true),
            ("signs certificates", vec![KeyUsage::new().key_cert_sign().build().unwrap()], false),
            ("signs", vec![KeyUsage::new().critical().digital_signature().build().unwrap()], true),
            ("enciphers keys", vec![KeyUsage::new().key_encipherment().build().unwrap()], true),
            ("nonsense", vec![odd("2.5.29.37", b"\x30\x03\x06\x08\x2B")], false),
            ("a text", vec![odd("2.5.29.37", b"\x0C\x01x")], false),
            ("twice", vec![usage().server_auth().build().unwrap(), odd("2.5.29.37", b"\x30\x00")], false),
        ];
        for (what, extensions, fits) in table {
            assert_eq!(is_for_servers(&with(&key, extensions)), fits, "{what}");
        }
    }

    #[test]
    fn what_vouches_for_itself_may_be_its_own_authority() {
        let key = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
        let mut builder = X509::builder().unwrap();
        builder.set_version(2).unwrap();
        builder.set_pubkey(&key).unwrap();
        builder.append_extension(BasicConstraints::new().critical().ca().build().unwrap()).unwrap();
        let usage = KeyUsage::new().digital_signature().key_encipherment().build().unwrap();
        builder.append_extension(usage).unwrap();
        builder.append_extension(ExtendedKeyUsage::new().server_auth().build().unwrap()).unwrap();
        builder.sign(&key, MessageDigest::sha256()).unwrap();
        assert!(is_for_servers(&builder.build()));
    }

    #[test]
    fn a_key_says_nothing_of_its_use() {
        let signer = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
        let mut builder = X509::builder().unwrap();
        builder.set_version(2).unwrap();
        builder.set_pubkey(&crafted()).unwrap();
        builder.append_extension(ExtendedKeyUsage::new().client_auth().build().unwrap()).unwrap();
        builder.sign(&signer, MessageDigest::sha256()).unwrap();
        assert!(!is_for_servers(&builder.build()));
    }

    thread_local! {
        static WHOLE: Vec<u8> = {
            let key = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
            let usage = ExtendedKeyUsage::new().server_auth().client_auth().build().unwrap();
            with(&key, vec![usage, KeyUsage::new().digital_signature().build().unwrap()]).to_der().unwrap()
        };
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(at in 0_usize..900, with in any::<u8>(), cut in 0_usize..900) {
            let mut bytes = WHOLE.with(Clone::clone);
            let length = bytes.len();
            bytes[at % length] = with;
            let _ = judge(&bytes, false);
            let _ = judge(&bytes[..cut % length], false);
        }
    }
}
