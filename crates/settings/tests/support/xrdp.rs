//! An xrdp on which every change has something to do.

use std::path::Path;

/// An xrdp on which every change has something to do; the whole disk, with its users.
pub(crate) fn spoilt_xrdp(root: &Path) {
    for folder in ["etc/xrdp", "var/log", "usr/bin"] {
        std::fs::create_dir_all(root.join(folder)).expect("the folder is made");
    }
    let write = |path: &str, text: &str| std::fs::write(root.join(path), text).expect("the file is written");
    write(
        "etc/xrdp/xrdp.ini",
        "; a comment\n[Globals]\nport=3390\nsecurity_layer=rdp\nssl_protocols=TLSv9\ntls_ciphers=nonsense\ncertificate=\nkey_file=\nruntime_user=xrdp\n\n[Xorg]\nport=-1\n",
    );
    write("etc/xrdp/sesman.ini", "[Security]\nAlwaysGroupCheck=true\n[Sessions]\nMaxSessions=1\n");
    write("etc/passwd", "root:x:0:0::/root:/bin/sh\nxrdp:x:4711:4712::/:/bin/false\n");
    write("etc/group", "root:x:0:\nxrdp:x:4712:\n");
    write("etc/shadow", "root:!:19000::::::\n");
    let (certificate, key) = pair();
    write("etc/xrdp/cert.pem", &certificate);
    write("etc/xrdp/key.pem", &key);
}

/// A certificate with its key.
fn pair() -> (String, String) {
    use openssl::asn1::Asn1Time;
    use openssl::ec::{EcGroup, EcKey};
    use openssl::hash::MessageDigest;
    use openssl::nid::Nid;
    use openssl::pkey::PKey;
    use openssl::x509::X509;
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).expect("the curve is known");
    let key = PKey::from_ec_key(EcKey::generate(&group).expect("a key is made")).expect("it is one");
    let mut certificate = X509::builder().expect("a certificate is begun");
    certificate.set_pubkey(&key).expect("it takes the key");
    certificate.set_not_before(&Asn1Time::days_from_now(0).expect("a time")).expect("it begins");
    certificate.set_not_after(&Asn1Time::days_from_now(30).expect("a time")).expect("it ends");
    certificate.sign(&key, MessageDigest::sha256()).expect("it is signed");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("PEM is text");
    let key = key.private_key_to_pem_pkcs8().expect("it is written");
    (text(certificate.build().to_pem().expect("it is written")), text(key))
}
