//! ICMP as far as it explains a failed connection (RFC 792, RFC 4443).

use std::net::IpAddr;

use crate::Malformed;

/// Echo request and reply, by address family.
const ECHO_V4: (u8, u8) = (8, 0);
const ECHO_V6: (u8, u8) = (128, 129);
const TCP: u8 = 6;

/// An error message about a TCP segment of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AboutTcp {
    /// The ICMP type: 3 is unreachable (IPv4), 1 is unreachable (IPv6).
    pub kind: u8,
    /// The ICMP code.
    pub code: u8,
    /// Where the segment was going.
    pub to: IpAddr,
    /// To which port.
    pub port: u16,
}

/// An echo request; whoever sends it fills in identifier and checksum.
pub fn write_echo(to: IpAddr, sequence: u16) -> [u8; 16] {
    let mut message = *b"\0\0\0\0\0\0\0\0readmit.";
    message[0] = if to.is_ipv4() { ECHO_V4.0 } else { ECHO_V6.0 };
    message[6..8].copy_from_slice(&sequence.to_be_bytes());
    message
}

/// The sequence number of an echo reply, `None` for any other message.
pub fn read_echo_reply(from: IpAddr, message: &[u8]) -> Option<u16> {
    let wanted = if from.is_ipv4() { ECHO_V4.1 } else { ECHO_V6.1 };
    let header = message.first_chunk::<8>()?;
    (header[0] == wanted && header[1] == 0).then(|| u16::from_be_bytes([header[6], header[7]]))
}

/// Reads a packet from a raw IPv4 socket: IP header, ICMP header, and the head of ours.
pub fn read_error_v4(packet: &[u8]) -> Result<AboutTcp, Malformed> {
    let message = packet.get(header_length(packet)?..).ok_or(Malformed::Truncated)?;
    let (header, ours) = message.split_first_chunk::<8>().ok_or(Malformed::Truncated)?;
    if header[0] != 3 {
        return Err(Malformed::Unexpected);
    }
    if ours.get(9) != Some(&TCP) {
        return Err(Malformed::Unexpected);
    }
    let to: [u8; 4] = ours.get(16..20).and_then(|to| to.try_into().ok()).ok_or(Malformed::Truncated)?;
    let port = port(ours.get(header_length(ours)?..).ok_or(Malformed::Truncated)?)?;
    Ok(AboutTcp { kind: header[0], code: header[1], to: to.into(), port })
}

/// Reads a message from a raw ICMPv6 socket: ICMP header, and the head of our packet.
pub fn read_error_v6(message: &[u8]) -> Result<AboutTcp, Malformed> {
    let (header, ours) = message.split_first_chunk::<8>().ok_or(Malformed::Truncated)?;
    // Our own packets carry no extension headers.
    if header[0] != 1 || ours.get(6) != Some(&TCP) {
        return Err(Malformed::Unexpected);
    }
    let to: [u8; 16] = ours.get(24..40).and_then(|to| to.try_into().ok()).ok_or(Malformed::Truncated)?;
    let port = port(ours.get(40..).ok_or(Malformed::Truncated)?)?;
    Ok(AboutTcp { kind: header[0], code: header[1], to: to.into(), port })
}

fn header_length(packet: &[u8]) -> Result<usize, Malformed> {
    match packet.first() {
        Some(first) if first >> 4 == 4 && first & 0x0F >= 5 => Ok(usize::from(first & 0x0F) * 4),
        Some(_) => Err(Malformed::Unexpected),
        None => Err(Malformed::Truncated),
    }
}

/// The destination port of a TCP header's first four bytes.
fn port(tcp: &[u8]) -> Result<u16, Malformed> {
    tcp.get(2..4).map(|port| u16::from_be_bytes([port[0], port[1]])).ok_or(Malformed::Truncated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ipv4(protocol: u8, to: [u8; 4], rest: &[u8]) -> Vec<u8> {
        let mut header = vec![0x45; 1];
        header.resize(20, 0);
        header[9] = protocol;
        header[16..20].copy_from_slice(&to);
        [&header, rest].concat()
    }

    #[test]
    fn a_firewall_prohibits_our_port() {
        let ours = ipv4(TCP, [10, 77, 2, 2], &[0xC0, 0x00, 0x0D, 0x3D, 0, 0, 0, 1]);
        let packet = ipv4(1, [10, 77, 1, 2], &[&[3, 13, 0, 0, 0, 0, 0, 0][..], &ours].concat());
        let to = IpAddr::from([10, 77, 2, 2]);
        assert_eq!(read_error_v4(&packet), Ok(AboutTcp { kind: 3, code: 13, to, port: 3389 }));
    }

    #[test]
    fn a_reply_tells_its_number() {
        let host = IpAddr::from([10, 1, 2, 3]);
        let mut reply = write_echo(host, 7);
        assert_eq!(read_echo_reply(host, &reply), None);
        reply[0] = 0;
        assert_eq!(read_echo_reply(host, &reply), Some(7));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let _ = (read_error_v4(&bytes), read_error_v6(&bytes), read_echo_reply([10, 1, 2, 3].into(), &bytes));
        }
    }
}
