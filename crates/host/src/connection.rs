//! One connection from the first byte to the last.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use openssl::error::ErrorStack;
use openssl::ssl::{Ssl, SslAcceptor};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_openssl::SslStream;
use wire::x224::{self, Confirm};
use wire::{Malformed, der};

use crate::account::{Accounts, Verdict};
use crate::interrupt::{How, Interrupt, Point};
use crate::negotiation::Negotiation;
use crate::nla::{self, NlaPolicy, Outcome};
use crate::session::{self, SessionPolicy};

/// Everything a host decides.
#[derive(Clone)]
pub struct Policy {
    /// The security layers it takes.
    pub negotiation: Negotiation,
    /// Its TLS; [`crate::acceptor`] makes one.
    pub tls: SslAcceptor,
    /// Its NLA.
    pub nla: NlaPolicy,
    /// Its accounts.
    pub accounts: Accounts,
    /// What comes after the sign-in.
    pub session: SessionPolicy,
    /// What it does instead of answering.
    pub interrupt: Option<Interrupt>,
    /// What it counts.
    pub counters: Counters,
}

impl Policy {
    pub(crate) fn interrupts(&self, point: Point) -> bool {
        self.interrupt.as_ref().is_some_and(|interrupt| interrupt.at == point)
    }
}

/// What a host counts over all its connections.
#[derive(Debug, Clone, Default)]
pub struct Counters {
    connections: Arc<AtomicU32>,
    attempts: Arc<AtomicU32>,
}

impl Counters {
    /// How many connections were accepted.
    pub fn connections(&self) -> u32 {
        self.connections.load(Ordering::SeqCst)
    }

    /// How many proofs of a password came in.
    pub fn attempts(&self) -> u32 {
        self.attempts.load(Ordering::SeqCst)
    }

    pub(crate) fn attempt(&self) {
        self.attempts.fetch_add(1, Ordering::SeqCst);
    }
}

/// Why a connection ended before its time.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The client left.
    #[error("the client left")]
    Gone,
    /// The client sent something that is not the protocol.
    #[error("reading the client's message")]
    Malformed(#[from] Malformed),
    /// The connection broke.
    #[error("talking to the client")]
    Io(#[from] std::io::Error),
    /// TLS failed.
    #[error("setting up TLS")]
    Tls(#[from] ErrorStack),
    /// The handshake failed.
    #[error("the TLS handshake with the client")]
    Handshake(#[from] openssl::ssl::Error),
    /// The session's beginning failed.
    #[error("the session's beginning: {0}")]
    Session(String),
}

/// Serves one client until it is in, sent away, or gone.
pub async fn serve(mut stream: TcpStream, policy: &Policy) -> Result<(), Error> {
    policy.counters.connections.fetch_add(1, Ordering::SeqCst);
    stream.set_nodelay(true)?;
    if policy.interrupts(Point::Accept) {
        return interrupt(&mut stream, policy).await;
    }
    let request_bytes = read_packet(&mut stream).await?;
    let request = x224::read_request(&request_bytes)?;
    if policy.interrupts(Point::Request) {
        return interrupt(&mut stream, policy).await;
    }
    let answer = policy.negotiation.answer(request.protocols);
    stream.write_all(&x224::write_confirm(answer)).await?;
    let Confirm::Selected { protocol, .. } = answer else {
        return farewell(&mut stream).await;
    };
    if !protocol.is_tls() {
        // The classic layer's encryption is not served; the client has its answer.
        return farewell(&mut stream).await;
    }
    if policy.interrupts(Point::Handshake) {
        stream.read_exact(&mut [0; 1]).await?;
        return interrupt(&mut stream, policy).await;
    }
    let mut stream = SslStream::new(Ssl::new(policy.tls.context())?, stream)?;
    std::pin::Pin::new(&mut stream).accept().await?;
    let verdict = if protocol.is_nla() {
        let public_key = public_key(&policy.tls)?;
        match nla::accept(&mut stream, &public_key, policy).await? {
            Outcome::In(verdict) => verdict,
            Outcome::Refused => return farewell(&mut stream).await,
            Outcome::Interrupted(_) => return interrupt(&mut stream, policy).await,
        }
    } else {
        Verdict::Allowed
    };
    let early = protocol == wire::Protocols::HYBRID_EX;
    if early {
        let result = match verdict {
            Verdict::Unauthorized(code) => code,
            _ => 0,
        };
        stream.write_all(&result.to_le_bytes()).await?;
        if result != 0 {
            return farewell(&mut stream).await;
        }
    }
    let unauthorized = matches!(verdict, Verdict::Unauthorized(_));
    match session::begin(&mut stream, &request_bytes, policy, unauthorized).await? {
        Some(_) => interrupt(&mut stream, policy).await,
        None => farewell(&mut stream).await,
    }
}

/// The bits of the host's own public key, which CredSSP binds itself to.
fn public_key(acceptor: &SslAcceptor) -> Result<Vec<u8>, Error> {
    let certificate = acceptor.context().certificate().ok_or(Malformed::Unexpected)?;
    let info = certificate.public_key()?.public_key_to_der()?;
    Ok(der::subject_public_key(&info)?.to_vec())
}

async fn read_packet(stream: &mut TcpStream) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(512);
    loop {
        if let Some(size) = x224::packet_size(&bytes)? {
            if size > x224::MAX_SIZE {
                return Err(Malformed::Length.into());
            }
            if bytes.len() >= size {
                bytes.truncate(size);
                return Ok(bytes);
            }
        }
        // Not a byte beyond the packet: TLS begins behind it.
        let wanted = if bytes.len() < 4 {
            4 - bytes.len()
        } else {
            x224::packet_size(&bytes)?.unwrap_or(4) - bytes.len()
        };
        if (&mut *stream).take(wanted as u64).read_buf(&mut bytes).await? == 0 {
            return Err(Error::Gone);
        }
    }
}

/// Ends politely: says that nothing more comes, then waits for the client to leave.
async fn farewell<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S) -> Result<(), Error> {
    stream.flush().await?;
    let _ = stream.shutdown().await;
    drain(stream).await;
    Ok(())
}

async fn drain<S: AsyncRead + Unpin>(stream: &mut S) {
    let mut sink = [0; 4096];
    while matches!(stream.read(&mut sink).await, Ok(count) if count > 0) {}
}

async fn interrupt<S: AsyncRead + AsyncWrite + Unpin + Lingering>(
    stream: &mut S,
    policy: &Policy,
) -> Result<(), Error> {
    match policy.interrupt.as_ref().map(|interrupt| &interrupt.how) {
        None | Some(How::Close) => farewell(stream).await?,
        Some(How::Reset) => stream.reset_on_drop()?,
        Some(How::Stall) => drain(stream).await,
        Some(How::Say(bytes)) => {
            stream.write_all(bytes).await?;
            stream.flush().await?;
            drain(stream).await;
        }
        Some(How::Flood(bytes)) => loop {
            stream.write_all(bytes).await?;
        },
    }
    Ok(())
}

/// Streams that can end with a reset instead of a farewell.
trait Lingering {
    fn reset_on_drop(&mut self) -> std::io::Result<()>;
}

impl Lingering for TcpStream {
    fn reset_on_drop(&mut self) -> std::io::Result<()> {
        self.set_zero_linger()
    }
}

impl Lingering for SslStream<TcpStream> {
    fn reset_on_drop(&mut self) -> std::io::Result<()> {
        self.get_ref().set_zero_linger()
    }
}
