//! What can be made to fail, by the id of the cause that must be found.
//!
//! One file per stage; a fault is one line in it, so that a new cause costs one line here.

mod client;
mod gateway;
mod healthy;
mod hostile;
mod logon;
mod name;
mod negotiation;
mod network;
mod nla;
mod session;
mod tls;
mod unexplained;

use crate::setting::Setting;

/// One way to fail.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// The id of the cause, with `+variant` where it can be shown in several ways; or
    /// `healthy/…`, `unexplained/…`, `hostile/…`.
    pub id: &'static str,
    /// Makes a healthy setting fail.
    pub set: fn(&mut Setting),
}

const fn fault(id: &'static str, set: fn(&mut Setting)) -> Fault {
    Fault { id, set }
}

impl Fault {
    /// The setting of this fault.
    pub fn setting(&self) -> Setting {
        let mut setting = Setting::healthy();
        (self.set)(&mut setting);
        setting
    }

    /// Whether this is a healthy host, odd as it may be.
    pub fn is_healthy(&self) -> bool {
        self.id.starts_with("healthy")
    }

    /// The id of the cause that must be found.
    pub fn cause(&self) -> &'static str {
        self.id.split('+').next().unwrap_or(self.id)
    }

    /// Whether this stops a connection in a way that tells no cause: nothing may be guessed.
    pub fn is_unexplained(&self) -> bool {
        self.id.starts_with("unexplained/")
    }

    /// Whether this is an attack on the one who looks, not a fault with a cause of its own.
    pub fn is_hostile(&self) -> bool {
        self.id.starts_with("hostile/")
    }
}

/// All faults, in the order of the stages; healthy hosts first, hostile ones last.
pub fn all() -> impl Iterator<Item = &'static Fault> {
    [
        healthy::FAULTS,
        client::FAULTS,
        name::FAULTS,
        network::FAULTS,
        gateway::FAULTS,
        negotiation::FAULTS,
        tls::FAULTS,
        nla::FAULTS,
        logon::FAULTS,
        session::FAULTS,
        unexplained::FAULTS,
        hostile::FAULTS,
    ]
    .into_iter()
    .flatten()
}

/// The fault of this id.
pub fn find(id: &str) -> Option<&'static Fault> {
    all().find(|fault| fault.id == id)
}
