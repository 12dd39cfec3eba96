//! Everything a fault may set. A fresh setting is a healthy host in a domain.

use std::net::IpAddr;
use std::time::Duration;

use diagnosis::Stage;
use diagnosis::facts::{Insist, TrustPolicy};
use host::{Accounts, Ending, Interrupt, License, Names, Negotiation, NlaPolicy, SessionPolicy, Verdict};
use openssl::ssl::SslVersion;

/// The name under which the lab's host is asked for.
pub(crate) const HOST: &str = "fs1.lab.test";
/// The name of the lab's gateway.
pub(crate) const GATEWAY: &str = "gw.lab.test";

/// A host, the world around it, and how one connects to it.
#[derive(Debug, Clone)]
pub struct Setting {
    /// How the host listens.
    pub listening: Listening,
    /// Which security layers it takes.
    pub negotiation: Negotiation,
    /// Its certificates; connections take turns.
    pub certificates: Vec<Certificate>,
    /// The oldest and newest TLS it speaks.
    pub tls_versions: (Option<SslVersion>, Option<SslVersion>),
    /// Its cipher suites up to TLS 1.2.
    pub ciphers: Option<String>,
    /// Whether it agrees on temporary keys of 1024 bits.
    pub short_dh: bool,
    /// Its NLA.
    pub nla: NlaPolicy,
    /// What it says to whoever proves the account's password.
    pub verdict: Verdict,
    /// Whether it closes without a code when the password is wrong.
    pub codeless: bool,
    /// What comes after the sign-in.
    pub session: SessionPolicy,
    /// What it does instead of answering.
    pub interrupt: Option<Interrupt>,
    /// Interrupt every other connection only, beginning with the first.
    pub every_other: bool,
    /// How long each packet takes each way.
    pub delay: Duration,
    /// The name server.
    pub dns: Dns,
    /// The Kerberos server.
    pub kdc: Option<Kdc>,
    /// The gateway's certificate; `None` where there is no gateway, `Some(None)` where it is down.
    pub gateway: Option<Option<Certificate>>,

    /// The name asked for.
    pub asked: String,
    /// Lines of a connection file; its address and port are added.
    pub rdp_file: Option<String>,
    /// What the person saw elsewhere and reports.
    pub seen: Option<&'static str>,
    /// The user name as typed, with its domain.
    pub user: String,
    /// The password given.
    pub given: Given,
    /// A certificate's fingerprint that was remembered for the host.
    pub remembered: Option<String>,
    /// What the client insists on.
    pub insist: Insist,
    /// Which hosts the client trusts.
    pub trust: TrustPolicy,
    /// How far the client goes.
    pub through: Stage,
    /// How long the client waits.
    pub timeout: Duration,
}

/// How the host listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listening {
    /// On 127.0.0.1.
    V4,
    /// On ::1 only.
    V6,
    /// Nowhere: the port refuses.
    Nowhere,
    /// With a full accept queue: packets are dropped without a word (Linux).
    Full,
}

/// A certificate to be made.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// Names of the subject alternative name; the first is the common name.
    pub names: Vec<String>,
    /// Who signs it.
    pub issuer: Issuer,
    /// Its key.
    pub key: Key,
    /// Valid from so many days from now.
    pub from_days: i64,
    /// Valid until so many days from now; `i64::MAX` means without end.
    pub until_days: i64,
    /// The digest of its signature, by its OpenSSL name.
    pub digest: &'static str,
    /// Whether its extended key usage allows signing of code only.
    pub for_code: bool,
    /// How many useless certificates are sent with it.
    pub ballast: usize,
}

/// Who signs a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issuer {
    /// The lab's root, which the client trusts.
    LabRoot,
    /// A root that nobody knows.
    Stranger,
    /// Itself.
    Itself,
}

/// A certificate's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// P-256.
    Ec,
    /// RSA with so many bits.
    Rsa(u32),
}

/// What the name server says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dns {
    /// The host's own address.
    Host,
    /// These addresses.
    Addresses(Vec<IpAddr>),
    /// There is no such name.
    NoSuchName,
    /// The name has no address.
    Empty,
    /// The server fails.
    Fails,
    /// The server is silent.
    Silent,
}

/// What the Kerberos server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kdc {
    /// It answers with this error; 25 is the ordinary answer.
    Answers {
        /// RFC 4120 7.5.9.
        code: u32,
        /// How many seconds its clock is ahead.
        clock_ahead: i64,
    },
    /// It asks for a proof and answers it with bytes that look like a ticket: an impostor, who
    /// does not know the password.
    Forges,
    /// Its port refuses.
    Down,
    /// It accepts and is silent.
    Silent,
}

/// Which password is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// The account's.
    Right,
    /// Another.
    Wrong,
    /// The empty one, which is the account's here.
    Empty,
}

impl Certificate {
    /// A good certificate for these names.
    pub fn for_names(names: &[&str]) -> Self {
        Self {
            names: names.iter().map(|&name| name.to_owned()).collect(),
            issuer: Issuer::LabRoot,
            key: Key::Ec,
            from_days: -30,
            until_days: 300,
            digest: "SHA256",
            for_code: false,
            ballast: 0,
        }
    }
}

impl Setting {
    /// A healthy host: NLA, TLS 1.3, a certificate that fits, a known account.
    pub fn healthy() -> Self {
        Self {
            listening: Listening::V4,
            negotiation: Negotiation::NLA,
            certificates: vec![Certificate::for_names(&[HOST])],
            tls_versions: (Some(SslVersion::TLS1_2), None),
            ciphers: None,
            short_dh: false,
            nla: NlaPolicy {
                version: 6,
                names: Names {
                    nb_computer: "FS1".to_owned(),
                    nb_domain: "LAB".to_owned(),
                    dns_computer: HOST.to_owned(),
                    dns_domain: "lab.test".to_owned(),
                },
                windows: (10, 0, 20348),
                clock_ahead: 0,
                foreign_key: false,
            },
            verdict: Verdict::Allowed,
            codeless: false,
            session: SessionPolicy { license: License::Valid, ending: Ending::Picture },
            interrupt: None,
            every_other: false,
            delay: Duration::ZERO,
            dns: Dns::Host,
            kdc: None,
            gateway: None,
            asked: HOST.to_owned(),
            rdp_file: None,
            seen: None,
            user: "LAB\\alice".to_owned(),
            given: Given::Right,
            remembered: None,
            insist: Insist::Auto,
            trust: TrustPolicy::Known,
            through: Stage::Logon,
            timeout: Duration::from_secs(10),
        }
    }

    /// The user name without its domain.
    pub fn account(&self) -> &str {
        let after = self.user.rsplit('\\').next().unwrap_or_default();
        after.split('@').next().unwrap_or_default()
    }

    pub(crate) fn accounts(&self, password: &str) -> Accounts {
        Accounts {
            all: vec![host::Account::new(self.account(), password, self.verdict)],
            codeless: self.codeless,
        }
    }
}
