//! Faults of TLS and of certificates.

use std::time::Duration;

use host::{How, Interrupt, Point};
use openssl::ssl::SslVersion;

use super::{Fault, fault};
use crate::setting::{Certificate, Issuer, Key, Setting};
use diagnosis::facts::TrustPolicy;

/// A line of a connection file: refuse hosts that can't be verified.
const LEVEL_1: &str = "authentication level:i:1\r\n";

fn instead(setting: &mut Setting, how: How) {
    setting.interrupt = Some(Interrupt { at: Point::Handshake, how });
    setting.timeout = Duration::from_secs(2);
}

/// An alert record: fatal, with this number.
fn alert(code: u8) -> How {
    How::Say(vec![0x15, 3, 3, 0, 2, 2, code])
}

pub(super) const FAULTS: &[Fault] = &[
    fault("tls/version-too-old", |setting| {
        setting.tls_versions = (None, Some(SslVersion::TLS1));
        setting.certificates[0].key = Key::Rsa(2048);
    }),
    fault("tls/no-common-version", |setting| instead(setting, alert(70))),
    fault("tls/no-common-cipher", |setting| {
        // Only suites without authentication, which a host with a certificate can't use.
        setting.tls_versions = (Some(SslVersion::TLS1_2), Some(SslVersion::TLS1_2));
        setting.ciphers = Some("aNULL:@SECLEVEL=0".to_owned());
        instead(setting, alert(40));
    }),
    fault("tls/weak-key", |setting| setting.certificates[0].key = Key::Rsa(1024)),
    fault("tls/weak-signature", |setting| {
        setting.certificates[0].key = Key::Rsa(2048);
        setting.certificates[0].digest = "SHA1";
    }),
    fault("tls/weak-key-exchange", |setting| {
        setting.tls_versions = (Some(SslVersion::TLS1_2), Some(SslVersion::TLS1_2));
        setting.certificates[0].key = Key::Rsa(2048);
        setting.ciphers = Some("DHE-RSA-AES256-GCM-SHA384:@SECLEVEL=0".to_owned());
        setting.short_dh = true;
    }),
    fault("tls/certificate-expired", |setting| {
        setting.certificates[0].until_days = -3;
        setting.trust = TrustPolicy::Any;
    }),
    fault("tls/certificate-not-renewed", |setting| {
        setting.certificates[0].issuer = Issuer::Itself;
        (setting.certificates[0].from_days, setting.certificates[0].until_days) = (-190, -7);
        setting.trust = TrustPolicy::Any;
    }),
    fault("tls/certificate-not-yet-valid", |setting| {
        setting.certificates[0].from_days = 3;
        setting.trust = TrustPolicy::Any;
    }),
    fault("tls/name-mismatch", |setting| {
        setting.certificates = vec![Certificate::for_names(&["fs1.other.test"])];
        setting.trust = TrustPolicy::Any;
    }),
    fault("tls/self-signed", |setting| {
        setting.certificates[0].issuer = Issuer::Itself;
        setting.trust = TrustPolicy::Any;
    }),
    fault("tls/untrusted-issuer", |setting| {
        setting.certificates[0].issuer = Issuer::Stranger;
        setting.trust = TrustPolicy::Any;
    }),
    fault("tls/certificate-wrong-purpose", |setting| {
        setting.certificates[0].for_code = true;
        setting.trust = TrustPolicy::Any;
    }),
    // Under a strict client each is still itself, and not only that the client is strict.
    fault("tls/certificate-expired+strict", |setting| {
        setting.certificates[0].until_days = -3;
        setting.trust = TrustPolicy::Strict;
    }),
    fault("tls/certificate-expired+level-1", |setting| {
        setting.certificates[0].until_days = -3;
        setting.rdp_file = Some(LEVEL_1.to_owned());
    }),
    fault("tls/certificate-not-yet-valid+strict", |setting| {
        setting.certificates[0].from_days = 3;
        setting.trust = TrustPolicy::Strict;
    }),
    fault("tls/certificate-not-yet-valid+level-1", |setting| {
        setting.certificates[0].from_days = 3;
        setting.rdp_file = Some(LEVEL_1.to_owned());
    }),
    fault("tls/name-mismatch+strict", |setting| {
        setting.certificates = vec![Certificate::for_names(&["fs1.other.test"])];
        setting.trust = TrustPolicy::Strict;
    }),
    fault("tls/self-signed+strict", |setting| {
        setting.certificates[0].issuer = Issuer::Itself;
        setting.trust = TrustPolicy::Strict;
    }),
    fault("tls/self-signed+level-1", |setting| {
        setting.certificates[0].issuer = Issuer::Itself;
        setting.rdp_file = Some(LEVEL_1.to_owned());
    }),
    fault("tls/untrusted-issuer+strict", |setting| {
        setting.certificates[0].issuer = Issuer::Stranger;
        setting.trust = TrustPolicy::Strict;
    }),
    fault("tls/untrusted-issuer+level-1", |setting| {
        setting.certificates[0].issuer = Issuer::Stranger;
        setting.rdp_file = Some(LEVEL_1.to_owned());
    }),
    fault("tls/certificate-changed", |setting| {
        setting.certificates[0].issuer = Issuer::Stranger;
        setting.remembered = Some("ab".repeat(32));
    }),
    fault("tls/intercepted", |setting| setting.nla.foreign_key = true),
    fault("tls/broken-handshake", |setting| {
        instead(
            setting,
            How::Say(b"\x03\x00\x00\x13\x0e\xd0\x00\x00\x124\x00\x02\x1f\x08\x00\x08\x00\x00\x00".to_vec()),
        );
    }),
    fault("tls/stalled", |setting| instead(setting, How::Stall)),
    fault("tls/reset+closed", |setting| instead(setting, How::Close)),
    fault("tls/no-common-cipher+insufficient-security", |setting| instead(setting, alert(71))),
    fault("tls/broken-handshake+internal-error", |setting| instead(setting, alert(80))),
    fault("tls/reset", |setting| instead(setting, How::Reset)),
];
