//! Name resolution: the system's answer first, and the reason where it has none.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use diagnosis::facts::{Lookup, Millis, Name};
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{NameServerConfig, ResolverConfig};
use hickory_resolver::name_server::TokioConnectionProvider;
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::xfer::Protocol;
use hickory_resolver::proto::{ProtoError, ProtoErrorKind};
use tokio::time::Instant;

use crate::deadline::Deadline;
use crate::target::KERBEROS_PORT;

/// At most so many addresses are tried.
const MAX_ADDRESSES: usize = 8;
/// At most so many Kerberos servers of a realm are tried.
const MAX_KERBEROS_SERVERS: usize = 3;

/// Resolves `host`, by the system or by `resolver`.
pub(crate) async fn resolve(host: &str, resolver: Option<SocketAddr>, deadline: &Deadline) -> Name {
    let began = Instant::now();
    let lookup = lookup(host, resolver, deadline).await;
    Name { lookup, took: Millis::from(began.elapsed()) }
}

/// The Kerberos servers that the name server knows for a realm, as `host:port`, the preferred
/// one first (RFC 4120 7.2.3.2).
pub(crate) async fn kerberos_servers(
    realm: &str,
    resolver: Option<SocketAddr>,
    deadline: &Deadline,
) -> Vec<String> {
    let limit = deadline.remaining() / 4;
    let Some(resolver) = asker(resolver, limit) else { return Vec::new() };
    let name = format!("_kerberos._tcp.{}.", realm.to_lowercase());
    let Some(Ok(found)) = deadline.within_at_most(limit, resolver.srv_lookup(name)).await else {
        return Vec::new();
    };
    let mut records: Vec<_> = found.iter().collect();
    records.sort_by_key(|record| (record.priority(), std::cmp::Reverse(record.weight())));
    // Kerberos has its port; whoever answers for the name server shall not send us elsewhere.
    let kerberos = records.iter().filter(|record| record.port() == KERBEROS_PORT);
    let named = kerberos.take(MAX_KERBEROS_SERVERS).map(|record| {
        let host = record.target().to_utf8();
        format!("{}:{}", host.trim_end_matches('.'), record.port())
    });
    named.collect()
}

async fn lookup(host: &str, resolver: Option<SocketAddr>, deadline: &Deadline) -> Lookup {
    if host.parse::<IpAddr>().is_ok() {
        return Lookup::Address;
    }
    let Ok(ascii) = idna::domain_to_ascii(host) else { return Lookup::Impossible };
    if ascii.is_empty() || ascii.len() > 253 {
        return Lookup::Impossible;
    }
    // Half of the time is for the system; the other half is to learn why it failed.
    let half = deadline.remaining() / 2;
    if resolver.is_none()
        && let Some(Ok(found)) =
            deadline.within_at_most(half, tokio::net::lookup_host((ascii.as_str(), 0))).await
    {
        return found_addresses(found.map(|address| address.ip()));
    }
    deadline.within(ask(&ascii, resolver, deadline.remaining())).await.unwrap_or(Lookup::NoAnswer)
}

fn found_addresses(addresses: impl Iterator<Item = IpAddr>) -> Lookup {
    let mut unique: Vec<IpAddr> = Vec::new();
    for address in addresses {
        if !unique.contains(&address) && unique.len() < MAX_ADDRESSES {
            unique.push(address);
        }
    }
    if unique.is_empty() { Lookup::Empty } else { Lookup::Found { addresses: unique } }
}

/// A resolver that asks the name servers itself; `None` if there is no usable configuration.
fn asker(resolver: Option<SocketAddr>, limit: Duration) -> Option<TokioResolver> {
    let mut builder = match resolver {
        Some(server) => {
            let mut config = ResolverConfig::new();
            config.add_name_server(NameServerConfig::new(server, Protocol::Udp));
            TokioResolver::builder_with_config(config, TokioConnectionProvider::default())
        }
        None => TokioResolver::builder_tokio().ok()?,
    };
    let options = builder.options_mut();
    options.timeout = (limit / 3).max(Duration::from_millis(200));
    options.attempts = 1;
    options.ip_strategy = hickory_resolver::config::LookupIpStrategy::Ipv4AndIpv6;
    if resolver.is_some() {
        options.use_hosts_file = hickory_resolver::config::ResolveHosts::Never;
    }
    Some(builder.build())
}

/// Asks the name servers themselves, which say why.
async fn ask(ascii: &str, resolver: Option<SocketAddr>, limit: Duration) -> Lookup {
    let Some(resolver) = asker(resolver, limit) else { return Lookup::NoAnswer };
    match resolver.lookup_ip(ascii).await {
        Ok(found) => {
            // IPv6 first, as systems order them.
            let (v6, v4): (Vec<IpAddr>, Vec<IpAddr>) = found.iter().partition(IpAddr::is_ipv6);
            found_addresses(v6.into_iter().chain(v4))
        }
        Err(error) => match error.proto().map(ProtoError::kind) {
            Some(ProtoErrorKind::NoRecordsFound { response_code, .. }) => match *response_code {
                ResponseCode::NXDomain => Lookup::NoSuchName,
                ResponseCode::NoError => Lookup::Empty,
                _ => Lookup::ServerFailed,
            },
            _ => Lookup::NoAnswer,
        },
    }
}
