//! The encrypted channel, and who is at its other end.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ClockReading, Fact, Facts, Millis, StageFacts};
use crate::stage::State;

/// What was seen of TLS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tls {
    /// How the handshake ended.
    pub handshake: Handshake,
    /// How long it took.
    pub took: Millis,
    /// The version agreed on, as in "TLSv1.2".
    #[serde(default)]
    pub version: Fact<String>,
    /// The cipher suite, by its OpenSSL name.
    #[serde(default)]
    pub cipher: Fact<String>,
    /// Bits of the temporary key, where the suite uses one.
    #[serde(default)]
    pub temporary_key_bits: Fact<u32>,
    /// The certificates as sent, the host's own first; at most ten are kept.
    pub chain: Vec<Certificate>,
    /// What the system's roots say of the chain, dates left aside.
    #[serde(default)]
    pub verdict: Fact<ChainVerdict>,
    /// Whether the certificate carries the name (or address) that was asked for.
    #[serde(default)]
    pub name_fits: Fact<bool>,
    /// Whether this host was met before.
    pub remembered: Remembered,
    /// Whether a password may be talked about with this host.
    pub trust: HostTrust,
    /// The host's clock, asked for where this side refuses the host and the certificate's dates are in doubt: then
    /// nothing further is looked at that would tell it.
    #[serde(default)]
    pub clock: Fact<ClockReading>,
    /// Which versions the host takes alone; looked at only after a failed handshake.
    pub trials: Vec<VersionTrial>,
}

/// How a TLS handshake ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handshake {
    /// It stands.
    Completed,
    /// The host ended it with an alert (RFC 8446 6.2).
    Alert {
        /// The alert's number.
        code: u8,
    },
    /// The host sent something that is not TLS.
    PlainText {
        /// The first bytes, hexadecimal, at most 32.
        first_bytes: String,
    },
    /// The host closed.
    Closed,
    /// The host reset the connection.
    Reset,
    /// Nothing came in time.
    Stalled,
    /// Our own TLS library refused what the host sent.
    Rejected {
        /// The library's reason code, not its prose.
        code: u32,
    },
}

/// One certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Common name of the subject, or its whole text where there is none.
    pub subject: String,
    /// Common name of the issuer, or its whole text where there is none.
    pub issuer: String,
    /// DNS names and addresses of the subject alternative name; at most fifty are kept.
    pub names: Vec<String>,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid until.
    pub not_after: Timestamp,
    /// Kind of key.
    pub key: KeyKind,
    /// Its size in bits.
    pub key_bits: u32,
    /// Signature algorithm, by its OpenSSL name.
    pub signature: String,
    /// Whether it signed itself.
    pub self_signed: bool,
    /// SHA-256 of the DER, hexadecimal.
    pub sha256: String,
}

/// Kind of a certificate's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyKind {
    /// RSA.
    Rsa,
    /// Elliptic curves.
    Ec,
    /// DSA.
    Dsa,
    /// Any other.
    Other,
}

/// What the trusted roots say of a chain, its dates left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChainVerdict {
    /// A trusted root vouches for it.
    Trusted,
    /// The certificate vouches for itself.
    SelfSigned,
    /// Its issuer is not known here.
    UnknownIssuer,
    /// Another fault, by OpenSSL's verification code.
    Faulty(i32),
}

/// Whether a host was met before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remembered {
    /// Never, or no memory was consulted.
    Never,
    /// With this same certificate.
    Same {
        /// Since when.
        since: Timestamp,
    },
    /// With another certificate.
    Changed {
        /// Since when the other was known.
        since: Timestamp,
        /// SHA-256 of the other, hexadecimal.
        sha256: String,
    },
}

/// Whether a password may be talked about with this host, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HostTrust {
    /// The system's roots vouch for it.
    System,
    /// It was remembered.
    Remembered,
    /// A person accepted it now.
    Accepted,
    /// The policy takes any host.
    Unchecked,
    /// Nobody vouches; one may look, and must not prove anything.
    Unconfirmed,
    /// This side refuses such hosts: the connection ends here.
    Refused,
    /// There was nothing to judge.
    NotJudged,
}

impl HostTrust {
    /// Whether something computed from a password may be sent.
    pub const fn allows_proof(self) -> bool {
        matches!(self, Self::System | Self::Remembered | Self::Accepted | Self::Unchecked)
    }
}

/// One handshake with a single version offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionTrial {
    /// The version, as in "TLSv1".
    pub version: String,
    /// How it ended.
    pub handshake: Handshake,
}

impl Tls {
    /// The host's own certificate.
    pub fn leaf(&self) -> Option<&Certificate> {
        self.chain.first()
    }

    /// Whether the certificate's dates fit our clock at `now`.
    pub fn in_date(&self, now: Timestamp) -> bool {
        self.leaf().is_some_and(|leaf| leaf.not_before <= now && now <= leaf.not_after)
    }

    /// Whether the system vouches for the host: chain, name and dates.
    pub fn verified(&self, now: Timestamp) -> bool {
        self.verdict.known() == Some(&ChainVerdict::Trusted)
            && self.name_fits.known() == Some(&true)
            && self.in_date(now)
    }
}

/// "TLSv1.2" as people write it.
pub(crate) fn version_words(version: &str) -> String {
    match version {
        "TLSv1" => "TLS 1.0".to_owned(),
        other => other.replace("TLSv", "TLS "),
    }
}

impl StageFacts for Tls {
    fn state(&self, _: &Facts) -> State {
        match self.handshake {
            Handshake::Completed if self.trust == HostTrust::Refused => State::Stopped,
            Handshake::Completed => State::Passed,
            _ => State::Stopped,
        }
    }

    fn summary(&self, all: &Facts) -> String {
        match &self.handshake {
            Handshake::Completed => {}
            Handshake::Alert { code } => {
                return match crate::codes::lookup(crate::codes::Namespace::TlsAlert, u32::from(*code)) {
                    Some(row) => format!("the host ended it: {} (alert {code})", row.name),
                    None => format!("the host ended it with alert {code}"),
                };
            }
            Handshake::PlainText { .. } => return "the host answered without encryption".to_owned(),
            Handshake::Closed => return "the host closed during the handshake".to_owned(),
            Handshake::Reset => return "the connection was cut during the handshake".to_owned(),
            Handshake::Stalled => return "the handshake began and was never finished".to_owned(),
            Handshake::Rejected { code } => {
                return format!("what the host sent is not valid TLS (0x{code:X})");
            }
        }
        let version = self.version.known().map_or_else(|| "TLS".to_owned(), |version| version_words(version));
        let host = &all.target.host;
        let leaf = self.leaf().map_or("nobody", |leaf| leaf.subject.as_str());
        let who = match (&self.trust, &self.remembered) {
            (_, Remembered::Changed { .. }) => "the certificate is not the remembered one".to_owned(),
            (HostTrust::System, _) => format!("certificate for “{leaf}” verified"),
            (HostTrust::Remembered, Remembered::Same { since }) => {
                format!("certificate remembered since {}", since.strftime("%Y-%m-%d"))
            }
            _ if self.name_fits.known() == Some(&false) => {
                format!("the certificate is for “{leaf}”, you asked for {host}")
            }
            _ if self.verdict.known() == Some(&ChainVerdict::SelfSigned) => {
                format!("nobody vouches for the certificate of “{leaf}”")
            }
            _ if self.verdict.known() == Some(&ChainVerdict::UnknownIssuer) => {
                "the certificate's issuer is unknown here".to_owned()
            }
            _ if !self.in_date(all.observed_at) => "the certificate's dates don't fit".to_owned(),
            _ => format!("certificate for “{leaf}”"),
        };
        format!("{version}; {who}")
    }

    fn took(&self) -> Option<Millis> {
        Some(self.took)
    }
}
