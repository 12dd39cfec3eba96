//! Faults of the way to the listener, and of the listener.

use std::time::Duration;

use host::{How, Interrupt, Point};

use super::{Fault, fault};
use crate::setting::{Listening, Setting};

/// Long enough for loopback, short enough for a test.
const PATIENCE: Duration = Duration::from_secs(2);

fn instead(setting: &mut Setting, at: Point, how: How) {
    setting.interrupt = Some(Interrupt { at, how });
    setting.timeout = PATIENCE;
}

pub(super) const FAULTS: &[Fault] = &[
    fault("network/port-refused", |setting| setting.listening = Listening::Nowhere),
    fault("network/port-filtered", |setting| {
        setting.listening = Listening::Full;
        setting.timeout = PATIENCE;
    }),
    fault("network/closed-after-accept", |setting| instead(setting, Point::Accept, How::Close)),
    fault("network/reset-on-rdp", |setting| instead(setting, Point::Request, How::Reset)),
    fault("network/silent-after-accept+at-request", |setting| instead(setting, Point::Request, How::Stall)),
    fault("network/silent-after-accept", |setting| instead(setting, Point::Accept, How::Stall)),
    fault("network/closed-after-accept+reset", |setting| instead(setting, Point::Accept, How::Reset)),
    fault("network/unstable-backend", |setting| {
        instead(setting, Point::Request, How::Close);
        setting.every_other = true;
    }),
    fault("network/high-latency", |setting| setting.delay = Duration::from_millis(250)),
    fault("network/not-rdp+http", |setting| {
        instead(setting, Point::Request, How::Say(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()));
    }),
    fault("network/not-rdp+https", |setting| {
        instead(setting, Point::Request, How::Say(vec![0x15, 3, 1, 0, 2, 2, 10]));
    }),
    fault("network/not-rdp+vnc", |setting| {
        instead(setting, Point::Accept, How::Say(b"RFB 003.008\n".to_vec()));
    }),
    fault("network/not-rdp", |setting| {
        instead(setting, Point::Accept, How::Say(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n".to_vec()));
    }),
];
