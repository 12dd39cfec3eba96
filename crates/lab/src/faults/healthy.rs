//! Hosts that are well, however odd.

use std::time::Duration;

use host::Negotiation;
use openssl::ssl::SslVersion;

use super::{Fault, fault};
use crate::setting::{Certificate, Issuer, Key, Listening};
use diagnosis::Stage;
use diagnosis::facts::TrustPolicy;

pub(super) const FAULTS: &[Fault] = &[
    fault("healthy", |_| {}),
    fault("healthy/first-picture", |setting| setting.through = Stage::Session),
    fault("healthy/hybrid-without-ex", |setting| {
        setting.negotiation.takes = host::Protocols::HYBRID;
    }),
    fault("healthy/old-tls", |setting| {
        setting.tls_versions = (None, Some(SslVersion::TLS1));
        setting.certificates[0].key = Key::Rsa(2048);
        setting.nla.windows = (6, 1, 7601);
        setting.nla.version = 5;
    }),
    fault("healthy/self-signed", |setting| {
        setting.certificates[0].issuer = Issuer::Itself;
        setting.trust = TrustPolicy::Any;
    }),
    fault("healthy/farm-with-two-certificates", |setting| {
        setting.certificates.push(setting.certificates[0].clone());
    }),
    fault("healthy/behind-nat", |setting| {
        setting.asked = "office.lab.test".to_owned();
        setting.certificates = vec![Certificate::for_names(&["fs1.lab.test"])];
        setting.trust = TrustPolicy::Any;
    }),
    fault("healthy/ipv6-only", |setting| setting.listening = Listening::V6),
    fault("healthy/slow", |setting| setting.delay = Duration::from_millis(150)),
    fault("healthy/workgroup", |setting| {
        setting.nla.names.nb_domain = "FS1".to_owned();
        setting.nla.names.dns_domain = "FS1".to_owned();
        setting.user = "alice".to_owned();
    }),
    fault("healthy/certificate-without-end", |setting| setting.certificates[0].until_days = i64::MAX),
    fault("healthy/certificate-with-many-names", |setting| {
        let many = (0..80).map(|number| format!("other{number}.lab.test"));
        setting.certificates[0].names = many.chain([setting.asked.clone()]).collect();
    }),
    fault("healthy/gateway", |setting| {
        setting.gateway = Some(Some(Certificate::for_names(&[crate::setting::GATEWAY])));
    }),
    fault("healthy/classic-without-negotiation", |setting| setting.negotiation.mute = true),
    fault("healthy/tls-only", |setting| setting.negotiation = Negotiation::TLS),
    fault("healthy/user-in-another-script", |setting| setting.user = "LAB\\Зоя 山田".to_owned()),
];
