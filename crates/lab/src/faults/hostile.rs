//! Attacks on the one who looks. Each must end in a finding within the time, within
//! bounds of memory, and with nothing harmful on the terminal.

use std::time::Duration;

use host::{How, Interrupt, Point, Verdict};

use super::{Fault, fault};
use crate::setting::Setting;
use diagnosis::Stage;
use diagnosis::facts::TrustPolicy;

fn instead(setting: &mut Setting, at: Point, how: How) {
    setting.interrupt = Some(Interrupt { at, how });
    setting.through = Stage::Session;
    setting.timeout = Duration::from_secs(2);
}

/// Escape sequences, a bidirectional override, a bell, a line feed.
const NASTY: &str = "FS1\u{1b}]0;owned\u{7}\u{1b}[2J\u{202e}moc.live\r\nClear\u{9b}31m";

pub(super) const FAULTS: &[Fault] = &[
    fault("hostile/endless-zeros", |setting| instead(setting, Point::Accept, How::Flood(vec![0; 65536]))),
    fault("hostile/endless-packets", |setting| {
        instead(setting, Point::Request, How::Flood([&[3, 0, 0xFF, 0xFF][..], &[0; 65531]].concat()));
    }),
    fault("hostile/zero-length-packets", |setting| {
        instead(setting, Point::Request, How::Flood(vec![3, 0, 0, 0]));
    }),
    fault("hostile/endless-handshake", |setting| {
        // Handshake records of the largest size that never make a message.
        instead(setting, Point::Handshake, How::Flood([&[0x16, 3, 3, 0x40, 0][..], &[2; 16384]].concat()));
    }),
    fault("hostile/giant-der-length", |setting| {
        instead(
            setting,
            Point::SignIn,
            How::Flood([&[0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF][..], &[0; 65536]].concat()),
        );
    }),
    fault("hostile/broken-der", |setting| {
        instead(setting, Point::SignIn, How::Say(vec![0x30, 0x03, 0xA0, 0xFF, 0xFF]));
    }),
    fault("hostile/short-proof-answer", |setting| {
        let answer =
            wire::ts_request::TsRequest { version: 6, pub_key_auth: Some(vec![7; 5]), ..Default::default() };
        instead(setting, Point::Proof, How::Say(answer.write()));
    }),
    fault("hostile/verdict-before-any-name", |setting| {
        let answer =
            wire::ts_request::TsRequest { version: 6, error_code: Some(0xC000_0234), ..Default::default() };
        instead(setting, Point::SignIn, How::Say(answer.write()));
    }),
    fault("hostile/endless-proof-answer", |setting| {
        instead(setting, Point::Proof, How::Flood(vec![0x30; 65536]));
    }),
    fault("hostile/endless-session", |setting| {
        instead(setting, Point::Channels, How::Flood([&[3, 0, 0xFF, 0xFF][..], &[0; 65531]].concat()));
    }),
    fault("hostile/empty-updates", |setting| instead(setting, Point::Picture, How::Flood(vec![0, 4, 3, 0]))),
    fault("hostile/thousands-of-certificates", |setting| {
        setting.certificates[0].ballast = 3000;
        setting.timeout = Duration::from_secs(3);
    }),
    fault("hostile/nasty-names", |setting| {
        setting.certificates[0].names = vec![NASTY.chars().take(60).collect()];
        setting.nla.names.nb_computer = NASTY.to_owned();
        setting.nla.names.nb_domain = NASTY.to_owned();
        setting.nla.names.dns_computer = NASTY.to_owned();
        setting.trust = TrustPolicy::Any;
    }),
    fault("hostile/forged-ticket", |setting| {
        setting.user = "alice@lab.test".to_owned();
        setting.kdc = Some(crate::setting::Kdc::Forges);
    }),
    fault("hostile/unlisted-authorization", |setting| setting.verdict = Verdict::Unauthorized(0xDEAD_BEEF)),
];
