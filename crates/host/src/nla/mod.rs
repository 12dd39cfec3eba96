//! NLA: CredSSP ([MS-CSSP]) with an NTLM acceptor ([MS-NLMP]) of our own.
//!
//! Why our own: the server side of sspi sends an empty computer name, never compares
//! the NTLMv2 proof, and under SPNEGO wants all accounts before the name is known.
//! Raw NTLM (FreeRDP, IronRDP) and SPNEGO (mstsc) clients both get in.

mod credssp;
mod ntlm;

pub(crate) use credssp::{Outcome, accept};
pub use ntlm::nt_hash;

/// What the host says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// NetBIOS name of the computer.
    pub nb_computer: String,
    /// NetBIOS name of the domain, or of the computer outside a domain.
    pub nb_domain: String,
    /// DNS name of the computer.
    pub dns_computer: String,
    /// DNS name of the domain, or of the computer outside a domain.
    pub dns_domain: String,
}

/// How the host does NLA.
#[derive(Debug, Clone)]
pub struct NlaPolicy {
    /// The CredSSP version it announces, 2 to 6.
    pub version: u32,
    /// Its names.
    pub names: Names,
    /// Its Windows version: major, minor, build.
    pub windows: (u8, u8, u16),
    /// How many seconds its clock is ahead of the true one.
    pub clock_ahead: i64,
    /// Prove another key than that of the channel, as someone in between would.
    pub foreign_key: bool,
}
