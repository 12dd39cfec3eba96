//! Faults of the connecting side.

use host::Ending;

use super::{Fault, fault};
use crate::setting::{Certificate, Kdc};
use diagnosis::Stage;

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
    fault("client/invalid-monitor-layout", |setting| {
        setting.through = Stage::Session;
        setting.session.ending = Ending::ErrorInfo(0x1129);
    }),
    fault("client/stale-credentials", |setting| setting.seen = Some("Your credentials did not work")),
];
