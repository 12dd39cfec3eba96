//! The connecting side.

use serde::{Deserialize, Serialize};

use super::{Fact, Facts, Protocols, StageFacts};
use crate::stage::State;

/// How the connecting side is set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// The `.rdp` file, where the target was one.
    #[serde(default)]
    pub file: Fact<ConnectionFile>,
    /// What this side does when the host can't be verified.
    #[serde(default)]
    pub authentication_level: Fact<AuthenticationLevel>,
    /// The security protocols this side offers.
    pub offers: Protocols,
    /// Which address families have a way out of this computer.
    #[serde(default)]
    pub network: Fact<LocalNetwork>,
}

/// `authentication level` of an `.rdp` file, and the policy of the same meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthenticationLevel {
    /// 0: connect without a word.
    Connect,
    /// 1: refuse.
    Refuse,
    /// 2: warn and let the person decide.
    Warn,
    /// 3: no requirement.
    NotRequired,
}

/// The options of an `.rdp` file that decide whether one gets in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ConnectionFile {
    /// The file's name, without its folder.
    pub name: String,
    /// `full address`, as written.
    pub full_address: Option<String>,
    /// `alternate full address`, as written.
    pub alternate_address: Option<String>,
    /// `server port`.
    pub port: Option<i64>,
    /// `authentication level`, any value.
    pub authentication_level: Option<i64>,
    /// `enablecredsspsupport`.
    pub credssp: Option<bool>,
    /// `negotiate security layer`.
    pub negotiate: Option<bool>,
    /// `gatewayhostname`, where it is not empty.
    pub gateway: Option<String>,
    /// `gatewayusagemethod`: 0 and 4 never, 1 always, 2 when needed.
    pub gateway_usage: Option<i64>,
    /// `username`.
    pub user: Option<String>,
    /// `domain`.
    pub domain: Option<String>,
    /// Whether the file carries a signature.
    pub signed: bool,
    /// Whether it carries a routing token (`loadbalanceinfo`).
    pub routing_token: bool,
    /// `enablerdsaadauth`: sign-in by Microsoft Entra.
    pub entra: Option<bool>,
    /// `administrative session`, or its former name: a session of `/admin`.
    #[serde(default)]
    pub admin: bool,
    /// `remoteapplicationmode`: a single app instead of the desktop.
    #[serde(default)]
    pub remote_app: bool,
    /// Lines that could not be understood, by number.
    pub odd_lines: Vec<u32>,
}

impl ConnectionFile {
    /// Whether the file sends connections through its gateway.
    pub fn uses_gateway(&self) -> bool {
        self.gateway.is_some() && matches!(self.gateway_usage, Some(1 | 2))
    }
}

/// Which address families have a way out of this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalNetwork {
    /// An IPv4 route to the outside.
    pub ipv4: bool,
    /// An IPv6 route to the outside.
    pub ipv6: bool,
    /// The target is this computer itself, or in its own network.
    pub target_is_near: bool,
}

impl Client {
    /// Whether this side refuses hosts that it can't verify.
    pub fn refuses_unverified(&self) -> bool {
        self.authentication_level.known() == Some(&AuthenticationLevel::Refuse)
    }
}

impl StageFacts for Client {
    fn state(&self, _: &Facts) -> State {
        match self.network.known() {
            Some(LocalNetwork { ipv4: false, ipv6: false, target_is_near: false }) => State::Stopped,
            _ => State::Passed,
        }
    }

    fn summary(&self, all: &Facts) -> String {
        if self.state(all) == State::Stopped {
            return "this computer has no way out to any network".to_owned();
        }
        let Some(file) = self.file.known() else { return format!("offers {}", self.offers.words()) };
        let mut parts = vec![format!("{} read", file.name)];
        if self.refuses_unverified() {
            parts.push("refuses hosts it can't verify".to_owned());
        }
        if file.credssp == Some(false) {
            parts.push("NLA switched off".to_owned());
        }
        parts.join("; ")
    }
}
