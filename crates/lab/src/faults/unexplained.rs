//! Ends that tell no cause. The report must say where it stopped, and guess nothing.

use host::{Ending, How, Interrupt, Point};

use super::{Fault, fault};
use crate::setting::Setting;
use diagnosis::Stage;

fn instead(setting: &mut Setting, at: Point, how: How) {
    setting.through = Stage::Session;
    setting.interrupt = Some(Interrupt { at, how });
}

pub(super) const FAULTS: &[Fault] = &[
    fault("unexplained/closed-at-channels", |setting| instead(setting, Point::Channels, How::Close)),
    fault("unexplained/reset-at-licensing", |setting| instead(setting, Point::Licensing, How::Reset)),
    fault("unexplained/closed-at-capabilities", |setting| instead(setting, Point::Capabilities, How::Close)),
    fault("unexplained/reset-before-picture", |setting| instead(setting, Point::Picture, How::Reset)),
    fault("unexplained/disconnected-at-once", |setting| {
        setting.through = Stage::Session;
        setting.session.ending = Ending::Disconnect(1);
    }),
    fault("unexplained/unlisted-error-info", |setting| {
        setting.through = Stage::Session;
        setting.session.ending = Ending::ErrorInfo(0xBEEF);
    }),
    fault("unexplained/unlisted-status", |setting| setting.verdict = host::Verdict::Refused(0xC000_BEEF)),
    fault("unexplained/unlisted-refusal", |setting| setting.negotiation.refuse = Some(0xFFFF_FFFF)),
];
