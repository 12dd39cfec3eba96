//! Faults of name resolution.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{Fault, fault};
use crate::setting::{Certificate, Dns};
use diagnosis::facts::TrustPolicy;

pub(super) const FAULTS: &[Fault] = &[
    fault("name/not-found", |setting| setting.dns = Dns::NoSuchName),
    fault("name/no-dns-server", |setting| {
        setting.dns = Dns::Silent;
        setting.timeout = std::time::Duration::from_secs(2);
    }),
    fault("name/stale-record", |setting| {
        setting.asked = "hr-printer.lab.test".to_owned();
        setting.certificates = vec![Certificate::for_names(&["fs1.lab.test"])];
        setting.trust = TrustPolicy::Any;
    }),
    fault("name/address-family-broken", |setting| {
        setting.dns = Dns::Addresses(vec![Ipv6Addr::LOCALHOST.into(), Ipv4Addr::LOCALHOST.into()]);
    }),
    fault("name/ip-address-used", |setting| {
        setting.asked = "127.0.0.1".to_owned();
        setting.certificates = vec![Certificate::for_names(&["fs1.lab.test", "127.0.0.1"])];
    }),
];
