//! Systems whose answers to these questions we have not learnt to read.

use std::io::{Error, ErrorKind, Result};
use std::net::{IpAddr, UdpSocket};

use crate::{Rejection, Tcp};

fn unsupported() -> Error {
    Error::from(ErrorKind::Unsupported)
}

/// What the kernel measured on a TCP connection.
pub fn tcp<S>(_: &S) -> Result<Tcp> {
    Err(unsupported())
}

/// Discards what arrives with fewer hops left than `least`.
pub fn discard_below_hop_limit<S>(_: &S, _least: u8) -> Result<()> {
    Err(unsupported())
}

/// Sends and asks for segments of at most so many bytes.
pub fn limit_segments<S>(_: &S, _bytes: u32) -> Result<()> {
    Err(unsupported())
}

/// Keeps the ICMP errors that come back for a datagram socket.
pub fn keep_errors<S>(_: &S, _to: IpAddr) -> Result<()> {
    Err(unsupported())
}

/// The oldest ICMP error kept.
pub fn oldest_error<S>(_: &S) -> Option<Rejection> {
    None
}

/// A socket for ICMP echo.
pub fn echo_socket(_to: IpAddr) -> Result<UdpSocket> {
    Err(unsupported())
}

/// Receives one datagram and how many hops it had left.
pub fn receive_with_hop_limit<S>(_: &S, _buffer: &mut [u8]) -> Result<(usize, Option<u8>)> {
    Err(unsupported())
}

/// Hears every ICMP message.
pub fn hear_icmp(_to: IpAddr) -> Result<UdpSocket> {
    Err(unsupported())
}
