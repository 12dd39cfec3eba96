//! What a host says after the sign-in: licensing, Set Error Info, disconnects, pictures.
//!
//! Session libraries fold these into success or prose. A diagnosis needs the numbers,
//! so each frame is looked at here before a library sees it. Only frames inside TLS
//! are understood; there they carry no encryption of their own.

use crate::{Malformed, slice, u16_le, u32_le};

/// What one frame of the host says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerMessage {
    /// A licensing error or "valid client" ([MS-RDPBCGR] 2.2.1.12.1.3). Code 7 is "valid client".
    LicenseStatus {
        /// The dwErrorCode.
        code: u32,
        /// The dwStateTransition.
        transition: u32,
    },
    /// Another licensing message; its bMsgType. The host wants a licence exchange.
    LicenseExchange(u8),
    /// Set Error Info ([MS-RDPBCGR] 2.2.5.1.1), any code.
    SetErrorInfo(u32),
    /// Demand Active: the capabilities of the host.
    DemandActive,
    /// Server Redirection ([MS-RDPBCGR] 2.2.13).
    Redirection,
    /// A logon error of Save Session Info ([MS-RDPBCGR] 2.2.10.1.1.4.1).
    LogonError {
        /// ErrorNotificationType.
        kind: u32,
        /// ErrorNotificationData: often an NTSTATUS or a session id.
        data: u32,
    },
    /// Save Session Info that says the user is in.
    LoggedOn,
    /// Graphics of any kind.
    Picture,
    /// MCS Disconnect Provider Ultimatum (T.125); 0 domain disconnected, 1 provider initiated,
    /// 3 user requested.
    Disconnect(u8),
    /// Anything else.
    Other,
}

const LICENSE_FLAG: u16 = 0x0080;
const LICENSE_ERROR_ALERT: u8 = 0xFF;

/// Looks at one whole frame (TPKT or fast path).
pub fn read(frame: &[u8]) -> ServerMessage {
    match frame.first() {
        Some(3) => slow_path(frame).unwrap_or(ServerMessage::Other),
        Some(first) if first % 4 == 0 => fast_path(frame).unwrap_or(ServerMessage::Other),
        _ => ServerMessage::Other,
    }
}

/// How many bytes the frame at the start of a stream takes; `None` while that is not known yet.
pub fn frame_size(start: &[u8]) -> Result<Option<usize>, Malformed> {
    match start {
        [3, ..] => crate::x224::packet_size(start),
        [first, ..] if first & 3 != 0 => Err(Malformed::Unexpected),
        [_, first, ..] if first & 0x80 == 0 => match usize::from(*first) {
            size if size < 2 => Err(Malformed::Length),
            size => Ok(Some(size)),
        },
        [_, first, second, ..] => match usize::from(u16::from_be_bytes([first & 0x7F, *second])) {
            size if size < 3 => Err(Malformed::Length),
            size => Ok(Some(size)),
        },
        _ => Ok(None),
    }
}

fn slow_path(frame: &[u8]) -> Result<ServerMessage, Malformed> {
    if slice(frame, 4, 3)? != [2, 0xF0, 0x80] {
        return Ok(ServerMessage::Other);
    }
    let mcs = frame.get(7..).ok_or(Malformed::Truncated)?;
    match *mcs.first().ok_or(Malformed::Truncated)? >> 2 {
        8 => Ok(ServerMessage::Disconnect((mcs[0] & 3) << 1 | slice(mcs, 1, 1)?[0] >> 7)),
        26 => {
            // SendDataIndication: choice, initiator, channel, priority, PER length.
            let first = slice(mcs, 6, 1)?[0];
            let start = if first & 0x80 == 0 { 7 } else { 8 };
            user_data(mcs.get(start..).ok_or(Malformed::Truncated)?)
        }
        _ => Ok(ServerMessage::Other),
    }
}

fn user_data(data: &[u8]) -> Result<ServerMessage, Malformed> {
    // A security header's flags, or a share control header's total length.
    let first = u16_le(data, 0)?;
    if first & LICENSE_FLAG != 0 && u16_le(data, 2)? == 0 {
        return license(data.get(4..).ok_or(Malformed::Truncated)?);
    }
    match u16_le(data, 2)? & 0x0F {
        1 => Ok(ServerMessage::DemandActive),
        10 => Ok(ServerMessage::Redirection),
        7 => share_data(data),
        _ => Ok(ServerMessage::Other),
    }
}

fn license(message: &[u8]) -> Result<ServerMessage, Malformed> {
    match slice(message, 0, 1)?[0] {
        LICENSE_ERROR_ALERT => {
            Ok(ServerMessage::LicenseStatus { code: u32_le(message, 4)?, transition: u32_le(message, 8)? })
        }
        kind => Ok(ServerMessage::LicenseExchange(kind)),
    }
}

fn share_data(data: &[u8]) -> Result<ServerMessage, Malformed> {
    const PAYLOAD: usize = 18;
    match slice(data, 14, 1)?[0] {
        2 => Ok(match u16_le(data, PAYLOAD)? {
            0 | 1 => ServerMessage::Picture,
            _ => ServerMessage::Other,
        }),
        38 => save_session_info(data.get(PAYLOAD..).ok_or(Malformed::Truncated)?),
        47 => Ok(ServerMessage::SetErrorInfo(u32_le(data, PAYLOAD)?)),
        _ => Ok(ServerMessage::Other),
    }
}

fn save_session_info(info: &[u8]) -> Result<ServerMessage, Malformed> {
    const RECONNECT_COOKIE: u32 = 1;
    const LOGON_ERRORS: u32 = 2;
    if u32_le(info, 0)? != 3 {
        return Ok(ServerMessage::LoggedOn);
    }
    let present = u32_le(info, 6)?;
    let mut at = 10;
    if present & RECONNECT_COOKIE != 0 {
        at += 4 + usize::try_from(u32_le(info, at)?).map_err(|_| Malformed::Length)?;
    }
    if present & LOGON_ERRORS == 0 {
        return Ok(ServerMessage::LoggedOn);
    }
    Ok(ServerMessage::LogonError { kind: u32_le(info, at + 4)?, data: u32_le(info, at + 8)? })
}

fn fast_path(frame: &[u8]) -> Result<ServerMessage, Malformed> {
    let start = if slice(frame, 1, 1)?[0] & 0x80 == 0 { 2 } else { 3 };
    Ok(match slice(frame, start, 1)?[0] & 0x0F {
        0 | 1 | 4 => ServerMessage::Picture,
        _ => ServerMessage::Other,
    })
}

/// An MCS SendDataIndication on the I/O channel around `data`, as a host sends it.
fn indication(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("control messages are short");
    let mcs = [&[0x68, 0, 1, 0x03, 0xEB, 0x70][..], &(length | 0x8000).to_be_bytes(), data].concat();
    let size = u16::try_from(mcs.len() + 7).expect("control messages are short");
    [&[3, 0][..], &size.to_be_bytes(), &[2, 0xF0, 0x80], &mcs].concat()
}

/// A share data PDU of `kind` ([MS-RDPBCGR] 2.2.8.1.1.1.2).
fn share_data_pdu(share_id: u32, kind: u8, payload: &[u8]) -> Vec<u8> {
    let total = u16::try_from(18 + payload.len()).expect("control messages are short");
    let body = u16::try_from(4 + payload.len()).expect("control messages are short");
    let data = [
        &total.to_le_bytes()[..],
        &0x17u16.to_le_bytes(),
        &1002u16.to_le_bytes(),
        &share_id.to_le_bytes(),
        &[0, 1],
        &body.to_le_bytes(),
        &[kind, 0, 0, 0],
        payload,
    ]
    .concat();
    indication(&data)
}

/// Set Error Info with any code.
pub fn write_set_error_info(share_id: u32, code: u32) -> Vec<u8> {
    share_data_pdu(share_id, 47, &code.to_le_bytes())
}

/// A Save Session Info PDU that carries a logon error.
pub fn write_logon_error(share_id: u32, kind: u32, data: u32) -> Vec<u8> {
    let mut payload = Vec::new();
    payload.extend_from_slice(&3u32.to_le_bytes());
    payload.extend_from_slice(&18u16.to_le_bytes());
    payload.extend_from_slice(&2u32.to_le_bytes());
    payload.extend_from_slice(&8u32.to_le_bytes());
    payload.extend_from_slice(&kind.to_le_bytes());
    payload.extend_from_slice(&data.to_le_bytes());
    payload.extend_from_slice(&[0; 570]);
    share_data_pdu(share_id, 38, &payload)
}

/// A licensing error message ([MS-RDPBCGR] 2.2.1.12.1.3).
pub fn write_license_status(code: u32, transition: u32) -> Vec<u8> {
    let data = [
        &LICENSE_FLAG.to_le_bytes()[..],
        &[0, 0],
        &[LICENSE_ERROR_ALERT, 3],
        &16u16.to_le_bytes(),
        &code.to_le_bytes(),
        &transition.to_le_bytes(),
        &[4, 0, 0, 0],
    ]
    .concat();
    indication(&data)
}

/// An MCS Disconnect Provider Ultimatum.
pub fn write_disconnect(reason: u8) -> Vec<u8> {
    vec![3, 0, 0, 9, 2, 0xF0, 0x80, 0x20 | reason >> 1 & 3, reason << 7]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_host_says_reads_back() {
        assert_eq!(read(&write_set_error_info(0x103EA, 0x1234)), ServerMessage::SetErrorInfo(0x1234));
        assert_eq!(
            read(&write_license_status(2, 1)),
            ServerMessage::LicenseStatus { code: 2, transition: 1 }
        );
        assert_eq!(read(&write_disconnect(3)), ServerMessage::Disconnect(3));
        assert_eq!(read(&write_disconnect(1)), ServerMessage::Disconnect(1));
        assert_eq!(
            read(&write_logon_error(0, 0xFFFF_FFFE, 0xC000_006D)),
            ServerMessage::LogonError { kind: 0xFFFF_FFFE, data: 0xC000_006D }
        );
    }

    proptest! {
        #[test]
        fn any_frame_is_read_without_panic(bytes: Vec<u8>) {
            let _ = (read(&bytes), frame_size(&bytes));
            let _ = read(&indication(&bytes[..bytes.len().min(900)]));
        }
    }
}
