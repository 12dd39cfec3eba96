//! TPKT and the X.224 connection request and confirm ([MS-RDPBCGR] 2.2.1.1 and 2.2.1.2).

use crate::{Malformed, Protocols, u16_le, u32_le};

/// The largest confirm or request we take, in bytes; real ones are below 600.
pub const MAX_SIZE: usize = 8 * 1024;

/// The longest cookie or routing token that fits into a request, in bytes.
pub const MAX_COOKIE: usize = 230;

const CONNECTION_REQUEST: u8 = 0xE0;
const CONNECTION_CONFIRM: u8 = 0xD0;
const DISCONNECT_REQUEST: u8 = 0x80;
const NEGOTIATION_REQUEST: u8 = 1;
const NEGOTIATION_RESPONSE: u8 = 2;
const NEGOTIATION_FAILURE: u8 = 3;

/// A host's answer to a connection request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirm {
    /// A protocol was selected. `flags` as in [MS-RDPBCGR] 2.2.1.2.1.
    Selected {
        /// The selected protocol; one bit, or none for standard RDP security.
        protocol: Protocols,
        /// EXTENDED_CLIENT_DATA, Restricted Admin and so on.
        flags: u8,
    },
    /// The host refused; the code of [MS-RDPBCGR] 2.2.1.2.2, any value.
    Refused {
        /// SSL_REQUIRED_BY_SERVER is 1, HYBRID_REQUIRED_BY_SERVER is 5.
        code: u32,
    },
    /// A confirm without negotiation data: a host from before 2003, or one that doesn't negotiate.
    Classic,
    /// An X.224 disconnect request instead of a confirm.
    Disconnected {
        /// The X.224 reason octet.
        reason: u8,
    },
}

/// A client's connection request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The offered protocols; `None` if the client sent no negotiation data.
    pub protocols: Option<Protocols>,
    /// The cookie or routing token line, without its line end.
    pub cookie: Option<Vec<u8>>,
}

/// How many bytes the TPKT at the start of a stream takes; `None` while that is not known yet.
pub fn packet_size(start: &[u8]) -> Result<Option<usize>, Malformed> {
    match start {
        [version, ..] if *version != 3 => Err(Malformed::Unexpected),
        [_, _, high, low, ..] => match usize::from(u16::from_be_bytes([*high, *low])) {
            size if size < 7 => Err(Malformed::Length),
            size => Ok(Some(size)),
        },
        _ => Ok(None),
    }
}

/// A connection request that offers `protocols`, with a cookie or routing token line if given.
///
/// A cookie longer than [`MAX_COOKIE`] is left out. With `None` no negotiation data is sent at all, as clients before 2003 did.
pub fn write_request(protocols: Option<Protocols>, cookie: Option<&str>) -> Vec<u8> {
    let mut tail = Vec::new();
    if let Some(cookie) = cookie.filter(|cookie| cookie.len() <= MAX_COOKIE) {
        tail.extend_from_slice(cookie.as_bytes());
        tail.extend_from_slice(b"\r\n");
    }
    if let Some(protocols) = protocols {
        tail.extend_from_slice(&[NEGOTIATION_REQUEST, 0, 8, 0]);
        tail.extend_from_slice(&protocols.0.to_le_bytes());
    }
    packet(CONNECTION_REQUEST, &tail)
}

/// A confirm, as a host sends it.
pub fn write_confirm(confirm: Confirm) -> Vec<u8> {
    let negotiation = |kind, flags, value: u32| {
        let mut tail = vec![kind, flags, 8, 0];
        tail.extend_from_slice(&value.to_le_bytes());
        packet(CONNECTION_CONFIRM, &tail)
    };
    match confirm {
        Confirm::Selected { protocol, flags } => negotiation(NEGOTIATION_RESPONSE, flags, protocol.0),
        Confirm::Refused { code } => negotiation(NEGOTIATION_FAILURE, 0, code),
        Confirm::Classic => packet(CONNECTION_CONFIRM, &[]),
        Confirm::Disconnected { reason } => {
            let mut bytes = packet(DISCONNECT_REQUEST, &[]);
            *bytes.last_mut().expect("a packet is never empty") = reason;
            bytes
        }
    }
}

fn packet(kind: u8, tail: &[u8]) -> Vec<u8> {
    let indicator = u8::try_from(6 + tail.len()).expect("cookie and negotiation data are short");
    let size = u16::from(indicator) + 5;
    let mut bytes = vec![3, 0];
    bytes.extend_from_slice(&size.to_be_bytes());
    bytes.extend_from_slice(&[indicator, kind, 0, 0, 0, 0, 0]);
    bytes.extend_from_slice(tail);
    bytes
}

/// The X.224 part behind the TPKT header: type octet and what follows the fixed seven octets.
fn body(packet: &[u8]) -> Result<(u8, &[u8]), Malformed> {
    let size = packet_size(packet)?.ok_or(Malformed::Truncated)?;
    let x224 = packet.get(4..size).ok_or(Malformed::Truncated)?;
    let indicator = usize::from(*x224.first().ok_or(Malformed::Truncated)?);
    if indicator < 6 {
        return Err(Malformed::Length);
    }
    let whole = x224.get(..=indicator).ok_or(Malformed::Truncated)?;
    Ok((whole[1], &whole[7..]))
}

/// Reads a host's answer from one whole TPKT.
pub fn read_confirm(packet: &[u8]) -> Result<Confirm, Malformed> {
    let (kind, tail) = body(packet)?;
    match kind & 0xF0 {
        DISCONNECT_REQUEST => Ok(Confirm::Disconnected { reason: packet[10] }),
        CONNECTION_CONFIRM if tail.is_empty() => Ok(Confirm::Classic),
        CONNECTION_CONFIRM => {
            let value = u32_le(tail, 4)?;
            match tail[0] {
                NEGOTIATION_RESPONSE => Ok(Confirm::Selected { protocol: Protocols(value), flags: tail[1] }),
                NEGOTIATION_FAILURE => Ok(Confirm::Refused { code: value }),
                _ => Err(Malformed::Unexpected),
            }
        }
        _ => Err(Malformed::Unexpected),
    }
}

/// Reads a client's request from one whole TPKT.
pub fn read_request(packet: &[u8]) -> Result<Request, Malformed> {
    let (kind, mut tail) = body(packet)?;
    if kind & 0xF0 != CONNECTION_REQUEST {
        return Err(Malformed::Unexpected);
    }
    let mut cookie = None;
    if tail.first().is_some_and(|&byte| byte != NEGOTIATION_REQUEST) {
        let end = tail.windows(2).position(|pair| pair == b"\r\n").ok_or(Malformed::Unexpected)?;
        cookie = Some(tail[..end].to_vec());
        tail = &tail[end + 2..];
    }
    let protocols = match tail {
        [] => None,
        [NEGOTIATION_REQUEST, ..] if u16_le(tail, 2)? == 8 => Some(Protocols(u32_le(tail, 4)?)),
        _ => return Err(Malformed::Unexpected),
    };
    Ok(Request { protocols, cookie })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_refusal_keeps_a_code_nobody_listed() {
        let bytes = write_confirm(Confirm::Refused { code: 4711 });
        assert_eq!(read_confirm(&bytes), Ok(Confirm::Refused { code: 4711 }));
    }

    #[test]
    fn the_answer_of_a_host_that_selects_hybrid_ex() {
        let bytes = [3, 0, 0, 19, 14, 0xD0, 0, 0, 0x12, 0x34, 0, 2, 0x1F, 8, 0, 8, 0, 0, 0];
        let expected = Confirm::Selected { protocol: Protocols::HYBRID_EX, flags: 0x1F };
        assert_eq!(read_confirm(&bytes), Ok(expected));
    }

    #[test]
    fn a_request_with_a_cookie_reads_back() {
        let bytes = write_request(Some(Protocols::MODERN), Some("Cookie: mstshash=x"));
        let request = read_request(&bytes).unwrap();
        assert_eq!(request.protocols, Some(Protocols::MODERN));
        assert_eq!(request.cookie.as_deref(), Some(&b"Cookie: mstshash=x"[..]));
        assert_eq!(
            read_request(&write_request(None, None)).unwrap(),
            Request { protocols: None, cookie: None }
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let _ = (packet_size(&bytes), read_confirm(&bytes), read_request(&bytes));
        }

        #[test]
        fn any_tail_behind_a_valid_start_is_read_without_panic(tail: Vec<u8>, kind: u8, indicator: u8) {
            let mut bytes = vec![3, 0, 0, 0, indicator, kind];
            bytes.extend(tail);
            let size = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
            bytes[2..4].copy_from_slice(&size.to_be_bytes());
            let _ = (read_confirm(&bytes), read_request(&bytes));
        }
    }
}
