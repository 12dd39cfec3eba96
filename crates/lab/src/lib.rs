//! The host, failing on purpose: one fault for each cause that a single host can show.
//!
//! Everything runs on loopback over real sockets: the host, a name server, a Kerberos
//! server, a gateway. A started lab brings its own account, its own trusted root and,
//! where the fault needs one, its own connection file. It ends when it is dropped.

mod certificates;
pub mod faults;
mod kdc;
mod names;
pub mod relay;
mod running;
mod setting;

pub use certificates::Certificates;
pub use faults::Fault;
pub use running::{Error, Running, start};
pub use setting::{Certificate, Dns, Given, Issuer, Kdc, Key, Listening, Setting};
