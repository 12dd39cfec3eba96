//! Kerberos: what a domain's server says without a proof, and the ticket for the host.
//!
//! sspi computes; every message to and from the server is read here first, so that its error
//! codes are kept and no second proof leaves.

use std::net::SocketAddr;

use diagnosis::facts::{ClockReading, Fact, Kdc, Kerberos, PasswordUse};
use jiff::Timestamp;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use sspi::generator::GeneratorState;
use sspi::{
    AuthIdentity, BufferType, ClientRequestFlags, CredentialUse, CredentialsBuffers, DataRepresentation,
    KerberosConfig, Secret, SecurityBuffer, SecurityBufferRef, SecurityStatus, Sspi, SspiImpl, Username,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use wire::kerberos::{self, Reply};

use crate::claim::Identity;
use crate::deadline::Deadline;
use crate::target::{HostPort, KERBEROS_PORT};
use crate::{name, network};

/// The servers of a realm, found.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    /// As the first was named.
    pub(crate) name: String,
    /// Their addresses, in the order in which they are tried; none if their names lead nowhere.
    pub(crate) at: Vec<SocketAddr>,
}

impl Server {
    /// Resolves servers, each `host` or `host:port`. `None` if none is named.
    pub(crate) async fn find(
        named: &[String],
        resolver: Option<SocketAddr>,
        deadline: &Deadline,
    ) -> Option<Self> {
        let name = named.first()?.clone();
        let mut at = Vec::new();
        for text in named {
            let Ok(host) = HostPort::parse_or(text, KERBEROS_PORT) else { continue };
            let addresses = match name::resolve(&host.host, resolver, deadline).await.lookup {
                diagnosis::facts::Lookup::Found { addresses } => addresses,
                diagnosis::facts::Lookup::Address => host.host.parse().into_iter().collect(),
                _ => Vec::new(),
            };
            at.extend(addresses.into_iter().take(2).map(|address| SocketAddr::new(address, host.port)));
        }
        Some(Self { name, at })
    }

    /// The first server that takes a connection; the others are left out from then on, so that
    /// all messages go to one.
    async fn settle(&mut self, deadline: &Deadline) {
        let each = deadline.remaining() / 2 / u32::try_from(self.at.len().max(1)).unwrap_or(1);
        for address in std::mem::take(&mut self.at) {
            if matches!(deadline.within_at_most(each, network::open(address)).await, Some(Ok(_))) {
                self.at = vec![address];
                return;
            }
            self.at.push(address);
        }
    }
}

/// Asks for a ticket without any proof, to see what the server says.
pub(crate) async fn ask_without_proof(
    server: &mut Server,
    realm: &str,
    user: &str,
    deadline: &Deadline,
) -> Kerberos {
    if server.at.len() > 1 {
        server.settle(deadline).await;
    }
    let limit = deadline.remaining() / 2;
    let at = server.at.first().copied();
    let talk = async {
        let request = kerberos::write_request(user, realm, 0x1234_5678);
        exchange(at, &frame(&request)).await
    };
    let (answer, clock) = match deadline.within_at_most(limit, talk).await {
        None => (Kdc::Silent, None),
        Some(Err(answer)) => (answer, None),
        Some(Ok(reply)) => judge(&reply),
    };
    Kerberos {
        realm: realm.to_owned(),
        kdc: server.name.clone(),
        answer,
        clock: clock.map_or_else(Fact::not_reached, Fact::Known),
        ticket: Fact::not_asked(),
    }
}

fn frame(message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(message.len()).unwrap_or_default().to_be_bytes();
    [&length[..], message].concat()
}

/// One message there and its answer back, both with their length in front (RFC 4120 7.2.2).
async fn exchange(server: Option<SocketAddr>, message: &[u8]) -> Result<Vec<u8>, Kdc> {
    let mut stream = network::open(server.ok_or(Kdc::Unreachable)?).await.map_err(|_| Kdc::Unreachable)?;
    let talk = async {
        stream.write_all(message).await.ok()?;
        let length = stream.read_u32().await.ok()?;
        let size = usize::try_from(length).ok().filter(|size| *size <= kerberos::MAX_SIZE)?;
        let mut reply = vec![0; size + 4];
        reply[..4].copy_from_slice(&length.to_be_bytes());
        stream.read_exact(&mut reply[4..]).await.ok()?;
        Some(reply)
    };
    talk.await.ok_or(Kdc::Malformed)
}

/// What a server's answer says, and its clock.
fn judge(reply: &[u8]) -> (Kdc, Option<ClockReading>) {
    match kerberos::read_reply(reply.get(4..).unwrap_or_default()) {
        Ok(Reply::Ticket) => (Kdc::GaveTicket, None),
        Ok(Reply::Error { code, server_time, status }) => {
            let theirs = kerberos_time(&server_time);
            let clock = theirs.map(|theirs| ClockReading { theirs, ours: Timestamp::now() });
            // KDC_ERR_PREAUTH_REQUIRED is the ordinary answer.
            let said = match (code, status) {
                (25, _) => Kdc::WantsProof,
                (code, Some(status)) => Kdc::Explained { code, status },
                (code, None) => Kdc::Error(code),
            };
            (said, clock)
        }
        Err(_) => (Kdc::Malformed, None),
    }
}

fn kerberos_time(text: &str) -> Option<Timestamp> {
    let parsed = strtime::parse("%Y%m%d%H%M%SZ", text).ok()?.to_datetime().ok()?;
    parsed.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// Why there is no ticket for the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoTicket {
    /// The server judged the proof: the attempt is used up.
    Judged(Kdc),
    /// The server took the proof, and has no ticket for this host.
    NoService(Kdc),
    /// Nothing computed from the password was judged.
    NotTried,
}

/// A security context with the host, under way.
pub(crate) struct Context {
    kerberos: sspi::Kerberos,
    credentials: Option<CredentialsBuffers>,
    target: String,
    /// The first token for the host (AP-REQ).
    pub(crate) token: Vec<u8>,
}

/// What the messages to the server were, and what came back.
#[derive(Default)]
struct Tap {
    proofs: u32,
    last: Option<Kdc>,
    /// Whether a ticket for the host was asked for: sspi does so only when it could open the
    /// answer to the proof, which takes the password. What the answer claims to be counts for
    /// nothing: anybody can write a reply that looks like a ticket.
    opened: bool,
    /// Where every message went.
    sent_to: Vec<SocketAddr>,
}

impl Tap {
    fn no_ticket(&self) -> NoTicket {
        let last = match self.last {
            Some(Kdc::GaveTicket | Kdc::WantsProof) | None => Kdc::Malformed,
            Some(said) => said,
        };
        match (self.proofs, self.opened) {
            (0, _) => NoTicket::NotTried,
            (_, false) => NoTicket::Judged(last),
            (_, true) => NoTicket::NoService(last),
        }
    }
}

/// Gets a ticket for `TERMSRV/host`, with one proof of the password. Also says where messages
/// went.
pub(crate) async fn ticket(
    identity: &Identity,
    realm: &str,
    server: &Server,
    host: &str,
    used: &mut PasswordUse,
    deadline: &Deadline,
) -> (Result<Context, NoTicket>, Vec<SocketAddr>) {
    let mut tap = Tap::default();
    let got = get_ticket(identity, realm, server, host, &mut tap, used, deadline).await;
    (got.and_then(|context| context.ok_or(())).map_err(|()| tap.no_ticket()), tap.sent_to)
}

async fn get_ticket(
    identity: &Identity,
    realm: &str,
    server: &Server,
    host: &str,
    tap: &mut Tap,
    used: &mut PasswordUse,
    deadline: &Deadline,
) -> Result<Option<Context>, ()> {
    // The tap decides where messages go; sspi must not look for servers of its own.
    let config = KerberosConfig::new("tcp://kdc.invalid:88", crate::logon::computer_name());
    let mut kerberos = sspi::Kerberos::new_client_from_config(config).map_err(drop)?;
    let username = Username::new_down_level_logon_name(&identity.user, realm).map_err(drop)?;
    let password = Secret::new(identity.password.expose().to_owned());
    let handle = kerberos
        .acquire_credentials_handle()
        .with_credential_use(CredentialUse::Outbound)
        .with_auth_data(&AuthIdentity { username, password }.into())
        .execute(&mut kerberos)
        .map_err(drop)?;
    let target = format!("TERMSRV/{host}");
    let mut context = Context { kerberos, credentials: handle.credentials_handle, target, token: Vec::new() };
    let got = context.step(&[], server.at.first().copied(), tap, used, deadline).await;
    Ok(got.filter(|(token, _)| !token.is_empty()).map(|(token, _)| {
        context.token = token;
        context
    }))
}

impl Context {
    /// Takes the host's token (AP-REP); afterwards messages can be sealed.
    pub(crate) async fn accept(&mut self, token: &[u8], deadline: &Deadline) -> bool {
        let mut used = PasswordUse::default();
        let done = self.step(token, None, &mut Tap::default(), &mut used, deadline).await;
        done.is_some_and(|(_, status)| status == SecurityStatus::Ok)
    }

    /// One step of sspi's state machine. Of its errors nothing is kept: the tap knows better.
    async fn step(
        &mut self,
        input: &[u8],
        server: Option<SocketAddr>,
        tap: &mut Tap,
        used: &mut PasswordUse,
        deadline: &Deadline,
    ) -> Option<(Vec<u8>, SecurityStatus)> {
        let mut input = [SecurityBuffer::new(input.to_vec(), BufferType::Token)];
        let mut output = [SecurityBuffer::new(Vec::new(), BufferType::Token)];
        let flags = ClientRequestFlags::MUTUAL_AUTH
            | ClientRequestFlags::INTEGRITY
            | ClientRequestFlags::CONFIDENTIALITY
            | ClientRequestFlags::SEQUENCE_DETECT
            | ClientRequestFlags::REPLAY_DETECT;
        let mut builder = self
            .kerberos
            .initialize_security_context()
            .with_credentials_handle(&mut self.credentials)
            .with_context_requirements(flags)
            .with_target_data_representation(DataRepresentation::Native)
            .with_target_name(&self.target)
            .with_input(&mut input)
            .with_output(&mut output);
        let status = {
            let mut generator = self.kerberos.initialize_security_context_impl(&mut builder).ok()?;
            let mut state = quietly(|| generator.start())?;
            loop {
                match state {
                    GeneratorState::Completed(result) => break result.ok()?.status,
                    GeneratorState::Suspended(request) => {
                        let reply = tap.send(server, &request.data, used, deadline).await?;
                        state = quietly(|| generator.resume(Ok(reply)))?;
                    }
                }
            }
        };
        let [output] = output;
        Some((output.buffer, status))
    }

    /// Seals a message for the host.
    pub(crate) fn seal(&mut self, message: &[u8]) -> Option<Vec<u8>> {
        let mut token = vec![0; self.kerberos.query_context_sizes().ok()?.security_trailer as usize];
        let mut data = message.to_vec();
        let mut buffers = [SecurityBufferRef::token_buf(&mut token), SecurityBufferRef::data_buf(&mut data)];
        quietly(|| self.kerberos.encrypt_message(sspi::EncryptionFlags::empty(), &mut buffers))?.ok()?;
        let sealed: Vec<u8> = buffers.iter().flat_map(|buffer| buffer.data().to_vec()).collect();
        Some(sealed)
    }

    /// Opens a message that the host sealed.
    pub(crate) fn open(&mut self, sealed: &[u8]) -> Option<Vec<u8>> {
        let mut sealed = kerberos::rotate_sealed(sealed, sspi::kerberos::RRC).ok()?;
        let mut data = Vec::new();
        let mut buffers =
            [SecurityBufferRef::stream_buf(&mut sealed), SecurityBufferRef::data_buf(&mut data)];
        quietly(|| self.kerberos.decrypt_message(&mut buffers))?.ok()?;
        Some(buffers[1].data().to_vec())
    }
}

/// A library's panic over a peer's bytes is the peer's malformed message.
fn quietly<T>(step: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(step)).ok()
}

impl Tap {
    /// Passes a message on, unless it would be a second proof.
    async fn send(
        &mut self,
        server: Option<SocketAddr>,
        message: &[u8],
        used: &mut PasswordUse,
        deadline: &Deadline,
    ) -> Option<Vec<u8>> {
        // Whatever is neither of the two requests we know does not leave.
        let request = kerberos::read_kind(message.get(4..)?).ok()?;
        let proof = request == kerberos::Kind::ForUser { proof: true };
        if proof && self.proofs > 0 {
            return None;
        }
        self.opened |= request == kerberos::Kind::ForService;
        self.sent_to.extend(server);
        self.proofs += u32::from(proof);
        used.proof_sent |= proof;
        used.proof_to_kdc |= proof;
        let reply = deadline.within(exchange(server, message)).await.unwrap_or(Err(Kdc::Silent));
        let (said, reply) = match reply {
            Err(said) => (said, None),
            Ok(reply) => (judge(&reply).0, Some(reply)),
        };
        self.last = Some(said);
        reply
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_clock_is_read() {
        assert_eq!(kerberos_time("20261122120000Z").unwrap().to_string(), "2026-11-22T12:00:00Z");
    }
}
