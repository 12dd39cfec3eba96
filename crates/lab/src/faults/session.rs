//! Faults after the sign-in.

use std::time::Duration;

use host::{Ending, How, Interrupt, License, Point};

use super::{Fault, fault};
use crate::setting::Setting;
use diagnosis::Stage;

fn end(setting: &mut Setting, ending: Ending) {
    setting.through = Stage::Session;
    setting.session.ending = ending;
}

fn license(setting: &mut Setting, code: u32) {
    setting.through = Stage::Session;
    setting.session.license = License::Error(code);
}

fn stall(setting: &mut Setting, at: Point) {
    setting.through = Stage::Session;
    setting.interrupt = Some(Interrupt { at, how: How::Stall });
    setting.timeout = Duration::from_secs(3);
}

pub(super) const FAULTS: &[Fault] = &[
    fault("session/license-unavailable", |setting| end(setting, Ending::ErrorInfo(0x101))),
    fault("session/no-free-license", |setting| license(setting, 2)),
    fault("session/client-license-corrupt", |setting| end(setting, Ending::ErrorInfo(0x105))),
    fault("session/license-certificate-corrupt", |setting| license(setting, 1)),
    fault("session/computer-in-use", |setting| end(setting, Ending::LogonError(0xFFFF_FFF9, 1))),
    fault("session/limit-reached", |setting| end(setting, Ending::LogonError(0xFFFF_FFFB, 1))),
    fault("session/license-unavailable+message", |setting| license(setting, 6)),
    fault("session/license-timeout", |setting| stall(setting, Point::Licensing)),
    fault("session/reconnect-stuck", |setting| stall(setting, Point::Capabilities)),
    fault("session/shell-failed", |setting| end(setting, Ending::ErrorInfo(0xC))),
    fault("session/taken-over", |setting| end(setting, Ending::ErrorInfo(0x5))),
    fault("session/time-limit-reached", |setting| end(setting, Ending::ErrorInfo(0x3))),
    fault("session/denied-by-host", |setting| end(setting, Ending::ErrorInfo(0x7))),
    fault("session/out-of-resources", |setting| end(setting, Ending::ErrorInfo(0x6))),
    fault("session/graphics-failed", |setting| end(setting, Ending::ErrorInfo(0x112F))),
    fault("session/logon-process-crashed", |setting| end(setting, Ending::ErrorInfo(0x17))),
    fault("session/remoteapp-only", |setting| end(setting, Ending::ErrorInfo(0x10F3))),
    fault("session/black-screen", |setting| stall(setting, Point::Picture)),
];
