//! The host as it is set up: settings, services, firewall, rights. One vocabulary for Windows
//! on a disk, Windows that runs, and hosts on Linux.
//!
//! A setting and the policy that overrides it are kept apart; [`Setting::in_force`] derives
//! what wins. `Known(None)` says that something was looked for and is not set, so that the
//! default applies; `Unknown` says that nobody could look.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Fact;
use crate::stage::Stage;

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

/// How the connection is protected.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Security {
    /// NLA is required (UserAuthentication).
    #[serde(default)]
    pub nla: Setting<bool>,
    /// 0: classic, 1: negotiate, 2: TLS (SecurityLayer).
    #[serde(default)]
    pub layer: Setting<u32>,
    /// The layer is negotiated at all (fAllowSecProtocolNegotiation).
    #[serde(default)]
    pub negotiates: Set<bool>,
    /// 1 to 4 (MinEncryptionLevel).
    #[serde(default)]
    pub encryption: Setting<u32>,
    /// Only algorithms of the FIPS mode.
    #[serde(default)]
    pub fips: Set<bool>,
    /// The certificate it was told to use.
    #[serde(default)]
    pub certificate: Fact<CertificateBinding>,
    /// TLS versions switched on or off for the server side.
    #[serde(default)]
    pub tls: Fact<Vec<TlsSetting>>,
    /// The cipher suites that were set can be used.
    #[serde(default)]
    pub ciphers_usable: Fact<bool>,
}

/// The certificate that the listener was told to use, and what there is of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateBinding {
    /// Its SHA-1 thumbprint or its file; `None` where the host makes its own.
    pub named: Option<String>,
    /// It is in the store, or the file exists.
    pub present: Fact<bool>,
    /// The service can read its key.
    pub key_readable: Fact<bool>,
    /// The key is the certificate's.
    pub key_fits: Fact<bool>,
    /// The end of its time.
    pub not_after: Fact<Timestamp>,
}

/// A TLS version, switched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TlsSetting {
    /// `TLS 1.2`.
    pub version: String,
    /// Enabled, where it is set.
    pub enabled: Option<bool>,
    /// DisabledByDefault, where it is set.
    pub off_by_default: Option<bool>,
}

impl TlsSetting {
    /// Whether it is switched off.
    pub fn is_off(&self) -> bool {
        self.enabled == Some(false) || self.enabled.is_none() && self.off_by_default == Some(true)
    }
}

/// How people prove who they are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Authentication {
    /// 0: force updated clients, 1: mitigated, 2: vulnerable (AllowEncryptionOracle).
    #[serde(default)]
    pub encryption_oracle: Set<u32>,
    /// 0 to 5 (LmCompatibilityLevel).
    #[serde(default)]
    pub ntlm_level: Set<u32>,
    /// 0: all, 1: no domain accounts, 2: none (RestrictReceivingNTLMTraffic).
    #[serde(default)]
    pub refuses_ntlm: Set<u32>,
    /// No domain credentials are kept (disabledomaincreds).
    #[serde(default)]
    pub domain_credentials_disabled: Set<bool>,
    /// Smart cards only (ScForceOption).
    #[serde(default)]
    pub smart_card_forced: Set<bool>,
    /// Restricted Admin is refused (DisableRestrictedAdmin; refused where not set).
    #[serde(default)]
    pub restricted_admin_disabled: Set<bool>,
    /// Accounts without a password sign in at the screen only (LimitBlankPasswordUse).
    #[serde(default)]
    pub blank_passwords_limited: Set<bool>,
    /// Everyone from the network is a guest (forceguest).
    #[serde(default)]
    pub everyone_is_guest: Set<bool>,
    /// 2: only administrators, as the audit log is full (crashonauditfail).
    #[serde(default)]
    pub audit_failed: Set<u32>,
    /// Passwords are not asked for at all on this device (DevicePasswordLessBuildVersion).
    #[serde(default)]
    pub passwordless: Set<u32>,
    /// The domain it belongs to.
    #[serde(default)]
    pub domain: Set<String>,
}

/// Who may sign in. Identifiers are SIDs, or names on hosts that know only those.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rights {
    /// Through Remote Desktop (SeRemoteInteractiveLogonRight).
    #[serde(default)]
    pub remote: Fact<Vec<String>>,
    /// Never through Remote Desktop (SeDenyRemoteInteractiveLogonRight).
    #[serde(default)]
    pub never_remote: Fact<Vec<String>>,
    /// From the network (SeNetworkLogonRight).
    #[serde(default)]
    pub network: Fact<Vec<String>>,
    /// Never from the network (SeDenyNetworkLogonRight).
    #[serde(default)]
    pub never_network: Fact<Vec<String>>,
    /// Members of the group Remote Desktop Users (S-1-5-32-555), or of xrdp's group.
    #[serde(default)]
    pub remote_desktop_users: Fact<Vec<String>>,
    /// The group whose members alone may sign in, where there is one.
    #[serde(default)]
    pub required_group: Set<String>,
    /// Membership is asked for even where there is no such group.
    #[serde(default)]
    pub always_asks_for_group: Set<bool>,
    /// The root account may sign in.
    #[serde(default)]
    pub root: Set<bool>,
    /// Local accounts.
    #[serde(default)]
    pub accounts: Fact<Vec<Account>>,
}

/// A local account; never anything of its password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// The last part of its SID.
    pub rid: u32,
    /// It is switched off.
    pub disabled: bool,
    /// It is locked after wrong passwords.
    pub locked: bool,
    /// Its password need not be there, or never expires.
    pub password_not_required: bool,
    /// The end of its time.
    pub expires: Option<Timestamp>,
    /// Its last wrong password.
    pub last_failure: Option<Timestamp>,
    /// Wrong passwords since the last right one.
    pub failures: u32,
}

/// What a session may do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sessions {
    /// 1 and 2: no new sessions (TSServerDrainMode).
    #[serde(default)]
    pub drain: Set<u32>,
    /// TSUserEnabled is 1: no logons.
    #[serde(default)]
    pub users_refused: Set<bool>,
    /// The listener takes no logons (fLogonDisabled).
    #[serde(default)]
    pub logon_disabled: Set<bool>,
    /// One session for each user (fSingleSessionPerUser).
    #[serde(default)]
    pub single: Setting<bool>,
    /// The most sessions at a time (MaxInstanceCount, MaxSessions).
    #[serde(default)]
    pub most: Setting<u32>,
    /// The longest session, in milliseconds; 0 for no limit.
    #[serde(default)]
    pub longest: Setting<u32>,
    /// The longest idle time, in milliseconds.
    #[serde(default)]
    pub idle: Setting<u32>,
    /// How long a disconnected one is kept, in milliseconds.
    #[serde(default)]
    pub disconnected: Setting<u32>,
    /// The password is always asked for on the host's screen (fPromptForPassword).
    #[serde(default)]
    pub asks_again: Setting<bool>,
    /// The program that is started instead of the desktop (InitialProgram).
    #[serde(default)]
    pub program: Setting<Flag>,
    /// Winlogon's Shell.
    #[serde(default)]
    pub shell: Set<String>,
    /// Winlogon's Userinit.
    #[serde(default)]
    pub userinit: Set<String>,
    /// 2: per device, 4: per user (LicensingMode).
    #[serde(default)]
    pub licensing: Setting<u32>,
    /// Whether licence servers are named.
    #[serde(default)]
    pub license_servers: Setting<Flag>,
    /// A grace period was begun.
    #[serde(default)]
    pub grace_period: Fact<bool>,
}

/// Something is set, whatever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// Set.
    Set,
}

/// Whether a program that starts a session is the one Windows is delivered with.
pub fn is_usual_program(command: &str) -> bool {
    let command = command.trim().trim_end_matches(',').to_lowercase();
    let name = command.rsplit('\\').next().unwrap_or_default();
    matches!(name, "explorer.exe" | "userinit.exe" | "userinit")
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
            unread: Vec::new(),
        }
    }

    /// The service of this name.
    pub fn service(&self, name: &str) -> Option<&Service> {
        self.services.known()?.iter().find(|service| service.name.eq_ignore_ascii_case(name))
    }

    /// What is set for a stage, in one line; `None` where nothing was read that concerns it.
    pub fn line(&self, stage: Stage) -> Option<String> {
        let parts: Vec<String> = match stage {
            Stage::Network => self.network_line(),
            Stage::Negotiation => self.negotiation_line(),
            Stage::Tls => self.tls_line(),
            Stage::Nla => self.nla_line(),
            Stage::Logon => self.logon_line(),
            Stage::Session => self.session_line(),
            Stage::Client | Stage::Name | Stage::Gateway => Vec::new(),
        };
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    fn network_line(&self) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(allowed) = self.access.allowed.in_force() {
            let by = if allowed.by_policy { " by policy" } else { "" };
            parts.push(match allowed.value {
                Some(true) => format!("Remote Desktop is on{by}"),
                Some(false) => format!("Remote Desktop is off{by}"),
                None => "Remote Desktop is off, as nothing sets it".to_owned(),
            });
        }
        if let Some(port) = self.access.port.known() {
            parts.push(format!("port {}", port.unwrap_or(3389)));
        }
        if let Some(profiles) = self.firewall.profiles.known() {
            let off: Vec<_> = profiles
                .iter()
                .filter(|profile| profile.on.in_force().is_some_and(|on| on.value == Some(false)))
                .map(|profile| profile.name.word())
                .collect();
            parts.push(match off.len() {
                0 => "firewall on".to_owned(),
                3 => "firewall off".to_owned(),
                _ => format!("firewall off for {}", off.join(" and ")),
            });
        }
        parts
    }

    fn negotiation_line(&self) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(nla) = self.security.nla.in_force() {
            let by = if nla.by_policy { " by policy" } else { "" };
            let word = if nla.value == Some(true) { "required" } else { "not required" };
            parts.push(format!("NLA {word}{by}"));
        }
        if let Some(layer) = self.security.layer.in_force() {
            let by = if layer.by_policy { " by policy" } else { "" };
            let word = match layer.value {
                Some(0) => "classic RDP only".to_owned(),
                Some(1) => "negotiated".to_owned(),
                Some(2) => "TLS".to_owned(),
                Some(other) => format!("unknown layer {other}"),
                None => "the system's default".to_owned(),
            };
            parts.push(format!("security layer: {word}{by}"));
        }
        parts
    }

    fn tls_line(&self) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(certificate) = self.security.certificate.known() {
            parts.push(match &certificate.named {
                Some(named) => format!("certificate {named}"),
                None => "the host's own certificate".to_owned(),
            });
        }
        if let Some(versions) = self.security.tls.known() {
            let off: Vec<_> = versions
                .iter()
                .filter(|version| version.is_off())
                .map(|version| version.version.as_str())
                .collect();
            if !off.is_empty() {
                parts.push(format!("{} switched off", off.join(" and ")));
            }
        }
        parts
    }

    fn nla_line(&self) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(refused) = self.authentication.refuses_ntlm.known() {
            parts.push(
                match refused {
                    Some(1) => "NTLM refused for domain accounts",
                    Some(2) => "NTLM refused",
                    _ => "NTLM accepted",
                }
                .to_owned(),
            );
        }
        if let Some(Some(domain)) = self.authentication.domain.known() {
            parts.push(format!("member of {domain}"));
        }
        parts
    }

    fn logon_line(&self) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(members) =
            self.rights.remote_desktop_users.known().filter(|_| self.kind == HostKind::Windows)
        {
            parts.push(match members.len() {
                0 => "only administrators may sign in".to_owned(),
                1 => "administrators and 1 member of Remote Desktop Users may sign in".to_owned(),
                many => format!("administrators and {many} members of Remote Desktop Users may sign in"),
            });
        }
        if let Some(Some(group)) = self.rights.required_group.known() {
            parts.push(match self.rights.remote_desktop_users.known() {
                Some(members) => format!("only members of {group} may sign in: {}", members.join(", ")),
                None => format!("members of {group} may sign in, and everybody where there is no such group"),
            });
        }
        parts
    }

    fn session_line(&self) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(drain) = self.sessions.drain.known() {
            parts.push(
                match drain {
                    Some(1 | 2) => "no new sessions are taken",
                    _ => "new sessions are taken",
                }
                .to_owned(),
            );
        }
        if let Some(most) =
            self.sessions.most.in_force().and_then(|most| most.value).filter(|&most| most < 1000)
        {
            parts.push(format!("at most {most} sessions"));
        }
        parts
    }
}
