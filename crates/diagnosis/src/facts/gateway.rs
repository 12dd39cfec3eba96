//! The RD Gateway, as far as it is examined: up to its TLS.

use serde::{Deserialize, Serialize};

use super::{Fact, Facts, Handshake, Name, Network, StageFacts, Tls, TrustPolicy};
use crate::stage::State;

/// What was seen of the gateway that an `.rdp` file names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gateway {
    /// Its host name.
    pub host: String,
    /// Its port, 443 unless the file says otherwise.
    pub port: u16,
    /// Its name resolution.
    #[serde(default)]
    pub name: Fact<Name>,
    /// The way to it.
    #[serde(default)]
    pub network: Fact<Network>,
    /// Its TLS.
    #[serde(default)]
    pub tls: Fact<Tls>,
}

impl StageFacts for Gateway {
    fn state(&self, all: &Facts) -> State {
        let blocked = self.name.known().is_some_and(|name| name.state(all) == State::Stopped)
            || self.network.known().is_some_and(|network| network.accepted().is_none())
            || self.tls.known().is_some_and(|tls| {
                // Clients refuse a gateway that nobody vouches for, and offer no way around it.
                let unverified = all.target.trust != TrustPolicy::Any && !tls.verified(all.observed_at);
                tls.handshake != Handshake::Completed || unverified
            });
        if blocked { State::Stopped } else { State::Unknown }
    }

    fn summary(&self, all: &Facts) -> String {
        let host = &self.host;
        if self.state(all) == State::Stopped {
            format!("{host} can't be used")
        } else {
            format!("{host} answers; what lies behind it was not looked at")
        }
    }
}
