//! An RDP host: negotiation policy, TLS, NLA with accounts of its own, a first picture.
//!
//! It lets nobody past the sign-in who did not prove a password, checks that proof
//! itself (NTLMv2 proof, message integrity, channel binding by public key), and never
//! runs a program, reads a screen or touches the machine it runs on. What a host does
//! when it refuses is policy here: every status code, rights refusal and licensing
//! error is an ordinary answer. The lab adds interruptions on top.

mod account;
mod connection;
mod interrupt;
mod negotiation;
pub mod nla;
mod session;
mod tls;

pub use account::{Account, Accounts, Verdict};
pub use connection::{Counters, Error, Policy, serve};
pub use interrupt::{How, Interrupt, Point};
pub use negotiation::Negotiation;
pub use nla::{Names, NlaPolicy};
pub use session::{Ending, License, SessionPolicy};
pub use tls::{Identity, TlsPolicy, acceptor};
pub use wire::Protocols;
