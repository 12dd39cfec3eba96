//! What the operating system knows of a socket and safe Rust has no word for: why a packet was
//! refused and by whom, how far away a sender is, how often TCP had to repeat itself.
//!
//! Knows sockets, never what they are for. On systems other than Linux every question is
//! answered with [`std::io::ErrorKind::Unsupported`].

use std::net::IpAddr;
use std::time::Duration;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub use linux::{
    discard_below_hop_limit, echo_socket, hear_icmp, keep_errors, limit_segments, oldest_error,
    receive_with_hop_limit, tcp,
};
#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(not(target_os = "linux"))]
pub use other::{
    discard_below_hop_limit, echo_socket, hear_icmp, keep_errors, limit_segments, oldest_error,
    receive_with_hop_limit, tcp,
};

/// An ICMP error that came back for a packet of ours (RFC 792, RFC 4443).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rejection {
    /// Who sent it, if the system tells.
    pub from: Option<IpAddr>,
    /// The ICMP type.
    pub kind: u8,
    /// The ICMP code.
    pub code: u8,
}

/// What the kernel measured on a TCP connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tcp {
    /// The shortest round trip.
    pub round_trip: Duration,
    /// How many segments were sent more than once, the connection request among them.
    pub repeated: u32,
    /// The largest segment that is sent, in bytes.
    pub segment: u32,
}
