//! Faults of an RD Gateway, as far as it is examined, and of a broker behind it.

use host::Ending;

use super::{Fault, fault};
use crate::setting::{Certificate, GATEWAY, Issuer};
use diagnosis::Stage;

pub(super) const FAULTS: &[Fault] = &[
    fault("gateway/unreachable", |setting| setting.gateway = Some(None)),
    fault("gateway/certificate-untrusted", |setting| {
        let mut certificate = Certificate::for_names(&[GATEWAY]);
        certificate.issuer = Issuer::Stranger;
        setting.gateway = Some(Some(certificate));
    }),
    fault("gateway/broker-redirect-failed", |setting| {
        setting.through = Stage::Session;
        setting.session.ending = Ending::ErrorInfo(0x408);
    }),
    fault("gateway/invalid-routing-token", |setting| {
        setting.through = Stage::Session;
        setting.session.ending = Ending::ErrorInfo(0x410);
    }),
];
