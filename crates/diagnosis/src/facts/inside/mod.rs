//! The host as it is set up: settings, services, firewall, rights. One vocabulary for Windows
//! on a disk, Windows that runs, and hosts on Linux.
//!
//! A setting and the policy that overrides it are kept apart; [`Setting::in_force`] derives
//! what wins. `Known(None)` says that something was looked for and is not set, so that the
//! default applies; `Unknown` says that nobody could look.

mod line;
mod network;
mod people;
mod protection;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Fact;

pub use network::{Access, Firewall, Listening, Profile, ProfileName, Rule, Service, Start, ports_cover};
pub use people::{Account, Flag, Rights, Sessions, is_usual_program, program_of};
pub use protection::{Authentication, CertificateBinding, Connecting, Security, TlsSetting};

/// What may be set: `None` where the default applies.
pub type Set<T> = Fact<Option<T>>;

/// The host, seen from inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inside {
    /// Where it was read, as asked for: `windows:/mnt/disk`.
    pub source: String,
    /// What kind of host it is.
    pub kind: HostKind,
    /// Whether it runs: services have states then, and what is set may differ from what is in force.
    pub runs: bool,
    /// When its settings were written last, where it doesn't run.
    #[serde(default)]
    pub as_of: Fact<Timestamp>,
    /// The system itself.
    #[serde(default)]
    pub system: System,
    /// Whether anything listens, and where.
    #[serde(default)]
    pub access: Access,
    /// Services that a sign-in needs.
    #[serde(default)]
    pub services: Fact<Vec<Service>>,
    /// The host's own firewall.
    #[serde(default)]
    pub firewall: Firewall,
    /// How the connection is protected.
    #[serde(default)]
    pub security: Security,
    /// How people prove who they are.
    #[serde(default)]
    pub authentication: Authentication,
    /// Who may sign in.
    #[serde(default)]
    pub rights: Rights,
    /// What a session may do.
    #[serde(default)]
    pub sessions: Sessions,
    /// The same computer as the connecting side.
    #[serde(default)]
    pub connecting: Connecting,
    /// What could not be read, and why; names of sources, not of people.
    #[serde(default)]
    pub unread: Vec<String>,
}

/// What kind of host it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HostKind {
    /// Windows.
    Windows,
    /// xrdp.
    Xrdp,
    /// gnome-remote-desktop.
    Gnome,
}

/// A setting, and the policy that overrides it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting<T> {
    /// The setting itself.
    #[serde(default = "Fact::not_asked")]
    pub own: Set<T>,
    /// What policy sets it to.
    #[serde(default = "Fact::not_asked")]
    pub policy: Set<T>,
}

/// What wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InForce<T> {
    /// The value; `None` where nothing sets it.
    pub value: Option<T>,
    /// Whether policy sets it.
    pub by_policy: bool,
    /// Whether both were seen: where the policy could not be read, it may say otherwise.
    pub sure: bool,
}

impl<T> Default for Setting<T> {
    fn default() -> Self {
        Self { own: Fact::not_asked(), policy: Fact::not_asked() }
    }
}

impl<T: Copy> Setting<T> {
    /// What wins, as far as it was seen.
    pub fn in_force(&self) -> Option<InForce<T>> {
        match (self.policy.known(), self.own.known()) {
            (Some(Some(value)), _) => Some(InForce { value: Some(*value), by_policy: true, sure: true }),
            (Some(None), Some(own)) => Some(InForce { value: *own, by_policy: false, sure: true }),
            (None, Some(own)) => Some(InForce { value: *own, by_policy: false, sure: false }),
            (_, None) => None,
        }
    }
}

/// The system itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct System {
    /// The computer's name.
    #[serde(default)]
    pub name: Fact<String>,
    /// The product as it names itself.
    #[serde(default)]
    pub product: Fact<String>,
    /// Windows: EditionID.
    #[serde(default)]
    pub edition: Fact<String>,
    /// Windows: the build and its update revision, as in 19045.4291.
    #[serde(default)]
    pub build: Fact<Build>,
    /// Windows: what it is.
    #[serde(default)]
    pub role: Fact<MachineRole>,
    /// Windows: setup, or the first start after it, is not finished.
    #[serde(default)]
    pub in_setup: Fact<bool>,
    /// A restart is pending, and what for.
    #[serde(default)]
    pub pending_restart: Fact<Vec<String>>,
    /// Updates installed, newest first.
    #[serde(default)]
    pub updates: Fact<Vec<Update>>,
    /// Security products that are installed.
    #[serde(default)]
    pub security_products: Fact<Vec<String>>,
    /// The hardware clock is taken for universal time.
    #[serde(default)]
    pub clock_is_universal: Set<bool>,
}

/// A Windows build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Build {
    /// The build number.
    pub number: u32,
    /// The update revision.
    pub revision: Option<u32>,
}

impl std::fmt::Display for Build {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.revision {
            Some(revision) => write!(f, "{}.{revision}", self.number),
            None => write!(f, "{}", self.number),
        }
    }
}

/// What a Windows machine is (ProductType).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MachineRole {
    /// A client.
    Workstation,
    /// A server.
    Server,
    /// A domain controller.
    DomainController,
}

/// An installed update.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// `KB5041580`.
    pub kb: String,
    /// The day, as far as it is known.
    pub installed: Fact<String>,
}

impl Inside {
    /// A host of which nothing was read yet.
    pub fn unread(source: String, kind: HostKind, runs: bool) -> Self {
        Self {
            source,
            kind,
            runs,
            as_of: Fact::not_asked(),
            system: System::default(),
            access: Access::default(),
            services: Fact::not_asked(),
            firewall: Firewall::default(),
            security: Security::default(),
            authentication: Authentication::default(),
            rights: Rights::default(),
            sessions: Sessions::default(),
            connecting: Connecting::default(),
            unread: Vec::new(),
        }
    }

    /// Whether everything that decides over the way in was read, policy too.
    pub fn is_settled(&self) -> bool {
        match self.kind {
            HostKind::Windows => {
                self.access.allowed.in_force().is_some_and(|wins| wins.sure)
                    && self.access.listener.known().is_some()
                    && self.access.port.known().is_some()
                    && self.services.known().is_some()
                    && self.firewall.rules.known().is_some()
            }
            // Without its key a host on Linux lets nobody in, unless it needs none.
            HostKind::Xrdp | HostKind::Gnome => {
                let old_layer = self.security.layer.own.known() == Some(&Some(0));
                self.access.allowed.in_force().is_some()
                    && (old_layer
                        || self
                            .security
                            .certificate
                            .known()
                            .is_some_and(|seen| seen.present.known().is_some()))
            }
        }
    }

    /// The service of this name.
    pub fn service(&self, name: &str) -> Option<&Service> {
        self.services.known()?.iter().find(|service| service.name.eq_ignore_ascii_case(name))
    }
}
