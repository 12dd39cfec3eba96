//! TLS, over an OpenSSL that speaks what old Windows speaks. Weakness is a fact here,
//! not a wall: whether the host is the right one is judged in `trust`.

use std::net::SocketAddr;
use std::pin::Pin;

use diagnosis::facts::{
    Certificate, Fact, Handshake, HostTrust, KeyKind, Millis, Protocols, Remembered, Tls, VersionTrial,
};
use jiff::Timestamp;
use openssl::asn1::{Asn1Time, Asn1TimeRef};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::Id;
use openssl::ssl::{ErrorCode, SslConnector, SslMethod, SslOptions, SslVerifyMode, SslVersion};
use openssl::x509::{X509, X509NameRef, X509Ref, X509VerifyResult};
use tokio::io::AsyncWriteExt;
use tokio::time::Instant;
use tokio_openssl::SslStream;

use crate::deadline::Deadline;
use crate::stream::{Recorded, hex};
use crate::{negotiation, network};

/// At most so many certificates of a chain are kept.
const MAX_CHAIN: usize = 10;
/// At most so many names of a certificate are kept.
const MAX_NAMES: usize = 50;
/// SSL_AD_REASON_OFFSET: OpenSSL reports the peer's alert n as reason 1000 + n.
const ALERT_OFFSET: i32 = 1000;
/// SSL_OP_LEGACY_SERVER_CONNECT, which the crate does not name.
const LEGACY_SERVER_CONNECT: u64 = 4;
/// SSL_R_UNEXPECTED_EOF_WHILE_READING.
const UNEXPECTED_EOF: i32 = 294;

/// A channel that stands.
pub(crate) type Channel = SslStream<Recorded>;

/// Makes the handshake. The channel is returned only if it stands.
///
/// An error is our own: OpenSSL could not be set up.
pub(crate) async fn handshake(
    stream: Recorded,
    host: &str,
    deadline: &Deadline,
) -> Result<(Tls, Option<Channel>), ErrorStack> {
    let began = Instant::now();
    Ok(match attempt(stream, host, None, deadline).await? {
        Ok(channel) => {
            let tls = seen(&channel, Millis::from(began.elapsed()));
            (tls, Some(channel))
        }
        Err(handshake) => (failed(handshake, Millis::from(began.elapsed())), None),
    })
}

/// Tries each version alone, on a connection of its own.
pub(crate) async fn version_trials(
    to: SocketAddr,
    host: &str,
    offered: Protocols,
    deadline: &Deadline,
) -> Vec<VersionTrial> {
    let versions = [
        ("TLSv1.3", SslVersion::TLS1_3),
        ("TLSv1.2", SslVersion::TLS1_2),
        ("TLSv1.1", SslVersion::TLS1_1),
        ("TLSv1", SslVersion::TLS1),
    ];
    let mut trials = Vec::new();
    for (name, version) in versions {
        let Some(Ok(opened)) = deadline.within(network::open(to)).await else { break };
        let mut stream = Recorded::new(opened);
        if negotiation::exchange(&mut stream, offered, None, deadline).await.is_none() {
            break;
        }
        let handshake = match attempt(stream, host, Some(version), deadline).await {
            Err(_) => break,
            Ok(Ok(mut channel)) => {
                let _ = channel.shutdown().await;
                Handshake::Completed
            }
            Ok(Err(handshake)) => handshake,
        };
        trials.push(VersionTrial { version: name.to_owned(), handshake });
    }
    trials
}

async fn attempt(
    mut stream: Recorded,
    host: &str,
    only: Option<SslVersion>,
    deadline: &Deadline,
) -> Result<Result<Channel, Handshake>, ErrorStack> {
    stream.forget();
    let mut channel = prepare(stream, host, only)?;
    Ok(match deadline.within(Pin::new(&mut channel).connect()).await {
        Some(Ok(())) => Ok(channel),
        Some(Err(error)) => Err(ended(&error, channel.get_ref())),
        None => Err(plain_text(channel.get_ref()).unwrap_or(Handshake::Stalled)),
    })
}

fn prepare(stream: Recorded, host: &str, only: Option<SslVersion>) -> Result<Channel, ErrorStack> {
    let mut builder = SslConnector::builder(SslMethod::tls_client())?;
    builder.set_verify(SslVerifyMode::NONE);
    builder.set_security_level(0);
    builder.set_cipher_list("ALL:!aNULL:!eNULL:@SECLEVEL=0")?;
    builder.clear_options(SslOptions::NO_TLSV1 | SslOptions::NO_TLSV1_1 | SslOptions::NO_SSLV3);
    // Hosts from before RFC 5746 are looked at, too.
    builder.set_options(SslOptions::from_bits_retain(LEGACY_SERVER_CONNECT));
    builder.set_min_proto_version(Some(only.unwrap_or(SslVersion::TLS1)))?;
    builder.set_max_proto_version(only)?;
    let mut configuration = builder.build().configure()?;
    configuration.set_verify_hostname(false);
    let by_name = host.parse::<std::net::IpAddr>().is_err();
    configuration.set_use_server_name_indication(by_name);
    let name = idna::domain_to_ascii(host).unwrap_or_default();
    let ssl = configuration.into_ssl(if by_name { &name } else { "" })?;
    SslStream::new(ssl, stream)
}

/// Bytes that are not a TLS record.
fn plain_text(stream: &Recorded) -> Option<Handshake> {
    let first = *stream.first.first()?;
    (!(20..=24).contains(&first)).then(|| Handshake::PlainText { first_bytes: stream.first_hex() })
}

fn ended(error: &openssl::ssl::Error, stream: &Recorded) -> Handshake {
    if let Some(plain) = plain_text(stream) {
        return plain;
    }
    let reason =
        error.ssl_error().and_then(|stack| stack.errors().first()).map(openssl::error::Error::reason_code);
    match reason {
        Some(UNEXPECTED_EOF) => Handshake::Closed,
        Some(reason @ ALERT_OFFSET..1256) => {
            Handshake::Alert { code: u8::try_from(reason - ALERT_OFFSET).unwrap_or(u8::MAX) }
        }
        Some(reason) => Handshake::Rejected { code: reason.unsigned_abs() },
        None if stream.reset => Handshake::Reset,
        None if error.code() == ErrorCode::SYSCALL || stream.closed => Handshake::Closed,
        None => Handshake::Rejected { code: 0 },
    }
}

fn failed(handshake: Handshake, took: Millis) -> Tls {
    Tls {
        handshake,
        took,
        version: Fact::not_reached(),
        cipher: Fact::not_reached(),
        temporary_key_bits: Fact::not_reached(),
        chain: Vec::new(),
        verdict: Fact::not_reached(),
        name_fits: Fact::not_reached(),
        remembered: Remembered::Never,
        trust: HostTrust::NotJudged,
        clock: Fact::not_asked(),
        trials: Vec::new(),
    }
}

fn seen(channel: &Channel, took: Millis) -> Tls {
    let ssl = channel.ssl();
    let cipher = ssl.current_cipher().map(|cipher| cipher.name().to_owned());
    let temporary_key_bits = ssl.peer_tmp_key().ok().map(|key| key.bits());
    let chain = chain(channel).iter().map(|certificate| describe(certificate)).collect();
    Tls {
        version: Fact::Known(ssl.version_str().to_owned()),
        cipher: cipher.into(),
        temporary_key_bits: temporary_key_bits.into(),
        chain,
        ..failed(Handshake::Completed, took)
    }
}

/// The certificates as sent, the host's own first.
pub(crate) fn chain(channel: &Channel) -> Vec<X509> {
    let sent = channel.ssl().peer_cert_chain();
    sent.map_or_else(Vec::new, |chain| chain.iter().take(MAX_CHAIN).map(ToOwned::to_owned).collect())
}

/// The bits of the host's key, which CredSSP binds itself to.
pub(crate) fn public_key(channel: &Channel) -> Option<Vec<u8>> {
    let info = channel.ssl().peer_certificate()?.public_key().ok()?.public_key_to_der().ok()?;
    wire::der::subject_public_key(&info).ok().map(<[u8]>::to_vec)
}

/// A certificate's facts. Total: a certificate that is odd must never make the next one of the
/// chain look like the host's own.
pub(crate) fn describe(certificate: &X509Ref) -> Certificate {
    let key = certificate.public_key().ok();
    let subject = common_name(certificate.subject_name());
    let issuer = common_name(certificate.issuer_name());
    let names = names(certificate);
    let names = names.dns.into_iter().chain(names.addresses).take(MAX_NAMES).collect();
    Certificate {
        subject,
        issuer,
        names,
        not_before: timestamp(certificate.not_before()).unwrap_or(Timestamp::MAX),
        not_after: timestamp(certificate.not_after()).unwrap_or_else(|| no_end(certificate.not_after())),
        key: match key.as_ref().map(|key| key.id()) {
            Some(Id::RSA | Id::RSA_PSS) => KeyKind::Rsa,
            Some(Id::EC | Id::ED25519 | Id::ED448) => KeyKind::Ec,
            Some(Id::DSA) => KeyKind::Dsa,
            _ => KeyKind::Other,
        },
        key_bits: key.map_or(0, |key| key.bits()),
        signature: bounded(certificate.signature_algorithm().object().nid().long_name().unwrap_or("unknown")),
        self_signed: certificate.issued(certificate) == X509VerifyResult::OK,
        sha256: fingerprint(certificate),
    }
}

/// SHA-256 of the DER, hexadecimal; empty if it can't be had, which fits no remembered host.
pub(crate) fn fingerprint(certificate: &X509Ref) -> String {
    certificate.digest(MessageDigest::sha256()).map_or_else(|_| String::new(), |digest| hex(&digest))
}

/// The subject alternative name, its kinds kept apart: a DNS name never vouches for an address.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) dns: Vec<String>,
    pub(crate) addresses: Vec<String>,
    /// The common name of the subject; names of other types are none of a computer.
    pub(crate) common: Option<String>,
}

/// All names of a certificate.
pub(crate) fn names(certificate: &X509Ref) -> Names {
    let common = certificate.subject_name().entries_by_nid(Nid::COMMONNAME).next();
    let common = common.and_then(|entry| entry.data().to_string().ok());
    let mut names = Names { common, ..Names::default() };
    for name in certificate.subject_alt_names().iter().flatten() {
        names.dns.extend(name.dnsname().map(bounded));
        names.addresses.extend(name.ipaddress().and_then(address));
    }
    names
}

fn bounded(text: &str) -> String {
    text.chars().take(256).collect()
}

fn common_name(name: &X509NameRef) -> String {
    let common = name.entries_by_nid(Nid::COMMONNAME).next();
    let first = common.or_else(|| name.entries().next());
    let text = first.and_then(|entry| entry.data().to_string().ok());
    text.map_or_else(String::new, |text| bounded(&text))
}

fn address(bytes: &[u8]) -> Option<String> {
    match bytes.len() {
        4 => <[u8; 4]>::try_from(bytes).ok().map(|bytes| std::net::Ipv4Addr::from(bytes).to_string()),
        16 => <[u8; 16]>::try_from(bytes).ok().map(|bytes| std::net::Ipv6Addr::from(bytes).to_string()),
        _ => None,
    }
}

/// RFC 5280 4.1.2.5: 99991231235959Z means "no end" and lies beyond our calendar. Any other
/// date that we can't read is as good as past.
fn no_end(time: &Asn1TimeRef) -> Timestamp {
    let endless = Asn1Time::from_str("99991231235959Z");
    if endless.is_ok_and(|endless| time == endless) { Timestamp::MAX } else { Timestamp::MIN }
}

fn timestamp(time: &Asn1TimeRef) -> Option<Timestamp> {
    let since = Asn1Time::from_unix(0).ok()?.diff(time).ok()?;
    Timestamp::from_second(i64::from(since.days) * 86_400 + i64::from(since.secs)).ok()
}
