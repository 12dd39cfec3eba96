//! The session's beginning: channels, licensing, capabilities, a first picture.

use ironrdp_acceptor::Acceptor;
use ironrdp_connector::{DesktopSize, Sequence};
use ironrdp_core::WriteBuf;
use ironrdp_pdu::nego::SecurityProtocol;
use ironrdp_pdu::rdp::capability_sets as caps;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use wire::server_message as message;

use crate::connection::{Error, Policy};
use crate::interrupt::Point;

/// The largest frame taken from a client during the session's beginning, in bytes.
const MAX_FRAME: usize = 64 * 1024;
const DESKTOP: DesktopSize = DesktopSize { width: 1024, height: 768 };
/// The share id that a server of one session uses ([MS-RDPBCGR] 2.2.8.1.1.1.1).
const SHARE_ID: u32 = 0x0001_03EA;

/// What comes after the sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionPolicy {
    /// How licensing ends.
    pub license: License,
    /// How the session ends.
    pub ending: Ending,
}

/// How licensing ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum License {
    /// STATUS_VALID_CLIENT.
    Valid,
    /// This error, with the total abort ([MS-RDPBCGR] 2.2.1.12.1.3).
    Error(u32),
}

/// How a session ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It shows a picture and stays.
    Picture,
    /// Set Error Info with this code, then a disconnect.
    ErrorInfo(u32),
    /// A logon notification of this type and data, then silence.
    LogonError(u32, u32),
    /// A disconnect with this MCS reason.
    Disconnect(u8),
}

/// Runs the session. Returns the interruption that is due, if one is.
pub(crate) async fn begin<S>(
    stream: &mut S,
    request: &[u8],
    policy: &Policy,
    unauthorized: bool,
) -> Result<Option<Point>, Error>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let ending = if unauthorized { Ending::ErrorInfo(9) } else { policy.session.ending };
    let mut acceptor = Acceptor::new(SecurityProtocol::empty(), DESKTOP, capabilities(), None);
    let mut output = WriteBuf::new();
    let mut buffer = Vec::new();
    // The acceptor believes that it negotiates; its confirm is not sent.
    step(&mut acceptor, request, &mut output)?;
    step(&mut acceptor, &[], &mut output)?;
    acceptor.mark_security_upgrade_as_done();
    if policy.interrupts(Point::Channels) {
        read_frame(stream, &mut buffer).await?;
        return Ok(Some(Point::Channels));
    }
    while !acceptor.state().is_terminal() {
        match acceptor.state().name() {
            "LicensingExchange" if policy.interrupts(Point::Licensing) => return Ok(Some(Point::Licensing)),
            "LicensingExchange" => {
                if let License::Error(code) = policy.session.license {
                    // ST_TOTAL_ABORT
                    stream.write_all(&message::write_license_status(code, 1)).await?;
                    return disconnect(stream, 1).await;
                }
            }
            "CapabilitiesSendServer" if policy.interrupts(Point::Capabilities) => {
                return Ok(Some(Point::Capabilities));
            }
            "CapabilitiesSendServer" => match ending {
                Ending::ErrorInfo(code) => {
                    stream.write_all(&message::write_set_error_info(SHARE_ID, code)).await?;
                    return disconnect(stream, 1).await;
                }
                Ending::Disconnect(reason) => return disconnect(stream, reason).await,
                Ending::Picture | Ending::LogonError(..) => {}
            },
            _ => {}
        }
        let frame = match acceptor.next_pdu_hint() {
            Some(_) => read_frame(stream, &mut buffer).await?,
            None => Vec::new(),
        };
        output.clear();
        step(&mut acceptor, &frame, &mut output)?;
        stream.write_all(output.filled()).await?;
        stream.flush().await?;
    }
    if policy.interrupts(Point::Picture) {
        return Ok(Some(Point::Picture));
    }
    match ending {
        Ending::LogonError(kind, data) => {
            stream.write_all(&message::write_logon_error(SHARE_ID, kind, data)).await?;
        }
        _ => stream.write_all(&picture()).await?,
    }
    stream.flush().await?;
    // The session stays until the client leaves; what it sends is not looked at.
    while stream.read(&mut [0; 4096]).await? > 0 {}
    Ok(None)
}

fn step(acceptor: &mut Acceptor, input: &[u8], output: &mut WriteBuf) -> Result<(), Error> {
    acceptor.step(input, None, output).map(|_| ()).map_err(|error| Error::Session(error.to_string()))
}

async fn disconnect<S: AsyncWrite + Unpin>(stream: &mut S, reason: u8) -> Result<Option<Point>, Error> {
    stream.write_all(&message::write_disconnect(reason)).await?;
    stream.flush().await?;
    Ok(None)
}

/// One whole frame; bytes behind it stay in `buffer`.
async fn read_frame<S: AsyncRead + Unpin>(stream: &mut S, buffer: &mut Vec<u8>) -> Result<Vec<u8>, Error> {
    loop {
        if let Some(size) = message::frame_size(buffer)? {
            if size > MAX_FRAME {
                return Err(wire::Malformed::Length.into());
            }
            if buffer.len() >= size {
                let rest = buffer.split_off(size);
                return Ok(std::mem::replace(buffer, rest));
            }
        }
        if stream.read_buf(buffer).await? == 0 {
            return Err(Error::Gone);
        }
    }
}

/// A fast-path bitmap update of 16 × 16 pixels in one colour ([MS-RDPBCGR] 2.2.9.1.2.1.2).
fn picture() -> Vec<u8> {
    const SIDE: u16 = 16;
    let pixels = [0x40, 0x80, 0x20, 0xFF].repeat(usize::from(SIDE) * usize::from(SIDE));
    let length = u16::try_from(pixels.len()).expect("1024 bytes");
    let rectangle = [0, 0, SIDE - 1, SIDE - 1, SIDE, SIDE, 32, 0, length];
    let mut update: Vec<u8> = [1u16, 1].into_iter().chain(rectangle).flat_map(u16::to_le_bytes).collect();
    update.extend(pixels);
    let size = u16::try_from(update.len()).expect("a little over 1024 bytes");
    let whole = 6 + size;
    [&[0][..], &(whole | 0x8000).to_be_bytes(), &[1], &size.to_le_bytes(), &update].concat()
}

fn capabilities() -> Vec<caps::CapabilitySet> {
    vec![
        caps::CapabilitySet::General(caps::General {
            extra_flags: caps::GeneralExtraFlags::FASTPATH_OUTPUT_SUPPORTED,
            ..Default::default()
        }),
        caps::CapabilitySet::Bitmap(caps::Bitmap {
            pref_bits_per_pix: 32,
            desktop_width: DESKTOP.width,
            desktop_height: DESKTOP.height,
            desktop_resize_flag: false,
            drawing_flags: caps::BitmapDrawingFlags::empty(),
        }),
        caps::CapabilitySet::Order(caps::Order::new(
            caps::OrderFlags::empty(),
            caps::OrderSupportExFlags::empty(),
            0,
            0,
        )),
        caps::CapabilitySet::Pointer(caps::Pointer { color_pointer_cache_size: 32, pointer_cache_size: 32 }),
        caps::CapabilitySet::Input(caps::Input {
            input_flags: caps::InputFlags::SCANCODES | caps::InputFlags::UNICODE,
            keyboard_layout: 0,
            keyboard_type: None,
            keyboard_subtype: 0,
            keyboard_function_key: 12,
            keyboard_ime_filename: String::new(),
        }),
        caps::CapabilitySet::VirtualChannel(caps::VirtualChannel {
            flags: caps::VirtualChannelFlags::NO_COMPRESSION,
            chunk_size: None,
        }),
    ]
}
