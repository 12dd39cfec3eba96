//! Faults of the security negotiation.

use host::{Ending, Negotiation, Protocols};

use super::{Fault, fault};
use crate::setting::Setting;
use diagnosis::Stage;
use diagnosis::facts::Insist;

fn refuse(setting: &mut Setting, code: u32) {
    setting.negotiation.refuse = Some(code);
}

pub(super) const FAULTS: &[Fault] = &[
    fault("negotiation/nla-required", |setting| refuse(setting, 5)),
    fault("negotiation/tls-required", |setting| {
        setting.negotiation = Negotiation::TLS;
        setting.insist = Insist::Rdp;
    }),
    fault("negotiation/nla-not-supported", |setting| {
        setting.negotiation = Negotiation::TLS;
        setting.insist = Insist::Nla;
    }),
    fault("negotiation/legacy-security-only", |setting| {
        setting.negotiation = Negotiation { takes: Protocols::RDP, takes_classic: true, ..Negotiation::NLA };
    }),
    fault("negotiation/no-certificate", |setting| refuse(setting, 3)),
    fault("negotiation/inconsistent-flags", |setting| refuse(setting, 4)),
    fault("negotiation/client-certificate-required", |setting| refuse(setting, 6)),
    fault("negotiation/fips-mismatch", |setting| {
        setting.through = Stage::Session;
        setting.session.ending = Ending::ErrorInfo(0x1194);
    }),
    fault("negotiation/restricted-admin-not-supported", |setting| {
        setting.negotiation.flags = 0x17;
        setting.seen = Some("The remote PC doesn't support Restricted Administration mode.");
    }),
];
