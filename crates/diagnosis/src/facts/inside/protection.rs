//! What decides how a connection is protected, and how people prove who they are.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Set, Setting};
use crate::facts::Fact;

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

/// The same computer as the connecting side: what it does with hosts and with its own credentials.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Connecting {
    /// What it does where a host can't be verified: 0 connect, 1 refuse, 2 warn, 3 no requirement
    /// (AuthenticationLevel).
    #[serde(default)]
    pub server_authentication: Set<u32>,
    /// Credentials are handed to no host (RestrictedRemoteAdministration).
    #[serde(default)]
    pub delegation_restricted: Set<bool>,
    /// Saved credentials may be used with NTLM (AllowSavedCredentialsWhenNTLMOnly).
    #[serde(default)]
    pub saved_over_ntlm: Set<bool>,
    /// Credential Guard: 1 with, 2 without a lock in the firmware (LsaCfgFlags).
    #[serde(default)]
    pub credential_guard: Set<u32>,
    /// Hosts for which credentials are saved. Names only.
    #[serde(default)]
    pub saved_for: Fact<Vec<String>>,
}
