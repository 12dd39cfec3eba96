//! The beginning of CredSSP: up to the host's NTLM challenge. Names nobody, proves nothing.

use std::net::SocketAddr;

use diagnosis::facts::{
    Challenge, ClockReading, Fact, Kdc, Kerberos, Millis, Nla, NlaOutcome, WindowsVersion,
};
use jiff::Timestamp;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::Instant;
use wire::ts_request::{MAX_SIZE, TsRequest};
use wire::{der, kerberos, ntlm};

use crate::deadline::Deadline;
use crate::tls::Channel;
use crate::{name, network};

/// How reading a TSRequest ended, where it did not end well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    Closed,
    Reset,
    Silent,
    Malformed,
}

/// Sends one TSRequest and reads the answer.
pub(crate) async fn talk(
    channel: &mut Channel,
    request: &[u8],
    deadline: &Deadline,
) -> Result<TsRequest, Broken> {
    send(channel, request, deadline).await?;
    let bytes = receive(channel, deadline).await?;
    TsRequest::read(&bytes).map_err(|_| Broken::Malformed)
}

/// Sends bytes.
pub(crate) async fn send(channel: &mut Channel, bytes: &[u8], deadline: &Deadline) -> Result<(), Broken> {
    let sent = async {
        channel.write_all(bytes).await?;
        channel.flush().await
    };
    match deadline.within(sent).await {
        None => Err(Broken::Silent),
        Some(Ok(())) => Ok(()),
        Some(Err(_)) => Err(broken(channel)),
    }
}

async fn receive(channel: &mut Channel, deadline: &Deadline) -> Result<Vec<u8>, Broken> {
    let mut bytes = Vec::with_capacity(1024);
    loop {
        match der::element_size(&bytes) {
            Ok(Some(size)) if size > MAX_SIZE => return Err(Broken::Malformed),
            Ok(Some(size)) if bytes.len() >= size => {
                bytes.truncate(size);
                return Ok(bytes);
            }
            Ok(_) => {}
            Err(_) => return Err(Broken::Malformed),
        }
        match deadline.within(channel.read_buf(&mut bytes)).await {
            None => return Err(Broken::Silent),
            Some(Ok(0) | Err(_)) => return Err(broken(channel)),
            Some(Ok(_)) => {}
        }
    }
}

pub(crate) fn broken(channel: &Channel) -> Broken {
    if channel.get_ref().reset { Broken::Reset } else { Broken::Closed }
}

/// Sends `first` and reads the host's challenge. The answer is returned for those who go on.
pub(crate) async fn observe(
    channel: &mut Channel,
    first: &[u8],
    deadline: &Deadline,
) -> (Nla, Option<TsRequest>) {
    let began = Instant::now();
    let answer = talk(channel, first, deadline).await;
    let mut nla = Nla {
        outcome: NlaOutcome::Challenged,
        took: Millis::from(began.elapsed()),
        version: Fact::not_reached(),
        challenge: Fact::not_reached(),
        clock: Fact::not_reached(),
        kerberos: Fact::not_asked(),
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(broken) => {
            nla.outcome = match broken {
                Broken::Closed => NlaOutcome::Closed,
                Broken::Reset => NlaOutcome::Reset,
                Broken::Silent => NlaOutcome::Stalled,
                Broken::Malformed => NlaOutcome::Malformed,
            };
            return (nla, None);
        }
    };
    nla.version = Fact::Known(answer.version);
    if let Some(code) = answer.error_code {
        nla.outcome = NlaOutcome::ErrorCode(code);
        return (nla, None);
    }
    let message = answer.nego_token.as_deref().and_then(ntlm::find);
    if let Some(Ok(challenge)) = message.map(ntlm::Challenge::read) {
        nla.clock = challenge.timestamp.and_then(filetime).map_or_else(Fact::not_applicable, |theirs| {
            Fact::Known(ClockReading { theirs, ours: Timestamp::now() })
        });
        nla.challenge = Fact::Known(facts(challenge));
    } else {
        nla.outcome = NlaOutcome::Malformed;
        return (nla, None);
    }
    (nla, Some(answer))
}

fn facts(challenge: ntlm::Challenge) -> Challenge {
    let bounded = |text: String| text.chars().take(256).collect::<String>();
    let name = |text: Option<String>| text.map(bounded).filter(|text| !text.is_empty());
    Challenge {
        target: bounded(challenge.target_name),
        nb_computer: name(challenge.nb_computer),
        nb_domain: name(challenge.nb_domain),
        dns_computer: name(challenge.dns_computer),
        dns_domain: name(challenge.dns_domain),
        dns_forest: name(challenge.dns_forest),
        windows: challenge.version.map(|(major, minor, build)| WindowsVersion { major, minor, build }),
        flags: challenge.flags,
    }
}

/// A FILETIME: 100 ns ticks since 1601.
fn filetime(ticks: u64) -> Option<Timestamp> {
    let since_1601 = i64::try_from(ticks / 10_000).ok()?;
    Timestamp::from_millisecond(since_1601.checked_sub(11_644_473_600_000)?).ok()
}

/// Asks a Kerberos server for a ticket without any proof, to see what it says.
pub(crate) async fn kdc_preflight(
    kdc: &str,
    realm: &str,
    user: &str,
    resolver: Option<SocketAddr>,
    deadline: &Deadline,
) -> (Kerberos, Option<SocketAddr>) {
    let realm = realm.to_uppercase();
    let mut connected = None;
    let (answer, clock) = ask_kdc(kdc, &realm, user, resolver, deadline, &mut connected).await;
    let clock = clock.map_or_else(Fact::not_reached, Fact::Known);
    (Kerberos { realm, kdc: kdc.to_owned(), answer, clock }, connected)
}

async fn ask_kdc(
    kdc: &str,
    realm: &str,
    user: &str,
    resolver: Option<SocketAddr>,
    deadline: &Deadline,
    connected: &mut Option<SocketAddr>,
) -> (Kdc, Option<ClockReading>) {
    let Ok(mut server) = crate::target::HostPort::parse(kdc) else { return (Kdc::Unreachable, None) };
    if !kdc.trim_end_matches(']').contains(&format!(":{}", server.port)) {
        server.port = 88;
    }
    let limit = deadline.remaining() / 2;
    let talk = async {
        let addresses = match name::resolve(&server.host, resolver, deadline).await.lookup {
            diagnosis::facts::Lookup::Found { addresses } => addresses,
            diagnosis::facts::Lookup::Address => server.host.parse().into_iter().collect(),
            _ => return Some((Kdc::Unreachable, None)),
        };
        let address = SocketAddr::new(*addresses.first()?, server.port);
        let Ok(mut stream) = network::open(address).await else { return Some((Kdc::Unreachable, None)) };
        *connected = Some(address);
        let request = kerberos::write_request(user, realm, 0x1234_5678);
        let length = u32::try_from(request.len()).ok()?.to_be_bytes();
        stream.write_all(&[&length[..], &request].concat()).await.ok()?;
        let length = usize::try_from(stream.read_u32().await.ok()?).ok()?;
        if length > kerberos::MAX_SIZE {
            return Some((Kdc::Malformed, None));
        }
        let mut reply = vec![0; length];
        stream.read_exact(&mut reply).await.ok()?;
        Some(match kerberos::read_reply(&reply) {
            Ok(kerberos::Reply::Ticket) => (Kdc::GaveTicket, None),
            Ok(kerberos::Reply::Error { code, server_time }) => {
                let clock =
                    kerberos_time(&server_time).map(|theirs| ClockReading { theirs, ours: Timestamp::now() });
                // KDC_ERR_PREAUTH_REQUIRED is the ordinary answer.
                (if code == 25 { Kdc::WantsProof } else { Kdc::Error(code) }, clock)
            }
            Err(_) => (Kdc::Malformed, None),
        })
    };
    match deadline.within_at_most(limit, talk).await {
        None => (Kdc::Silent, None),
        Some(None) => (Kdc::Malformed, None),
        Some(Some(answer)) => answer,
    }
}

fn kerberos_time(text: &str) -> Option<Timestamp> {
    let parsed = strtime::parse("%Y%m%d%H%M%SZ", text).ok()?.to_datetime().ok()?;
    parsed.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_read() {
        assert_eq!(filetime(133_000_000_000_000_000).unwrap().to_string(), "2022-06-18T04:26:40Z");
        assert_eq!(kerberos_time("20261122120000Z").unwrap().to_string(), "2026-11-22T12:00:00Z");
        assert_eq!(filetime(u64::MAX), None);
    }
}
