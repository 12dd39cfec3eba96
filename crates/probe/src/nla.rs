//! The beginning of CredSSP: up to the host's NTLM challenge. Names nobody, proves nothing.

use diagnosis::facts::{Challenge, ClockReading, Fact, Millis, Nla, NlaOutcome, WindowsVersion};
use jiff::Timestamp;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::Instant;
use wire::ts_request::{MAX_SIZE, TsRequest};
use wire::{der, ntlm};

use crate::deadline::Deadline;
use crate::tls::Channel;

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
        // A host that hangs up in the words of RDP instead (gnome-remote-desktop does).
        if bytes.starts_with(&[3, 0]) {
            return Err(Broken::Closed);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_read() {
        assert_eq!(filetime(133_000_000_000_000_000).unwrap().to_string(), "2022-06-18T04:26:40Z");
        assert_eq!(filetime(u64::MAX), None);
    }
}
