//! What a host does instead of answering. An honest host has none of these.

/// Where a connection is interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// Right after the connection was accepted.
    Accept,
    /// When the connection request has come.
    Request,
    /// When the first bytes of the TLS handshake have come.
    Handshake,
    /// When the first message of the sign-in has come.
    SignIn,
    /// When the proof of the password has come.
    Proof,
    /// When the session's first message has come.
    Channels,
    /// Where licensing begins.
    Licensing,
    /// Where capabilities are sent.
    Capabilities,
    /// Where the first picture is due.
    Picture,
}

/// How a connection is interrupted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// Close politely.
    Close,
    /// Reset the connection.
    Reset,
    /// Say nothing more until the peer leaves.
    Stall,
    /// Send these bytes, then say nothing more.
    Say(Vec<u8>),
    /// Send these bytes again and again until the peer leaves.
    Flood(Vec<u8>),
}

/// One interruption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interrupt {
    /// Where.
    pub at: Point,
    /// How.
    pub how: How,
}
