//! The session's beginning, up to the first picture; only on demand.
//!
//! IronRDP's connector speaks; every frame of the host is read raw first, so that Set
//! Error Info, licensing errors and disconnect reasons keep their numbers.

use std::net::SocketAddr;
use std::time::Duration;

use diagnosis::facts::{Fact, Millis, Protocols, Session, SessionOutcome, SessionStep};
use ironrdp_connector::{BitmapConfig, ClientConnector, Config, Credentials, DesktopSize, Sequence};
use ironrdp_core::WriteBuf;
use ironrdp_pdu::gcc::{ConnectionType, KeyboardType};
use ironrdp_pdu::rdp::capability_sets::{BitmapCodecs, MajorPlatformType, RailSupportLevel};
use ironrdp_pdu::rdp::client_info::{PerformanceFlags, TimezoneInfo};
use tokio::io::AsyncReadExt;
use tokio::time::Instant;
use wire::server_message::{self as message, ServerMessage};
use wire::x224::{self, Confirm};

use crate::claim::Identity;
use crate::deadline::Deadline;
use crate::nla;
use crate::tls::Channel;

/// The largest frame taken from a host, in bytes.
const MAX_FRAME: usize = 64 * 1024;
/// At most so many frames are looked at before a picture comes.
const MAX_FRAMES: usize = 2000;
/// How long a host that named its reason may take to hang up.
const AFTERMATH: Duration = Duration::from_secs(1);
/// STATUS_VALID_CLIENT.
const VALID_CLIENT: u32 = 7;
/// Notices after which the sign-in goes on: SESSION_CONTINUE, RECONNECT_OPTIONS.
const GOES_ON: [u32; 2] = [0xFFFF_FFFE, 0xFFFF_FFFC];

/// What the sign-in settled.
pub(crate) struct SignedIn<'a> {
    pub(crate) offered: Protocols,
    pub(crate) selected: Protocols,
    pub(crate) flags: u8,
    pub(crate) identity: &'a Identity,
    pub(crate) local: SocketAddr,
}

/// Goes on to the first picture.
pub(crate) async fn observe(channel: &mut Channel, signed_in: &SignedIn<'_>, deadline: &Deadline) -> Session {
    let began = Instant::now();
    let mut session = Session {
        reached: SessionStep::Channels,
        outcome: SessionOutcome::Stalled,
        license_error: Fact::not_applicable(),
        error_info: Fact::not_applicable(),
        logon_error: Fact::not_applicable(),
        took: Millis(0),
    };
    session.outcome = walk(channel, signed_in, &mut session, deadline).await;
    session.took = Millis::from(began.elapsed());
    // MCS Disconnect Provider Ultimatum, user requested: the host frees the session's place.
    let _ = nla::send(channel, &message::write_disconnect(3), deadline).await;
    session
}

async fn walk(
    channel: &mut Channel,
    signed_in: &SignedIn<'_>,
    session: &mut Session,
    deadline: &Deadline,
) -> SessionOutcome {
    let Some(mut connector) = connector(signed_in) else { return SessionOutcome::NotUnderstood };
    let mut output = WriteBuf::new();
    let mut frames = Frames { buffer: Vec::new(), left: MAX_FRAMES };
    while !connector.state().is_terminal() {
        session.reached = step_of(connector.state().name());
        output.clear();
        if connector.should_perform_multitransport() {
            if connector.skip_multitransport(&mut output).is_err() {
                return SessionOutcome::NotUnderstood;
            }
        } else if connector.next_pdu_hint().is_some() {
            let frame = match frames.next(channel, session, deadline).await {
                Ok(frame) => frame,
                Err(outcome) => return outcome,
            };
            match note(session, &frame) {
                Some(outcome) => return outcome,
                None if named_its_reason(session) => continue,
                None => {}
            }
            if connector.step(&frame, None, &mut output).is_err() {
                return SessionOutcome::NotUnderstood;
            }
        } else if connector.step_no_input(&mut output).is_err() {
            return SessionOutcome::NotUnderstood;
        }
        if nla::send(channel, output.filled(), deadline).await.is_err() {
            return ended(channel);
        }
    }
    session.reached = SessionStep::Picture;
    loop {
        let frame = match frames.next(channel, session, deadline).await {
            Ok(frame) => frame,
            Err(outcome) => return outcome,
        };
        if message::read(&frame) == ServerMessage::Picture && !named_its_reason(session) {
            return SessionOutcome::Picture;
        }
        if let Some(outcome) = note(session, &frame) {
            return outcome;
        }
    }
}

/// Keeps what a frame says; returns how the session ended, if it did.
fn note(session: &mut Session, frame: &[u8]) -> Option<SessionOutcome> {
    match message::read(frame) {
        ServerMessage::SetErrorInfo(code) if code != 0 => session.error_info = Fact::Known(code),
        ServerMessage::LicenseStatus { code, .. } if code != VALID_CLIENT => {
            session.license_error = Fact::Known(code);
        }
        ServerMessage::LogonError { kind, data } if !GOES_ON.contains(&kind) => {
            session.logon_error = Fact::Known((kind, data));
        }
        ServerMessage::Disconnect(reason) => return Some(SessionOutcome::Disconnected(reason)),
        ServerMessage::Redirection => return Some(SessionOutcome::Redirected),
        _ => {}
    }
    None
}

/// Whether the host has said why it won't go on.
fn named_its_reason(session: &Session) -> bool {
    session.error_info.known().is_some()
        || session.license_error.known().is_some()
        || session.logon_error.known().is_some()
}

fn step_of(state: &str) -> SessionStep {
    match state {
        // What a host sends first after the client's information is licensing.
        "LicensingExchange" | "ConnectTimeAutoDetection" => SessionStep::Licensing,
        "MultitransportBootstrapping" | "MultitransportPending" => SessionStep::Capabilities,
        name if name.starts_with("Capabilities")
            || name.starts_with("Finalization")
            || name.contains("Finaliz") =>
        {
            SessionStep::Capabilities
        }
        _ => SessionStep::Channels,
    }
}

fn ended(channel: &Channel) -> SessionOutcome {
    if channel.get_ref().reset { SessionOutcome::Reset } else { SessionOutcome::Closed }
}

/// Whole frames from the host, within bounds.
struct Frames {
    buffer: Vec<u8>,
    left: usize,
}

impl Frames {
    async fn next(
        &mut self,
        channel: &mut Channel,
        session: &Session,
        deadline: &Deadline,
    ) -> Result<Vec<u8>, SessionOutcome> {
        let limit = if named_its_reason(session) { AFTERMATH } else { Duration::MAX };
        loop {
            match message::frame_size(&self.buffer) {
                Ok(Some(size)) if size > MAX_FRAME => return Err(SessionOutcome::NotUnderstood),
                Ok(Some(size)) if self.buffer.len() >= size => {
                    self.left = self.left.checked_sub(1).ok_or(SessionOutcome::NotUnderstood)?;
                    let rest = self.buffer.split_off(size);
                    return Ok(std::mem::replace(&mut self.buffer, rest));
                }
                Ok(_) => {}
                Err(_) => return Err(SessionOutcome::NotUnderstood),
            }
            match deadline.within_at_most(limit, channel.read_buf(&mut self.buffer)).await {
                None => return Err(SessionOutcome::Stalled),
                Some(Ok(0) | Err(_)) => return Err(ended(channel)),
                Some(Ok(_)) => {}
            }
        }
    }
}

/// A connector that believes it has negotiated and signed in itself.
fn connector(signed_in: &SignedIn<'_>) -> Option<ClientConnector> {
    let mut connector = ClientConnector::new(config(signed_in), signed_in.local);
    let mut output = WriteBuf::new();
    connector.step_no_input(&mut output).ok()?;
    let confirm =
        Confirm::Selected { protocol: wire::Protocols(signed_in.selected.0), flags: signed_in.flags };
    output.clear();
    connector.step(&x224::write_confirm(confirm), None, &mut output).ok()?;
    if connector.should_perform_security_upgrade() {
        connector.mark_security_upgrade_as_done();
    }
    if connector.should_perform_credssp() {
        connector.mark_credssp_as_done();
    }
    Some(connector)
}

fn config(signed_in: &SignedIn<'_>) -> Config {
    let identity = signed_in.identity;
    Config {
        desktop_size: DesktopSize { width: 1024, height: 768 },
        monitor_layout: None,
        desktop_scale_factor: 0,
        desktop_physical_size: None,
        desktop_orientation: None,
        device_scale_factor: None,
        monitor_extended_layout: None,
        relative_mouse_input: false,
        enable_tls: signed_in.offered.has_tls(),
        enable_credssp: signed_in.offered.has_nla(),
        enable_standard_rdp_security: false,
        credentials: Credentials::UsernamePassword {
            username: identity.user.clone(),
            password: identity.password.expose().to_owned(),
        },
        domain: identity.domain.clone(),
        client_build: 0,
        client_name: "readmit".to_owned(),
        keyboard_type: KeyboardType::IBM_ENHANCED,
        keyboard_subtype: 0,
        keyboard_functional_keys_count: 12,
        keyboard_layout: 0x409,
        connection_type: ConnectionType::Lan,
        ime_file_name: String::new(),
        bitmap: Some(BitmapConfig {
            lossy_compression: false,
            color_depth: 32,
            codecs: BitmapCodecs(Vec::new()),
        }),
        dig_product_id: String::new(),
        client_dir: String::new(),
        alternate_shell: String::new(),
        work_dir: String::new(),
        remote_application_mode: false,
        rail_support_level: RailSupportLevel::empty(),
        platform: MajorPlatformType::UNSPECIFIED,
        hardware_id: None,
        request_data: None,
        autologon: true,
        enable_audio_playback: false,
        enable_audio_capture: false,
        performance_flags: PerformanceFlags::default(),
        license_cache: None,
        timezone_info: TimezoneInfo::default(),
        compression_type: None,
        enable_server_pointer: false,
        pointer_software_rendering: false,
        multitransport_flags: None,
        support_dyn_vc_gfx_protocol: false,
    }
}
