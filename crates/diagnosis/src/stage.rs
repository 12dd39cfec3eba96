//! The stages of a connection, in the order in which a client passes them.

use serde::{Deserialize, Serialize};

/// One stage. The order of the variants is the order of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Is the connecting side set up to get in?
    Client,
    /// Does the name lead to the right address?
    Name,
    /// Do packets reach a listener and come back?
    Network,
    /// Does the gateway let us through?
    Gateway,
    /// Is there a security layer both sides accept?
    Negotiation,
    /// Does the encrypted channel stand, and is it the right host?
    Tls,
    /// Can authentication take place at all?
    Nla,
    /// Does the host let this identity in?
    Logon,
    /// Does a desktop appear and stay?
    Session,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 9] = [
        Self::Client,
        Self::Name,
        Self::Network,
        Self::Gateway,
        Self::Negotiation,
        Self::Tls,
        Self::Nla,
        Self::Logon,
        Self::Session,
    ];

    /// The stage's word in ids, JSON and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Name => "name",
            Self::Network => "network",
            Self::Gateway => "gateway",
            Self::Negotiation => "negotiation",
            Self::Tls => "tls",
            Self::Nla => "nla",
            Self::Logon => "logon",
            Self::Session => "session",
        }
    }

    /// What the stage asks, for someone who never read the protocol.
    pub const fn question(self) -> &'static str {
        match self {
            Self::Client => "Is this side set up to get in?",
            Self::Name => "Does the name lead to the right address?",
            Self::Network => "Do packets reach Remote Desktop and come back?",
            Self::Gateway => "Does the gateway let us through?",
            Self::Negotiation => "Is there a way of protection both sides accept?",
            Self::Tls => "Is the channel encrypted, and is it the right host?",
            Self::Nla => "Can a sign-in take place before the desktop is shown (NLA)?",
            Self::Logon => "Does the host let this account in?",
            Self::Session => "Does a desktop appear and stay?",
        }
    }
}

impl std::fmt::Display for Stage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.word())
    }
}

impl std::str::FromStr for Stage {
    type Err = UnknownStage;

    fn from_str(word: &str) -> Result<Self, UnknownStage> {
        Self::ALL.into_iter().find(|stage| stage.word() == word).ok_or(UnknownStage)
    }
}

/// A word that names no stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a stage is one of client, name, network, gateway, negotiation, tls, nla, logon, session")]
pub struct UnknownStage;

/// How far a stage got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Its question was answered with yes.
    Passed,
    /// The connection ends here.
    Stopped,
    /// An earlier stage stopped, or our own rules kept us from going on.
    NotReached,
    /// Nobody asked for it.
    NotAsked,
    /// This host or target has no such stage.
    NotApplicable,
    /// It was looked at, and its question stays open.
    Unknown,
}

impl State {
    /// The state in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Stopped => "stopped",
            Self::NotReached => "not reached",
            Self::NotAsked => "not asked",
            Self::NotApplicable => "not applicable",
            Self::Unknown => "unknown",
        }
    }
}
