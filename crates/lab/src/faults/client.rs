//! Faults of the connecting side.

use host::Ending;

use super::{Fault, fault};
use crate::setting::{Certificate, Kdc};
use diagnosis::Stage;
use diagnosis::facts::TrustPolicy;

pub(super) const FAULTS: &[Fault] = &[
    fault("client/server-authentication-required", |setting| {
        setting.asked = "fs1".to_owned();
        setting.certificates = vec![Certificate::for_names(&["FS1.lab.test"])];
        setting.rdp_file = Some("authentication level:i:1\r\n".to_owned());
    }),
    fault("client/credssp-off", |setting| {
        setting.rdp_file = Some("enablecredsspsupport:i:0\r\n".to_owned());
    }),
    fault("client/clock-wrong", |setting| {
        setting.user = "alice@lab.test".to_owned();
        setting.nla.clock_ahead = 26 * 3600;
        setting.kdc = Some(Kdc::Answers { code: 37, clock_ahead: 26 * 3600 });
    }),
    fault("client/clock-wrong+strict", |setting| {
        // Two years behind the host and the issuer of its certificate.
        setting.nla.clock_ahead = 730 * 24 * 3600;
        (setting.certificates[0].from_days, setting.certificates[0].until_days) = (600, 900);
        setting.trust = TrustPolicy::Strict;
    }),
    fault("client/invalid-monitor-layout", |setting| {
        setting.through = Stage::Session;
        setting.session.ending = Ending::ErrorInfo(0x1129);
    }),
    fault("client/stale-credentials", |setting| setting.seen = Some("Your credentials did not work")),
];
