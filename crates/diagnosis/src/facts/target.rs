//! What was asked for.

use serde::{Deserialize, Serialize};

use crate::stage::Stage;

/// The target and the conditions of one run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The host as asked for: a name or an address, without port and brackets.
    pub host: String,
    /// The TCP port.
    pub port: u16,
    /// How the target was written where that was not the host itself (`fs1.rdp`, `lab:…`).
    pub written: Option<String>,
    /// Who wants in; `None` if no user was named.
    pub identity: Option<Identity>,
    /// The last stage that was asked for.
    pub through: Stage,
    /// What the connecting client insists on.
    pub insist: Insist,
    /// Which hosts may be talked to about a password.
    pub trust: TrustPolicy,
}

impl Target {
    /// Whether the host was asked for by address.
    pub fn is_address(&self) -> bool {
        self.host.parse::<std::net::IpAddr>().is_ok()
    }

    /// `host:port`, with brackets where they are needed; of a host seen from inside, its source.
    pub fn address(&self) -> String {
        // A source of settings is no address.
        if self.written.as_ref() == Some(&self.host) {
            return self.host.clone();
        }
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }

    /// The target as its user wrote it.
    pub fn as_written(&self) -> String {
        match &self.written {
            Some(written) => written.clone(),
            None if self.port == 3389 && !self.host.contains(':') => self.host.clone(),
            None => self.address(),
        }
    }
}

/// Who wants in. Never a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The user name as typed, without the domain.
    pub user: String,
    /// The domain as typed.
    pub domain: Option<String>,
    /// How the name was written.
    pub form: NameForm,
    /// Whether the password given was the empty one.
    pub empty_password: bool,
}

impl Identity {
    /// Reads `user`, `DOMAIN\user` or `user@domain`; a domain given apart wins.
    pub fn named(name: &str, domain: Option<&str>) -> Self {
        let (user, domain, form) = match (domain, name.split_once('\\'), name.rsplit_once('@')) {
            (Some(domain), ..) => (name, Some(domain), NameForm::DownLevel),
            (None, Some((domain, user)), _) => (user, Some(domain), NameForm::DownLevel),
            (None, None, Some((user, domain))) if !user.is_empty() => (user, Some(domain), NameForm::Upn),
            _ => (name, None, NameForm::Plain),
        };
        let domain = domain.filter(|domain| !domain.is_empty()).map(str::to_owned);
        Self { user: user.to_owned(), domain, form, empty_password: false }
    }

    /// The name as people write it.
    pub fn display(&self) -> String {
        match (&self.domain, self.form) {
            (Some(domain), NameForm::Upn) => format!("{}@{domain}", self.user),
            (Some(domain), _) => format!("{domain}\\{}", self.user),
            (None, _) => self.user.clone(),
        }
    }
}

/// The domain under which Microsoft Entra accounts are written.
pub const ENTRA_DOMAIN: &str = "AzureAD";
/// The domains under which Microsoft accounts are written. Like [`ENTRA_DOMAIN`] they tell
/// the kind of an account and nothing about its owner.
pub const MICROSOFT_ACCOUNT_DOMAINS: [&str; 5] =
    ["MicrosoftAccount", "outlook.com", "hotmail.com", "live.com", "msn.com"];

/// How a user name was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameForm {
    /// `alice`
    Plain,
    /// `CORP\alice`, or `--domain`
    DownLevel,
    /// `alice@corp.example`
    Upn,
}

/// What the connecting client insists on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Insist {
    /// Whatever mstsc accepts: NLA first, then TLS, then the classic layer.
    #[default]
    Auto,
    /// NLA or nothing.
    Nla,
    /// TLS with the sign-in on the host's screen.
    Tls,
    /// The classic RDP layer.
    Rdp,
}

/// Which hosts may be talked to about a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TrustPolicy {
    /// Only hosts that the system's roots vouch for, by the name asked for.
    Strict,
    /// Those and remembered ones.
    #[default]
    Known,
    /// Those, and a person is asked about others.
    Ask,
    /// Any host. For labs.
    Any,
}
