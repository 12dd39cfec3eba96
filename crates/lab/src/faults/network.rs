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
    fault("network/silent-after-accept", |setting| instead(setting, Point::Accept, How::Stall)),
    fault("network/not-rdp", |setting| {
        instead(setting, Point::Accept, How::Say(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n".to_vec()));
    }),
];
