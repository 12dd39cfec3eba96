//! Linux.

use std::io;
use std::mem::MaybeUninit;
use std::net::{IpAddr, UdpSocket};
use std::os::fd::{AsFd, AsRawFd};
use std::time::Duration;

use nix::sys::socket::{
    AddressFamily, ControlMessageOwned, MsgFlags, SockFlag, SockProtocol, SockType, SockaddrStorage, recvmsg,
    setsockopt, socket, sockopt,
};
use socket2::{Domain, Protocol, Socket, Type};

use crate::{Rejection, Tcp};

/// What the kernel measured on a TCP connection (`TCP_INFO`, tcp(7)).
pub fn tcp(stream: &impl AsFd) -> io::Result<Tcp> {
    let mut info = MaybeUninit::<libc::tcp_info>::zeroed();
    let mut size = libc::socklen_t::try_from(size_of::<libc::tcp_info>()).map_err(io::Error::other)?;
    #[expect(unsafe_code, reason = "neither std nor nix reads TCP_INFO")]
    // SAFETY: `info` is as large as `size` says, lives through the call, and consists of
    // integers, for which zeros (where an older kernel writes less) are values.
    let info = unsafe {
        let result = libc::getsockopt(
            stream.as_fd().as_raw_fd(),
            libc::IPPROTO_TCP,
            libc::TCP_INFO,
            info.as_mut_ptr().cast(),
            &raw mut size,
        );
        if result != 0 {
            return Err(io::Error::last_os_error());
        }
        info.assume_init()
    };
    // Until a round trip was measured, the least one is "never".
    if info.tcpi_min_rtt == u32::MAX {
        return Err(io::ErrorKind::WouldBlock.into());
    }
    Ok(Tcp {
        round_trip: Duration::from_micros(info.tcpi_min_rtt.into()),
        repeated: info.tcpi_total_retrans,
        segment: info.tcpi_snd_mss,
    })
}

/// Discards what arrives for this TCP socket with fewer hops left than `least`
/// (`IP_MINTTL`, ip(7)). IPv4 only.
pub fn discard_below_hop_limit(socket: &impl AsFd, least: u8) -> io::Result<()> {
    let least = libc::c_int::from(least);
    let size = libc::socklen_t::try_from(size_of::<libc::c_int>()).map_err(io::Error::other)?;
    #[expect(unsafe_code, reason = "neither std nor nix sets IP_MINTTL")]
    // SAFETY: the option is an int; the pointer is to one, of the size given.
    let result = unsafe {
        libc::setsockopt(
            socket.as_fd().as_raw_fd(),
            libc::IPPROTO_IP,
            libc::IP_MINTTL,
            (&raw const least).cast(),
            size,
        )
    };
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// Sends and asks for segments of at most so many bytes (`TCP_MAXSEG`, tcp(7)).
pub fn limit_segments(socket: &impl AsFd, bytes: u32) -> io::Result<()> {
    socket2::SockRef::from(socket).set_tcp_mss(bytes)
}

/// Keeps the ICMP errors that come back for a datagram socket, for [`oldest_error`].
pub fn keep_errors(socket: &impl AsFd, to: IpAddr) -> io::Result<()> {
    match to {
        IpAddr::V4(_) => setsockopt(socket, sockopt::Ipv4RecvErr, &true)?,
        IpAddr::V6(_) => setsockopt(socket, sockopt::Ipv6RecvErr, &true)?,
    }
    Ok(())
}

/// The oldest ICMP error kept, if there is one. Never waits.
pub fn oldest_error(socket: &impl AsFd) -> Option<Rejection> {
    let mut bytes = [0; 2048];
    let mut parts = [io::IoSliceMut::new(&mut bytes)];
    let mut control = nix::cmsg_space!(libc::sock_extended_err, libc::sockaddr_in6, [u8; 64]);
    let flags = MsgFlags::MSG_ERRQUEUE | MsgFlags::MSG_DONTWAIT;
    let fd = socket.as_fd().as_raw_fd();
    let received = recvmsg::<SockaddrStorage>(fd, &mut parts, Some(&mut control), flags).ok()?;
    received
        .cmsgs()
        .ok()?
        .find_map(|message| match message {
            ControlMessageOwned::Ipv4RecvErr(error, from) => {
                let from = from.map(|from| IpAddr::from(u32::from_be(from.sin_addr.s_addr).to_be_bytes()));
                Some((error, from.filter(|from| !from.is_unspecified())))
            }
            ControlMessageOwned::Ipv6RecvErr(error, from) => {
                let from = from.map(|from| IpAddr::from(from.sin6_addr.s6_addr));
                Some((error, from.filter(|from| !from.is_unspecified())))
            }
            _ => None,
        })
        // An error of this computer itself is no ICMP.
        .filter(|(error, _)| matches!(error.ee_origin, libc::SO_EE_ORIGIN_ICMP | libc::SO_EE_ORIGIN_ICMP6))
        .map(|(error, from)| Rejection { from, kind: error.ee_type, code: error.ee_code })
}

/// A socket for ICMP echo that needs no privilege where the system's administrator permits it
/// (`net.ipv4.ping_group_range`, icmp(7)). The kernel fills in identifier and checksum.
pub fn echo_socket(to: IpAddr) -> io::Result<UdpSocket> {
    let (family, protocol) = match to {
        IpAddr::V4(_) => (AddressFamily::Inet, SockProtocol::Icmp),
        IpAddr::V6(_) => (AddressFamily::Inet6, SockProtocol::IcmpV6),
    };
    let flags = SockFlag::SOCK_CLOEXEC | SockFlag::SOCK_NONBLOCK;
    let fd = socket(family, SockType::Datagram, flags, protocol)?;
    match to {
        IpAddr::V4(_) => setsockopt(&fd, sockopt::Ipv4RecvTtl, &true)?,
        IpAddr::V6(_) => setsockopt(&fd, sockopt::Ipv6RecvHopLimit, &true)?,
    }
    Ok(UdpSocket::from(fd))
}

/// Receives one datagram and how many hops it had left. Never waits.
pub fn receive_with_hop_limit(socket: &impl AsFd, buffer: &mut [u8]) -> io::Result<(usize, Option<u8>)> {
    let mut parts = [io::IoSliceMut::new(buffer)];
    let mut control = nix::cmsg_space!(libc::c_int);
    let fd = socket.as_fd().as_raw_fd();
    let received = recvmsg::<SockaddrStorage>(fd, &mut parts, Some(&mut control), MsgFlags::MSG_DONTWAIT)?;
    let hops = received.cmsgs()?.find_map(|message| match message {
        ControlMessageOwned::Ipv4Ttl(hops) | ControlMessageOwned::Ipv6HopLimit(hops) => {
            u8::try_from(hops).ok()
        }
        _ => None,
    });
    Ok((received.bytes, hops))
}

/// Hears every ICMP message that reaches this computer; needs `CAP_NET_RAW` (raw(7)). IPv4
/// messages come with their IP header, IPv6 messages without.
pub fn hear_icmp(to: IpAddr) -> io::Result<UdpSocket> {
    let (domain, protocol) = match to {
        IpAddr::V4(_) => (Domain::IPV4, Protocol::ICMPV4),
        IpAddr::V6(_) => (Domain::IPV6, Protocol::ICMPV6),
    };
    let socket = Socket::new(domain, Type::RAW, Some(protocol))?;
    socket.set_nonblocking(true)?;
    Ok(socket.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{TcpListener, TcpStream};

    #[test]
    fn a_connection_on_loopback_repeats_nothing() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let tcp = tcp(&stream).unwrap();
        assert_eq!(tcp.repeated, 0);
        assert!(tcp.round_trip < Duration::from_secs(1) && tcp.segment > 500);
    }

    #[test]
    fn a_closed_udp_port_says_so_and_who_says_it() {
        let free = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        keep_errors(&socket, free.ip()).unwrap();
        socket.connect(free).unwrap();
        socket.send(b"x").unwrap();
        let _ = socket.recv(&mut [0; 1]);
        let said = Rejection { from: Some(free.ip()), kind: 3, code: 3 };
        assert_eq!(oldest_error(&socket), Some(said));
        assert_eq!(oldest_error(&socket), None);
    }

    #[test]
    fn an_answer_from_too_far_away_is_not_heard() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let connect = |least| {
            let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
            discard_below_hop_limit(&socket, least).unwrap();
            socket.connect_timeout(&address.into(), Duration::from_millis(300)).is_ok()
        };
        assert!(connect(64));
        assert!(!connect(65));
    }
}
