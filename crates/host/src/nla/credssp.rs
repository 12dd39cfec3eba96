//! The acceptor's side of CredSSP ([MS-CSSP] 3.1.5).

use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use wire::ntlm::{self, Authenticate, Challenge, SIGNATURE};
use wire::spnego::{self, State};
use wire::ts_request::{MAX_SIZE, TsRequest};
use wire::{Malformed, der};

use super::ntlm::{Channel, Exchange, agreed_flags, prove};
use crate::account::{Account, Verdict};
use crate::connection::{Error, Policy};
use crate::interrupt::Point;

const WRONG_CREDENTIALS: u32 = 0xC000_006D;
const CLIENT_BINDING: &[u8] = b"CredSSP Client-To-Server Binding Hash\0";
const SERVER_BINDING: &[u8] = b"CredSSP Server-To-Client Binding Hash\0";
/// 100 ns ticks between 1601 and 1970.
const UNIX_EPOCH_IN_TICKS: u64 = 116_444_736_000_000_000;

/// How the sign-in ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The password was proven, and the credentials were delegated.
    In(Verdict),
    /// The client was sent away.
    Refused,
    /// An interruption is due here.
    Interrupted(Point),
}

/// Runs the exchange. `public_key` is the host's own, as in its certificate.
pub(crate) async fn accept<S>(stream: &mut S, public_key: &[u8], policy: &Policy) -> Result<Outcome, Error>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let first = read(stream).await?;
    if policy.interrupts(Point::SignIn) {
        return Ok(Outcome::Interrupted(Point::SignIn));
    }
    let version = policy.nla.version.min(first.version);
    let framing = Framing::of(first.nego_token.as_deref().unwrap_or_default())?;

    let negotiate =
        if let Some(token) = framing.first_token(first.nego_token.as_deref().unwrap_or_default())? {
            token
        } else {
            // The client prefers another mechanism; NTLM is selected, and it begins anew.
            let select = spnego::write_response(State::AcceptIncomplete, true, None, None);
            write(stream, policy, |request| request.nego_token = Some(select)).await?;
            framing.token(&read(stream).await?.nego_token.unwrap_or_default())?.0
        };
    let challenge = challenge(policy, ntlm::read_negotiate(&negotiate)?)?;
    let challenge_bytes = challenge.write();
    let reply = framing.wrap(State::AcceptIncomplete, &challenge_bytes);
    write(stream, policy, |request| request.nego_token = Some(reply)).await?;

    let mut proof = read(stream).await?;
    policy.counters.attempt();
    if policy.interrupts(Point::Proof) {
        return Ok(Outcome::Interrupted(Point::Proof));
    }
    let (authenticate, mic) = framing.token(proof.nego_token.as_deref().unwrap_or_default())?;
    let exchange = Exchange {
        negotiate: &negotiate,
        challenge: &challenge,
        challenge_bytes: &challenge_bytes,
        authenticate: &authenticate,
    };
    let Some((account, mut channel)) = judge(policy, &exchange) else {
        return refuse(stream, policy, version, WRONG_CREDENTIALS).await;
    };
    if let Framing::Spnego { list } = &framing {
        if mic.is_some_and(|mic| !channel.verify_list(list, &mic)) {
            return refuse(stream, policy, version, WRONG_CREDENTIALS).await;
        }
        let signature = channel.sign_list(list);
        let done = spnego::write_response(State::AcceptCompleted, false, None, Some(&signature));
        write(stream, policy, |request| request.nego_token = Some(done)).await?;
        proof = read(stream).await?;
    }

    let binding = Binding { version, nonce: proof.client_nonce.as_deref().unwrap_or_default(), public_key };
    let bound = proof
        .pub_key_auth
        .as_deref()
        .and_then(|sealed| channel.unseal(sealed))
        .is_some_and(|plain| plain == binding.of_client());
    if !bound {
        return refuse(stream, policy, version, WRONG_CREDENTIALS).await;
    }
    if let Verdict::Refused(code) = account.verdict {
        return refuse(stream, policy, version, code).await;
    }
    let mut own_proof = binding.of_server();
    if policy.nla.foreign_key {
        own_proof.reverse();
    }
    let own_proof = channel.seal(&own_proof);
    write(stream, policy, |request| request.pub_key_auth = Some(own_proof)).await?;

    // The delegated credentials: taken so that the client may go on, and dropped unread.
    read(stream).await?;
    Ok(Outcome::In(account.verdict))
}

/// The account, and the channel its password opens; `None` for every kind of wrong.
fn judge<'a>(policy: &'a Policy, exchange: &Exchange<'_>) -> Option<(&'a Account, Channel)> {
    let user = Authenticate::read(exchange.authenticate).ok()?.user;
    let account = policy.accounts.find(&user)?;
    Some((account, prove(exchange, account.nt_hash).ok()?))
}

async fn refuse<S: AsyncWrite + Unpin>(
    stream: &mut S,
    policy: &Policy,
    version: u32,
    code: u32,
) -> Result<Outcome, Error> {
    // [MS-CSSP] 2.2.1: errorCode only where the version knows it.
    let speaks_codes = matches!(version, 3 | 4) || version >= 6;
    if speaks_codes && !policy.accounts.codeless {
        write(stream, policy, |request| request.error_code = Some(code)).await?;
    }
    Ok(Outcome::Refused)
}

fn challenge(policy: &Policy, asked: u32) -> Result<Challenge, Error> {
    let mut server_challenge = [0; 8];
    openssl::rand::rand_bytes(&mut server_challenge)?;
    let names = &policy.nla.names;
    let name = |name: &String| Some(name.clone()).filter(|name| !name.is_empty());
    Ok(Challenge {
        flags: agreed_flags(asked),
        server_challenge,
        target_name: names.nb_domain.clone(),
        version: Some(policy.nla.windows),
        nb_computer: name(&names.nb_computer),
        nb_domain: name(&names.nb_domain),
        dns_computer: name(&names.dns_computer),
        dns_domain: name(&names.dns_domain),
        dns_forest: None,
        timestamp: Some(ticks(policy.nla.clock_ahead)),
    })
}

/// The host's clock as a FILETIME.
fn ticks(ahead: i64) -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let now = u64::try_from(now.as_nanos() / 100).unwrap_or(u64::MAX);
    now.saturating_add(UNIX_EPOCH_IN_TICKS).saturating_add_signed(ahead.saturating_mul(10_000_000))
}

/// What each end proves about the TLS key ([MS-CSSP] 3.1.5, steps 3 and 5).
struct Binding<'a> {
    version: u32,
    nonce: &'a [u8],
    public_key: &'a [u8],
}

impl Binding<'_> {
    fn hashed(&self, magic: &[u8]) -> Vec<u8> {
        Sha256::new()
            .chain_update(magic)
            .chain_update(self.nonce)
            .chain_update(self.public_key)
            .finalize()
            .to_vec()
    }

    fn of_client(&self) -> Vec<u8> {
        if self.version >= 5 { self.hashed(CLIENT_BINDING) } else { self.public_key.to_vec() }
    }

    fn of_server(&self) -> Vec<u8> {
        if self.version >= 5 {
            return self.hashed(SERVER_BINDING);
        }
        let mut key = self.public_key.to_vec();
        if let Some(first) = key.first_mut() {
            *first = first.wrapping_add(1);
        }
        key
    }
}

/// How NTLM messages travel.
enum Framing {
    Raw,
    Spnego { list: Vec<u8> },
}

impl Framing {
    fn of(token: &[u8]) -> Result<Self, Malformed> {
        if token.starts_with(SIGNATURE) {
            return Ok(Self::Raw);
        }
        let init = spnego::Init::read(token)?;
        if init.offers_ntlm {
            Ok(Self::Spnego { list: init.mechanisms.to_vec() })
        } else {
            Err(Malformed::Unexpected)
        }
    }

    /// The first NTLM message, if the client's first token carries one.
    fn first_token(&self, token: &[u8]) -> Result<Option<Vec<u8>>, Malformed> {
        match self {
            Self::Raw => Ok(Some(token.to_vec())),
            Self::Spnego { .. } => {
                let init = spnego::Init::read(token)?;
                Ok(init.token.filter(|_| init.prefers_ntlm).map(<[u8]>::to_vec))
            }
        }
    }

    /// A later NTLM message, and the client's signature over its mechanism list.
    fn token(&self, token: &[u8]) -> Result<(Vec<u8>, Option<Vec<u8>>), Malformed> {
        match self {
            Self::Raw => Ok((token.to_vec(), None)),
            Self::Spnego { .. } => {
                let response = spnego::Response::read(token)?;
                let inner = response.token.ok_or(Malformed::Unexpected)?;
                Ok((inner.to_vec(), response.mic.map(<[u8]>::to_vec)))
            }
        }
    }

    fn wrap(&self, state: State, token: &[u8]) -> Vec<u8> {
        match self {
            Self::Raw => token.to_vec(),
            Self::Spnego { .. } => spnego::write_response(state, true, Some(token), None),
        }
    }
}

async fn read<S: AsyncRead + Unpin>(stream: &mut S) -> Result<TsRequest, Error> {
    let mut bytes = Vec::with_capacity(1024);
    loop {
        if let Some(size) = der::element_size(&bytes)? {
            if size > MAX_SIZE {
                return Err(Malformed::Length.into());
            }
            if bytes.len() >= size {
                return Ok(TsRequest::read(&bytes[..size])?);
            }
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(Error::Gone);
        }
    }
}

async fn write<S: AsyncWrite + Unpin>(
    stream: &mut S,
    policy: &Policy,
    fill: impl FnOnce(&mut TsRequest),
) -> Result<(), Error> {
    let mut request = TsRequest { version: policy.nla.version, ..TsRequest::default() };
    fill(&mut request);
    stream.write_all(&request.write()).await?;
    Ok(stream.flush().await?)
}
