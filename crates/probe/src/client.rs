//! The connecting side: the `.rdp` file and the way out of this computer.

use std::net::{IpAddr, SocketAddr, UdpSocket};

use diagnosis::facts::{
    AuthenticationLevel, Client, ConnectionFile, Fact, Insist, LocalNetwork, Protocols, TrustPolicy,
};

use crate::target::Target;

/// The largest `.rdp` file we read, in bytes.
pub const MAX_FILE: usize = 256 * 1024;

/// Why a file is not a connection file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadFile {
    /// Larger than any such file.
    #[error("larger than {MAX_FILE} bytes; this is not a connection file")]
    TooLarge,
    /// Neither UTF-16 nor UTF-8.
    #[error("neither UTF-16 nor UTF-8 text")]
    NotText,
    /// No line of it has the form `name:type:value`.
    #[error("no line has the form name:type:value; this is not a connection file")]
    NoOptions,
    /// It names no computer.
    #[error("it names no computer (the line `full address:s:` is missing or empty)")]
    NoAddress,
}

/// Reads the options of an `.rdp` file that decide whether one gets in, and its routing token.
pub fn read_connection_file(name: &str, bytes: &[u8]) -> Result<(ConnectionFile, Option<String>), BadFile> {
    if bytes.len() > MAX_FILE {
        return Err(BadFile::TooLarge);
    }
    let text = decode(bytes)?;
    // Names are matched without regard to case, as mstsc does.
    let lowered: String = text
        .lines()
        .map(|line| match line.split_once(':') {
            Some((key, rest)) => format!("{}:{rest}\n", key.trim().to_lowercase()),
            None => format!("{line}\n"),
        })
        .collect();
    let parsed = ironrdp_rdpfile::parse(&lowered);
    let lines: Vec<&str> = text.lines().collect();
    let options = parsed.properties;
    if options.iter().next().is_none() {
        return Err(BadFile::NoOptions);
    }
    let number = |key: &str| options.get::<i64>(key);
    let word = |key: &str| {
        options
            .get::<&str>(key)
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(|text| text.chars().take(256).collect())
    };
    let routing_token =
        word("loadbalanceinfo").filter(|token: &String| token.len() <= wire::x224::MAX_COOKIE);
    let file = ConnectionFile {
        name: name.to_owned(),
        full_address: word("full address"),
        alternate_address: word("alternate full address"),
        port: number("server port"),
        authentication_level: number("authentication level"),
        credssp: number("enablecredsspsupport").map(|value| value != 0),
        negotiate: number("negotiate security layer").map(|value| value != 0),
        gateway: word("gatewayhostname"),
        gateway_usage: number("gatewayusagemethod"),
        user: word("username"),
        domain: word("domain"),
        signed: word("signature").is_some(),
        routing_token: routing_token.is_some(),
        entra: number("enablerdsaadauth").map(|value| value != 0),
        admin: ["administrative session", "connect to console"]
            .iter()
            .any(|key| number(key).is_some_and(|value| value != 0)),
        remote_app: number("remoteapplicationmode").is_some_and(|value| value != 0),
        odd_lines: parsed
            .errors
            .iter()
            .filter(|error| lines.get(error.line - 1).is_some_and(|line| !line.trim().is_empty()))
            .filter_map(|error| u32::try_from(error.line).ok())
            .take(20)
            .collect(),
    };
    if file.full_address.is_none() && file.alternate_address.is_none() {
        return Err(BadFile::NoAddress);
    }
    Ok((file, routing_token))
}

fn decode(bytes: &[u8]) -> Result<String, BadFile> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| BadFile::NotText)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).map_err(|_| BadFile::NotText),
        _ => String::from_utf8(bytes.to_vec()).map_err(|_| BadFile::NotText),
    }
}

/// What this side offers in negotiation.
pub(crate) fn offers(target: &Target) -> Protocols {
    let credssp_off = target.file.as_ref().is_some_and(|file| file.credssp == Some(false));
    match target.insist {
        Insist::Nla => Protocols(wire::Protocols::NLA_ONLY.0),
        Insist::Tls => Protocols(wire::Protocols::SSL.0),
        Insist::Rdp => Protocols(wire::Protocols::RDP.0),
        Insist::Auto if credssp_off => Protocols(wire::Protocols::SSL.0),
        Insist::Auto => Protocols(wire::Protocols::MODERN.0),
    }
}

/// How the connecting side is set up; the network is looked at when the addresses are known.
pub(crate) fn observe(target: &Target) -> Client {
    let level =
        target.file.as_ref().and_then(|file| file.authentication_level).and_then(|level| match level {
            0 => Some(AuthenticationLevel::Connect),
            1 => Some(AuthenticationLevel::Refuse),
            2 => Some(AuthenticationLevel::Warn),
            3 => Some(AuthenticationLevel::NotRequired),
            _ => None,
        });
    Client {
        file: target.file.clone().into(),
        authentication_level: level.map_or_else(Fact::not_asked, Fact::Known),
        offers: offers(target),
        network: Fact::not_reached(),
    }
}

/// Whether this side refuses hosts it can't verify.
pub(crate) fn is_strict(target: &Target) -> bool {
    let refuse = target.file.as_ref().is_some_and(|file| file.authentication_level == Some(1));
    target.trust == TrustPolicy::Strict || refuse
}

/// Which address families have a way out. Asks the routing table; sends nothing.
/// `answered`: a name server was reached, so there is a network, whatever the routes say.
pub(crate) fn local_network(addresses: &[IpAddr], answered: bool) -> LocalNetwork {
    LocalNetwork {
        ipv4: has_route(IpAddr::from([192, 0, 2, 1])),
        ipv6: has_route(IpAddr::from([0x2001, 0xdb8, 0, 0, 0, 0, 0, 1])),
        target_is_near: answered || addresses.iter().any(|address| has_route(*address)),
    }
}

/// Whether this computer has a route to an address. A connected UDP socket sends nothing.
pub(crate) fn has_route(address: IpAddr) -> bool {
    let any: SocketAddr = if address.is_ipv4() { ([0, 0, 0, 0], 0).into() } else { ([0u16; 8], 0).into() };
    UdpSocket::bind(any).and_then(|socket| socket.connect((address, 9))).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_as_mstsc_writes_it() {
        let text = "full address:s:fs1.corp.example:3390\r\nAuthentication Level:i:1\r\nenablecredsspsupport:i:0\r\n";
        let bytes: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let (file, _) = read_connection_file("fs1.rdp", &bytes).unwrap();
        assert_eq!(file.full_address.as_deref(), Some("fs1.corp.example:3390"));
        assert_eq!((file.authentication_level, file.credssp), (Some(1), Some(false)));
    }

    #[test]
    fn what_is_no_connection_file_is_refused_in_a_sentence() {
        let read = |bytes: &[u8]| read_connection_file("x.rdp", bytes).unwrap_err();
        assert_eq!(read(b"hello"), BadFile::NoOptions);
        assert_eq!(read(b"audiomode:i:0\n"), BadFile::NoAddress);
        assert_eq!(read(&[0x80, 0x81]), BadFile::NotText);
        assert_eq!(read(&vec![b'a'; MAX_FILE + 1]), BadFile::TooLarge);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let _ = read_connection_file("x.rdp", &bytes);
        }

        #[test]
        fn any_lines_are_read_without_panic(lines in "([a-z ]{0,9}:[isb]:.{0,9}\n){0,9}") {
            let _ = read_connection_file("x.rdp", lines.as_bytes());
        }
    }
}
