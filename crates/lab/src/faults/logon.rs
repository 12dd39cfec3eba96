//! Refusals of a person.

use host::{Ending, Negotiation, Verdict};

use super::{Fault, fault};
use crate::setting::{Given, Setting};
use diagnosis::Stage;

fn refuse(setting: &mut Setting, code: u32) {
    setting.verdict = Verdict::Refused(code);
}

pub(super) const FAULTS: &[Fault] = &[
    fault("logon/entra-identity-over-ntlm", |setting| {
        setting.user = "AzureAD\\alice".to_owned();
        refuse(setting, 0xC000_006D);
    }),
    fault("logon/microsoft-account-without-password", |setting| {
        setting.user = "alice@outlook.com".to_owned();
        refuse(setting, 0xC000_006D);
    }),
    fault("logon/wrong-credentials", |setting| setting.given = Given::Wrong),
    fault("logon/wrong-credentials+told-by-closing", |setting| {
        // As FreeRDP's server does.
        setting.given = Given::Wrong;
        setting.codeless = true;
        setting.nla.windows = (6, 1, 7601);
    }),
    fault("logon/wrong-credentials+version-5", |setting| {
        setting.given = Given::Wrong;
        setting.nla.version = 5;
    }),
    fault("logon/no-remote-right+without-ex", |setting| {
        setting.negotiation.takes = host::Protocols::HYBRID;
        setting.through = Stage::Session;
        setting.verdict = Verdict::Unauthorized(5);
    }),
    fault("logon/no-remote-right+logon-type", |setting| refuse(setting, 0xC000_015B)),
    fault("logon/unknown-user+told-by-kdc", |setting| {
        setting.user = "alice@lab.test".to_owned();
        setting.kdc = Some(crate::setting::Kdc::Answers { code: 6, clock_ahead: 0 });
        refuse(setting, 0xC000_006D);
    }),
    fault("logon/unknown-user", |setting| refuse(setting, 0xC000_0064)),
    fault("logon/locked-out", |setting| refuse(setting, 0xC000_0234)),
    fault("logon/disabled", |setting| refuse(setting, 0xC000_0072)),
    fault("logon/account-expired", |setting| refuse(setting, 0xC000_0193)),
    fault("logon/password-expired", |setting| refuse(setting, 0xC000_0071)),
    fault("logon/password-must-change", |setting| refuse(setting, 0xC000_0224)),
    fault("logon/outside-hours", |setting| refuse(setting, 0xC000_006F)),
    fault("logon/workstation-not-allowed", |setting| refuse(setting, 0xC000_0070)),
    fault("logon/blank-password", |setting| {
        setting.given = Given::Empty;
        refuse(setting, 0xC000_006E);
    }),
    fault("logon/smart-card-required", |setting| refuse(setting, 0xC000_02FA)),
    fault("logon/protected-user-without-kerberos", |setting| refuse(setting, 0xC000_006E)),
    fault("logon/not-allowed-to-authenticate", |setting| refuse(setting, 0xC000_0413)),
    fault("logon/no-remote-right", |setting| setting.verdict = Verdict::Unauthorized(5)),
    fault("logon/denied-by-listener", |setting| refuse(setting, 0xC00A_002B)),
    fault("logon/saved-credentials-refused", |setting| {
        setting.through = Stage::Session;
        setting.session.ending = Ending::ErrorInfo(0xA);
    }),
    fault("logon/credentials-asked-on-screen", |setting| setting.negotiation = Negotiation::TLS),
    fault("logon/admin-session-denied", |setting| {
        setting.through = Stage::Session;
        setting.rdp_file = Some("administrative session:i:1\r\n".to_owned());
        setting.session.ending = Ending::ErrorInfo(9);
    }),
];
