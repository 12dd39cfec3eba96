//! The RD Gateway of an `.rdp` file: examined up to its TLS, no further.

use std::net::IpAddr;

use diagnosis::facts::{Fact, Gap, Gateway, Lookup, Network, Way};
use jiff::Timestamp;

use crate::deadline::Deadline;
use crate::target::{HostPort, Target};
use crate::{name, network, tls, trust};

const HTTPS_PORT: u16 = 443;

/// Looks at the gateway; `None` if the file's gateway can't be read as a host.
pub(crate) async fn observe(
    text: &str,
    target: &Target,
    deadline: &Deadline,
    now: Timestamp,
) -> Option<Gateway> {
    let host = HostPort::parse_or(text, HTTPS_PORT).ok()?;
    let mut gateway = Gateway {
        host: host.host.clone(),
        port: host.port,
        name: Fact::not_reached(),
        network: Fact::not_reached(),
        tls: Fact::not_reached(),
    };
    let name = name::resolve(&host.host, target.resolver, deadline).await;
    let addresses: Vec<IpAddr> = match &name.lookup {
        Lookup::Found { addresses } => addresses.clone(),
        Lookup::Address => host.host.parse().into_iter().collect(),
        _ => Vec::new(),
    };
    gateway.name = Fact::Known(name);
    if addresses.is_empty() {
        return Some(gateway);
    }
    let (attempts, stream) = network::connect(&addresses, host.port, deadline).await;
    gateway.network = Fact::Known(Network {
        attempts,
        listener: Fact::not_applicable(),
        first_try: Fact::not_asked(),
        silent_trial: Fact::not_asked(),
        cut_after: Fact::not_applicable(),
        way: Way::unseen(),
    });
    let Some(stream) = stream else { return Some(gateway) };
    let Ok((mut seen, channel)) = tls::handshake(stream, &host.host, deadline).await else {
        gateway.tls = Fact::unknown(Gap::Failed("our own TLS could not be set up".to_owned()));
        return Some(gateway);
    };
    if let Some(channel) = channel {
        let chain = tls::chain(&channel);
        // A gateway's certificate is never accepted by a person: mstsc refuses it, too.
        let unasked = Target { ask: None, known_hosts: None, ..target.clone() };
        trust::judge(&mut seen, &chain, &host, &unasked, deadline, now);
    }
    gateway.tls = Fact::Known(seen);
    Some(gateway)
}
