//! Faults of the sign-in's mechanism.

use std::time::Duration;

use host::{How, Interrupt, Point, Verdict};

use super::{Fault, fault};
use crate::setting::{Kdc, Setting};

fn instead(setting: &mut Setting, at: Point, how: How) {
    setting.interrupt = Some(Interrupt { at, how });
    setting.timeout = Duration::from_secs(2);
}

fn refuse(setting: &mut Setting, code: u32) {
    setting.verdict = Verdict::Refused(code);
}

fn kdc(setting: &mut Setting, kdc: Kdc) {
    setting.user = "alice@lab.test".to_owned();
    setting.kdc = Some(kdc);
}

pub(super) const FAULTS: &[Fault] = &[
    fault("nla/stalled", |setting| instead(setting, Point::SignIn, How::Stall)),
    fault("nla/reset", |setting| instead(setting, Point::SignIn, How::Reset)),
    fault("nla/closed-without-reason", |setting| instead(setting, Point::Proof, How::Close)),
    fault("nla/reset+closed", |setting| instead(setting, Point::SignIn, How::Close)),
    fault("nla/closed-without-reason+reset", |setting| instead(setting, Point::Proof, How::Reset)),
    fault("nla/closed-without-reason+silent", |setting| instead(setting, Point::Proof, How::Stall)),
    fault("nla/credssp-unpatched-host+version-2", |setting| setting.nla.version = 2),
    fault("nla/credssp-unpatched-host+version-4", |setting| setting.nla.version = 4),
    fault("nla/domain-controller-unreachable+not-found", |setting| refuse(setting, 0xC000_0233)),
    fault("nla/domain-controller-unreachable+downgrade", |setting| refuse(setting, 0xC000_0388)),
    fault("nla/trust-broken+no-secret", |setting| refuse(setting, 0xC000_018A)),
    fault("nla/trust-broken+no-account", |setting| refuse(setting, 0xC000_018B)),
    fault("nla/ntlm-blocked+not-supported", |setting| refuse(setting, 0x8009_0302)),
    fault("nla/kdc-unreachable+refused", |setting| kdc(setting, Kdc::Down)),
    fault("nla/clock-skew+strict", |setting| {
        // By the host's clock its certificate is in date.
        setting.nla.clock_ahead = -5 * 24 * 3600;
        setting.certificates[0].until_days = -3;
        setting.trust = diagnosis::facts::TrustPolicy::Strict;
    }),
    fault("nla/clock-skew+only-told-by-ntlm", |setting| setting.nla.clock_ahead = 3600),
    fault("nla/credssp-unpatched-host", |setting| setting.nla.version = 3),
    fault("nla/domain-controller-unreachable", |setting| refuse(setting, 0xC000_005E)),
    fault("nla/trust-broken", |setting| refuse(setting, 0xC000_018D)),
    fault("nla/wrong-domain", |setting| refuse(setting, 0xC000_00DF)),
    fault("nla/clock-skew", |setting| {
        setting.nla.clock_ahead = -9 * 60;
        refuse(setting, 0xC000_0133);
    }),
    fault("nla/kdc-unreachable", |setting| {
        setting.timeout = Duration::from_secs(4);
        kdc(setting, Kdc::Silent);
    }),
    fault("nla/unknown-service-principal", |setting| refuse(setting, 0x8009_0303)),
    fault("nla/unknown-service-principal+no-referral", |setting| refuse(setting, 0x8009_0341)),
    fault("nla/wrong-principal", |setting| refuse(setting, 0x8009_0322)),
    fault("nla/principal-owned-by-user", |setting| refuse(setting, 0xC000_0408)),
    fault("nla/no-common-encryption", |setting| {
        kdc(setting, Kdc::Answers { code: 14, clock_ahead: 0 });
        refuse(setting, 0xC000_02FD);
    }),
    fault("nla/smart-card-refused", |setting| refuse(setting, 0xC000_0320)),
    fault("nla/ntlm-blocked", |setting| refuse(setting, 0xC000_0418)),
    fault("nla/channel-binding-mismatch", |setting| refuse(setting, 0xC000_035B)),
    fault("nla/unsupported-windows", |setting| {
        setting.nla.windows = (6, 3, 9600);
        setting.nla.version = 5;
    }),
    fault("nla/ticket-too-large", |setting| refuse(setting, 0xC000_015A)),
    fault("nla/remote-guard-unavailable", |setting| {
        setting.negotiation.flags = 0x0F;
        setting.seen = Some("Access is denied with /remoteGuard");
    }),
];
