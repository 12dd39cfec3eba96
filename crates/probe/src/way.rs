//! Trials beside the path: who refused, does anybody live there, do large packets pass.
//!
//! Each is made only where the question is open, and each is one packet or one connection.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use diagnosis::facts::{
    Connect, Echo, Fact, Gap, Handshake, Icmp, Listener, Millis, Protocols, Transport, Udp,
};
use tokio::io::Interest;
use tokio::net::{TcpSocket, UdpSocket};
use tokio::time::{Instant, timeout};

use crate::deadline::Deadline;
use crate::network::{classify, open};
use crate::stream::Recorded;
use crate::{negotiation, network, tls};

/// After so long without an answer, trials begin.
pub(crate) const SILENCE: Duration = Duration::from_millis(1500);
/// How long a trial waits for what would come at once.
const SHORT: Duration = Duration::from_secs(2);
/// The smallest segment that every host has to take (RFC 9293 3.7.1).
const SMALL_SEGMENT: u32 = 536;
/// How many ICMP messages are looked through at most.
const MANY: usize = 512;

/// Hears the ICMP errors that come back for our connection requests, where this is permitted.
pub(crate) struct Ear {
    sockets: Vec<std::net::UdpSocket>,
}

impl Ear {
    /// Begins to listen for the families of these addresses.
    pub(crate) fn open(addresses: &[IpAddr]) -> Self {
        let family = |v4: bool| addresses.iter().find(|address| address.is_ipv4() == v4);
        let sockets = [true, false].into_iter().filter_map(family);
        Self { sockets: sockets.filter_map(|address| socket::hear_icmp(*address).ok()).collect() }
    }

    /// The error that came back for a connection to `target`.
    pub(crate) fn heard(&self, target: SocketAddr) -> Fact<Icmp> {
        if self.sockets.is_empty() {
            return Fact::unknown(Gap::Failed(
                "reading ICMP errors needs a privilege (CAP_NET_RAW)".to_owned(),
            ));
        }
        let mut packet = [0; 1500];
        for socket in &self.sockets {
            for _ in 0..MANY {
                let Ok((size, from)) = socket.recv_from(&mut packet) else { break };
                let read = if from.is_ipv4() { wire::icmp::read_error_v4 } else { wire::icmp::read_error_v6 };
                let Ok(error) = read(&packet[..size]) else { continue };
                if SocketAddr::new(error.to, error.port) == target {
                    return Fact::Known(Icmp { from: from.ip(), code: error.code });
                }
            }
        }
        Fact::not_applicable()
    }
}

/// Asks `to` for ICMP echoes, one every `pause`, and waits `wait` for the last.
pub(crate) async fn echo(to: IpAddr, count: u16, pause: Duration, wait: Duration) -> Fact<Echo> {
    let opened = socket::echo_socket(to).and_then(|socket| {
        socket::keep_errors(&socket, to)?;
        socket.connect((to, 0))?;
        UdpSocket::from_std(socket)
    });
    let Ok(socket) = opened else {
        return Fact::unknown(Gap::Failed("this computer does not let us ping".to_owned()));
    };
    let mut seen = Echo { sent: 0, answered: 0, hops_left: None, error: None };
    let mut answered = vec![false; usize::from(count)];
    for sequence in 0..count {
        if socket.send(&wire::icmp::write_echo(to, sequence)).await.is_ok() {
            seen.sent += 1;
        }
        let until = Instant::now() + if sequence + 1 == count { wait } else { pause };
        while seen.answered < seen.sent && seen.error.is_none() {
            let ready = socket.ready(Interest::READABLE | Interest::ERROR);
            if tokio::time::timeout_at(until, ready).await.is_err() {
                break;
            }
            if let Some(rejection) = socket::oldest_error(&socket) {
                seen.error = rejection.from.map(|from| Icmp { from, code: rejection.code });
                break;
            }
            let mut message = [0; 128];
            let received =
                socket.try_io(Interest::READABLE, || socket::receive_with_hop_limit(&socket, &mut message));
            let Ok((size, hops)) = received else { continue };
            let number = wire::icmp::read_echo_reply(to, &message[..size]).map(usize::from);
            if let Some(slot) = number.and_then(|number| answered.get_mut(number)).filter(|slot| !**slot) {
                *slot = true;
                seen.answered += 1;
                seen.hops_left = hops.or(seen.hops_left);
            }
        }
        if sequence + 1 < count {
            tokio::time::sleep_until(until).await;
        }
    }
    Fact::Known(seen)
}

/// Whether anybody lives at an address that does not answer: ping and port 443.
pub(crate) async fn of_silence(to: IpAddr) -> (Fact<Echo>, Fact<Connect>) {
    let https = async { Fact::Known(connects(SocketAddr::new(to, 443)).await) };
    tokio::join!(echo(to, 2, Duration::from_millis(200), SHORT), https)
}

/// What becomes of a connection to an address that nobody has. `None` where we can't be sure
/// that nobody has it.
pub(crate) async fn nowhere(like: SocketAddr) -> Option<Connect> {
    Some(connects(nobody(like)?).await)
}

/// An address for documentation (RFC 5737, RFC 3849), of the same family and port, that no
/// route of this computer names.
pub(crate) fn nobody(like: SocketAddr) -> Option<SocketAddr> {
    let address = match like.ip() {
        IpAddr::V4(_) => {
            let routes = std::fs::read_to_string("/proc/net/route").unwrap_or_default();
            let free = |address: &Ipv4Addr| !is_routed(*address, &routes);
            IpAddr::from(
                [[192, 0, 2, 1], [198, 51, 100, 1], [203, 0, 113, 1]]
                    .map(Ipv4Addr::from)
                    .into_iter()
                    .find(free)?,
            )
        }
        IpAddr::V6(_) => Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1).into(),
    };
    Some(SocketAddr::new(address, like.port()))
}

/// Whether a route other than the default one covers an address, by the text of
/// `/proc/net/route` (proc(5)): numbers in hexadecimal, in this computer's order of bytes.
fn is_routed(address: Ipv4Addr, routes: &str) -> bool {
    let number = |field: Option<&&str>| field.and_then(|text| u32::from_str_radix(text, 16).ok());
    let address = u32::from_ne_bytes(address.octets());
    routes.lines().skip(1).any(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        match (number(fields.get(1)), number(fields.get(7))) {
            (Some(network), Some(mask)) => mask != 0 && address & mask == network,
            _ => false,
        }
    })
}

async fn connects(to: SocketAddr) -> Connect {
    match timeout(SHORT, open(to)).await {
        Err(_) => Connect::TimedOut,
        Ok(Ok(_)) => Connect::Accepted,
        Ok(Err(error)) => classify(&error, to.ip()),
    }
}

/// What a listener that cut our request answers to a TLS greeting.
pub(crate) async fn greeting(to: SocketAddr, host: &str, deadline: &Deadline) -> Option<Listener> {
    let stream = Recorded::new(deadline.within_at_most(SHORT, open(to)).await?.ok()?);
    let (seen, _) = deadline.within_at_most(SHORT, tls::handshake(stream, host, deadline)).await?.ok()?;
    Some(match seen.handshake {
        Handshake::Completed | Handshake::Alert { .. } => Listener::OtherProtocol {
            protocol: "a TLS service such as HTTPS".to_owned(),
            first_bytes: String::new(),
        },
        Handshake::Reset => Listener::Reset,
        Handshake::Stalled => Listener::Silent,
        _ => Listener::Closed,
    })
}

/// Whether TLS stands where both sides send small segments only, and then again not where they
/// don't: one lucky connection proves nothing where several hosts share an address.
pub(crate) async fn small_segments(
    to: SocketAddr,
    host: &str,
    offered: Protocols,
    token: Option<&str>,
    deadline: &Deadline,
) -> Option<bool> {
    let small = stands(to, host, offered, token, Some(SMALL_SEGMENT), deadline).await?;
    Some(small && stands(to, host, offered, token, None, deadline).await == Some(false))
}

/// Whether TLS stands on one more connection, within a short time.
async fn stands(
    to: SocketAddr,
    host: &str,
    offered: Protocols,
    token: Option<&str>,
    segments: Option<u32>,
    deadline: &Deadline,
) -> Option<bool> {
    let socket = if to.is_ipv4() { TcpSocket::new_v4().ok()? } else { TcpSocket::new_v6().ok()? };
    if let Some(bytes) = segments {
        socket::limit_segments(&socket, bytes).ok()?;
    }
    let connected = deadline.within_at_most(SHORT, socket.connect(to)).await?;
    let mut stream = Recorded::new(connected.ok()?);
    deadline.within_at_most(SHORT, negotiation::exchange(&mut stream, offered, token, deadline)).await??;
    let handshake = deadline.within_at_most(SHORT, tls::handshake(stream, host, deadline)).await;
    Some(handshake.is_some_and(|done| done.is_ok_and(|(_, channel)| channel.is_some())))
}

/// Asks again and again, one connection after the other.
pub(crate) async fn repeats(
    to: SocketAddr,
    count: usize,
    offered: Protocols,
    token: Option<&str>,
    deadline: &Deadline,
) -> Vec<Listener> {
    let mut seen = Vec::new();
    for _ in 0..count {
        let Some(Ok(opened)) = deadline.within_at_most(SHORT, open(to)).await else { break };
        let mut stream = Recorded::new(opened);
        let exchange = negotiation::exchange(&mut stream, offered, token, deadline);
        seen.push(match deadline.within_at_most(SHORT, exchange).await.flatten() {
            Some(_) => Listener::AnswersRdp,
            None => network::listener(&stream),
        });
    }
    seen
}

/// What TCP measured so far.
pub(crate) fn transport(stream: &Recorded) -> Fact<Transport> {
    match socket::tcp(stream.connection()) {
        Ok(tcp) => Fact::Known(Transport {
            round_trip: Millis::from(tcp.round_trip),
            repeated: tcp.repeated,
            segment: tcp.segment,
        }),
        Err(_) => Fact::unknown(Gap::Failed("this system does not tell what TCP measured".to_owned())),
    }
}

/// The first datagram of Remote Desktop over UDP, under way.
pub(crate) struct Datagram {
    socket: UdpSocket,
    sent: Instant,
}

/// Any number will do; ours is told from others by the answer's acknowledgement.
const SEQUENCE: u32 = 0x5245_4144;

impl Datagram {
    /// Sends it.
    pub(crate) async fn send(to: SocketAddr) -> Option<Self> {
        let any = if to.is_ipv4() { SocketAddr::from(([0; 4], 0)) } else { SocketAddr::from(([0u16; 8], 0)) };
        let socket = UdpSocket::bind(any).await.ok()?;
        // Without this an ICMP error is seen, but not who sent it.
        let _ = socket::keep_errors(&socket, to.ip());
        socket.connect(to).await.ok()?;
        socket.send(&wire::rdpeudp::write_syn(SEQUENCE)).await.ok()?;
        Some(Self { socket, sent: Instant::now() })
    }

    /// What came back, waiting no longer than until `least` after it was sent.
    pub(crate) async fn answer(self, least: Duration) -> Udp {
        let ready = self.socket.ready(Interest::READABLE | Interest::ERROR);
        let _ = tokio::time::timeout_at(self.sent + least, ready).await;
        if let Some(rejection) = socket::oldest_error(&self.socket)
            && let Some(from) = rejection.from
        {
            return Udp::Rejected(Icmp { from, code: rejection.code });
        }
        let mut datagram = [0; 1500];
        match self.socket.try_recv(&mut datagram) {
            Ok(size) if wire::rdpeudp::is_syn_ack(&datagram[..size], SEQUENCE) => Udp::Answered,
            Ok(_) => Udp::OtherAnswer,
            Err(_) => Udp::Silent { waited: Millis::from(self.sent.elapsed()) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_endian = "little")]
    fn an_address_on_our_own_link_is_somebodys() {
        let head = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
        let default = "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n";
        let link = "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n";
        let routes = format!("{head}{default}{link}");
        assert!(is_routed(Ipv4Addr::new(192, 0, 2, 1), &routes));
        assert!(!is_routed(Ipv4Addr::new(198, 51, 100, 1), &routes));
    }
}
