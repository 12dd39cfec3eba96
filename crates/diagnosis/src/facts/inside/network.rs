//! What decides whether packets reach Remote Desktop: its switch, its listener, services, firewall.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Set, Setting};
use crate::facts::Fact;

/// Whether anything listens, and where.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Access {
    /// Remote Desktop is on (fDenyTSConnections is 0).
    #[serde(default)]
    pub allowed: Setting<bool>,
    /// TSEnabled.
    #[serde(default)]
    pub enabled: Set<bool>,
    /// The listener's settings exist.
    #[serde(default)]
    pub listener: Fact<bool>,
    /// The listener is on (fEnableWinStation).
    #[serde(default)]
    pub listener_enabled: Set<bool>,
    /// The class that speaks the protocol (LoadableProtocol_Object).
    #[serde(default)]
    pub protocol_class: Set<String>,
    /// The port it is set to.
    #[serde(default)]
    pub port: Set<u32>,
    /// It takes connections from the computer itself only.
    #[serde(default)]
    pub only_itself: Fact<bool>,
    /// The one network adapter it is bound to; 0 for all (LanAdapter).
    #[serde(default)]
    pub adapter: Set<u32>,
    /// Which transports are allowed (SelectTransport).
    #[serde(default)]
    pub transport: Setting<u32>,
    /// Whether the service itself can be told what listens on its port, and who does.
    #[serde(default)]
    pub listening: Fact<Listening>,
}

/// Who listens on the port.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Listening {
    /// Nobody.
    Nobody,
    /// Remote Desktop.
    RemoteDesktop,
    /// Another program.
    Other(String),
}

/// A service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its short name.
    pub name: String,
    /// How it starts; unknown where it does not exist.
    pub start: Fact<Start>,
    /// Whether it runs.
    pub running: Fact<bool>,
    /// The account it runs as.
    #[serde(default)]
    pub account: Set<String>,
    /// The library it is made of.
    #[serde(default)]
    pub library: Set<String>,
    /// When its settings were changed last.
    #[serde(default)]
    pub changed: Fact<Timestamp>,
}

/// How a service starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// With the system, in one of the three early ways.
    Early,
    /// By itself.
    Automatic,
    /// When it is asked for.
    Manual,
    /// Not at all.
    Disabled,
}

/// The host's own firewall.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Firewall {
    /// Its profiles.
    #[serde(default)]
    pub profiles: Fact<Vec<Profile>>,
    /// Rules that concern Remote Desktop: by name or by port.
    #[serde(default)]
    pub rules: Fact<Vec<Rule>>,
    /// The profiles in force now.
    #[serde(default)]
    pub current: Fact<Vec<ProfileName>>,
}

/// The network kinds that Windows tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProfileName {
    /// With a domain controller.
    Domain,
    /// Trusted by its owner.
    Private,
    /// Anything else.
    Public,
}

impl ProfileName {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Private => "private",
            Self::Public => "public",
        }
    }
}

/// A firewall profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Which.
    pub name: ProfileName,
    /// It is on.
    pub on: Setting<bool>,
    /// It lets nothing in, whatever the rules say (DoNotAllowExceptions).
    pub no_exceptions: Setting<bool>,
    /// Rules of the host itself count beside those of policy (AllowLocalPolicyMerge).
    pub local_rules_count: Set<bool>,
}

/// A firewall rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name, as Windows keeps it.
    pub name: String,
    /// Policy made it.
    pub by_policy: bool,
    /// It is on.
    pub active: bool,
    /// It lets in, or keeps out.
    pub allows: bool,
    /// It is about UDP.
    pub udp: bool,
    /// The local ports, as written; empty for all.
    pub ports: String,
    /// The profiles it is for; empty for all.
    pub profiles: Vec<ProfileName>,
    /// It is for some remote addresses only.
    pub some_addresses: bool,
}

impl Rule {
    /// Whether it is for a port.
    pub fn covers(&self, port: u32) -> bool {
        self.ports.is_empty() || ports_cover(&self.ports, port)
    }
}

/// Whether a list like `3389,3391-3400` names a port. Words (`RPC`, `IPHTTPS`) name none.
pub fn ports_cover(ports: &str, port: u32) -> bool {
    let number = |text: &str| text.trim().parse::<u32>().ok();
    ports.split(',').any(|part| match part.split_once('-') {
        Some((from, to)) => {
            matches!((number(from), number(to)), (Some(from), Some(to)) if (from..=to).contains(&port))
        }
        None => number(part) == Some(port),
    })
}
