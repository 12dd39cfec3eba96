//! Addresses and ports: which take the connection, and what listens there.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use diagnosis::facts::{Attempt, Connect, Listener, Millis};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::Instant;

use crate::client::has_route;
use crate::deadline::Deadline;
use crate::stream::{Recorded, hex};

/// How long one address may take while others wait.
const ONE_OF_SEVERAL: Duration = Duration::from_secs(4);
/// How long a connection on which nothing is sent is watched.
const SILENCE: Duration = Duration::from_secs(2);

/// Tries the addresses in order until one accepts.
pub(crate) async fn connect(
    addresses: &[IpAddr],
    port: u16,
    deadline: &Deadline,
) -> (Vec<Attempt>, Option<Recorded>) {
    let mut attempts = Vec::new();
    let mut stream = None;
    for (index, address) in addresses.iter().enumerate() {
        let to = SocketAddr::new(*address, port);
        if stream.is_some() || deadline.remaining().is_zero() {
            attempts.push(Attempt { to, connect: Connect::NotTried, took: Millis(0) });
            continue;
        }
        let left = u32::try_from(addresses.len() - index).unwrap_or(1);
        let limit =
            if left == 1 { deadline.remaining() } else { (deadline.remaining() / left).min(ONE_OF_SEVERAL) };
        let began = Instant::now();
        let connect = match deadline.within_at_most(limit, open(to)).await {
            None => Connect::TimedOut,
            Some(Ok(opened)) => {
                stream = Some(Recorded::new(opened));
                Connect::Accepted
            }
            Some(Err(error)) => classify(&error, *address),
        };
        attempts.push(Attempt { to, connect, took: Millis::from(began.elapsed()) });
    }
    (attempts, stream)
}

/// One TCP connection, without delay for small packets.
pub(crate) async fn open(to: SocketAddr) -> std::io::Result<TcpStream> {
    let socket = if to.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_nodelay(true)?;
    socket.connect(to).await
}

/// What an error of `connect` says. The numbers are the systems' own.
pub(crate) fn classify(error: &std::io::Error, address: IpAddr) -> Connect {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::ConnectionRefused => Connect::Refused,
        ErrorKind::ConnectionReset => Connect::Reset,
        ErrorKind::TimedOut => Connect::TimedOut,
        ErrorKind::HostUnreachable => Connect::HostUnreachable,
        ErrorKind::NetworkUnreachable if has_route(address) => Connect::NetworkUnreachable,
        ErrorKind::NetworkUnreachable | ErrorKind::AddrNotAvailable | ErrorKind::Unsupported => {
            Connect::NoLocalRoute
        }
        ErrorKind::PermissionDenied => Connect::Forbidden,
        _ => Connect::Other(error.raw_os_error().unwrap_or(0)),
    }
}

/// What ended or answered a Remote Desktop request, where that was not a confirm.
pub(crate) fn listener(stream: &Recorded) -> Listener {
    match stream.first.first() {
        // The beginning of an answer that never ends.
        Some(3) if stream.first.get(1) == Some(&0) => Listener::Silent,
        Some(_) => other_protocol(&stream.first),
        None if stream.reset => Listener::Reset,
        None if stream.closed => Listener::Closed,
        None => Listener::Silent,
    }
}

/// A second connection on which nothing is sent: is it cut, too?
pub(crate) async fn silent_trial(to: SocketAddr, deadline: &Deadline) -> Option<Listener> {
    let opened = deadline.within(open(to)).await?.ok()?;
    let mut stream = Recorded::new(opened);
    let limit = SILENCE.min(deadline.remaining() / 2);
    let _ = deadline.within_at_most(limit, stream.read_u8()).await;
    Some(listener(&stream))
}

/// The protocol that these first bytes belong to.
fn other_protocol(first: &[u8]) -> Listener {
    let known: [(&[u8], &str); 11] = [
        (b"SSH-", "SSH"),
        (b"HTTP/", "HTTP"),
        (b"<", "HTTP"),
        (b"RFB ", "VNC"),
        (b"220", "FTP or mail (SMTP)"),
        (b"* OK", "mail (IMAP)"),
        (b"+OK", "mail (POP3)"),
        (b"\x15\x03", "a TLS service such as HTTPS"),
        (b"\x16\x03", "a TLS service"),
        (b"\xFF\xFB", "telnet"),
        (b"\xFF\xFD", "telnet"),
    ];
    let name = known
        .iter()
        .find(|(start, _)| first.starts_with(start))
        .map_or("an unknown protocol", |(_, name)| name);
    Listener::OtherProtocol { protocol: name.to_owned(), first_bytes: hex(first) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banner_names_its_protocol() {
        let name = |first: &[u8]| match other_protocol(first) {
            Listener::OtherProtocol { protocol, .. } => protocol,
            other => panic!("{other:?}"),
        };
        assert_eq!(name(b"SSH-2.0-OpenSSH_9.2"), "SSH");
        assert_eq!(name(b"\x15\x03\x01\x00\x02"), "a TLS service such as HTTPS");
        assert_eq!(name(b"\x00\x01"), "an unknown protocol");
    }
}
