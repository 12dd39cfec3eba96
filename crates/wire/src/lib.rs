//! The messages of the RDP connection sequence that Readmit reads and writes by hand.
//!
//! Pure: bytes in, structures out. Nothing here opens a socket, reads a clock or
//! judges what it read. Every length is checked against the bytes at hand, every list
//! has a bound, and values the specifications don't list are kept, not rejected: what
//! an odd host says is exactly what a diagnosis needs to see.
//!
//! Libraries do the same for well-behaved peers. They reject unknown codes, hide the
//! NTLM challenge, or turn refusals into prose; that is why these few messages are ours.

pub mod der;
pub mod icmp;
pub mod kerberos;
pub mod ntlm;
pub mod protocols;
pub mod rdpeudp;
pub mod server_message;
pub mod spnego;
pub mod ts_credentials;
pub mod ts_request;
pub mod x224;

pub use protocols::Protocols;

/// Why bytes could not be read as the message they should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// The bytes end before the message does.
    #[error("the message ends too early")]
    Truncated,
    /// A length field contradicts its surroundings.
    #[error("a length in the message is impossible")]
    Length,
    /// A fixed value (tag, version, signature) is another.
    #[error("the message carries an unexpected value")]
    Unexpected,
}

/// `count` bytes at `offset`, if they exist.
fn slice(bytes: &[u8], offset: usize, count: usize) -> Result<&[u8], Malformed> {
    let end = offset.checked_add(count).ok_or(Malformed::Length)?;
    bytes.get(offset..end).ok_or(Malformed::Truncated)
}

fn u16_le(bytes: &[u8], offset: usize) -> Result<u16, Malformed> {
    Ok(u16::from_le_bytes(slice(bytes, offset, 2)?.try_into().expect("slice of two")))
}

fn u32_le(bytes: &[u8], offset: usize) -> Result<u32, Malformed> {
    Ok(u32::from_le_bytes(slice(bytes, offset, 4)?.try_into().expect("slice of four")))
}
