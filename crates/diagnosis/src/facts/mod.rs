//! What was seen of one target. Facts say what happened; causes say what is wrong.
//!
//! `Facts` saved as JSON are a bug report, a test case and an input for a later
//! diagnosis. One file per stage.

mod client;
mod fact;
mod gateway;
pub mod inside;
pub mod log;
mod logon;
mod name;
mod negotiation;
mod network;
mod nla;
mod redact;
mod reported;
mod session;
mod target;
#[cfg(test)]
pub(crate) mod testing;
mod time;
mod tls;
mod way;

pub use client::{AuthenticationLevel, Client, ConnectionFile, LocalNetwork};
pub use fact::{Fact, Gap, Missing};
pub use gateway::Gateway;
pub use inside::Inside;
pub use log::Log;
pub use logon::{Logon, LogonOutcome, Mechanism};
pub use name::{Lookup, Name};
pub use negotiation::{Answer, Exchange, Negotiation, Protocols};
pub use network::{Attempt, Connect, Listener, Network};
pub use nla::{Challenge, Kdc, Kerberos, Nla, NlaOutcome, WindowsVersion};
pub use redact::Pseudonyms;
pub use reported::Reported;
pub use session::{Session, SessionOutcome, SessionStep};
pub use target::{
    BadUser, ENTRA_DOMAIN, Identity, Insist, MICROSOFT_ACCOUNT_DOMAINS, NameForm, Target, TrustPolicy,
    is_of_the_cloud,
};
pub use time::{ClockReading, Millis};
pub use tls::{Certificate, ChainVerdict, Handshake, HostTrust, KeyKind, Remembered, Tls, VersionTrial};
pub use way::{Echo, Icmp, Reset, Transport, Udp, Way};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::stage::{Stage, State};

/// The schema of saved facts that this version writes and reads.
pub const SCHEMA: &str = "readmit.facts/1";

/// Everything seen in one run against one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// When the run began, by our clock.
    pub observed_at: Timestamp,
    /// How long the run took after all prompts.
    pub took: Millis,
    /// What was asked for.
    pub target: Target,
    /// What the person saw on the screen.
    #[serde(default)]
    pub reported: Fact<Reported>,
    /// The connecting side.
    #[serde(default)]
    pub client: Fact<Client>,
    /// Name resolution.
    #[serde(default)]
    pub name: Fact<Name>,
    /// Addresses, ports, first bytes.
    #[serde(default)]
    pub network: Fact<Network>,
    /// The RD Gateway, where one is used.
    #[serde(default)]
    pub gateway: Fact<Gateway>,
    /// X.224 security negotiation.
    #[serde(default)]
    pub negotiation: Fact<Negotiation>,
    /// The encrypted channel and who is at its other end.
    #[serde(default)]
    pub tls: Fact<Tls>,
    /// Whether authentication can take place.
    #[serde(default)]
    pub nla: Fact<Nla>,
    /// The host's verdict on the identity.
    #[serde(default)]
    pub logon: Fact<Logon>,
    /// What came after the sign-in.
    #[serde(default)]
    pub session: Fact<Session>,
    /// The host as it is set up, where one could look.
    #[serde(default)]
    pub inside: Fact<Inside>,
    /// What the host wrote down, where one could look.
    #[serde(default)]
    pub log: Fact<Log>,
    /// What of the password left this computer; kept even if a later step fails.
    #[serde(default)]
    pub password: PasswordUse,
    /// The connections made, in order, and what the host will have logged of each.
    pub connections: Vec<Connection>,
}

/// What of the password left this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PasswordUse {
    /// A message computed from it was sent.
    pub proof_sent: bool,
    /// One went to a Kerberos server of the domain.
    #[serde(default)]
    pub proof_to_kdc: bool,
    /// One went to the host, by NTLM.
    #[serde(default)]
    pub proof_to_host: bool,
    /// The password itself was sent, inside the encrypted channel.
    pub itself_sent: bool,
}

/// One connection that we opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// To where.
    pub to: String,
    /// What for.
    pub purpose: String,
    /// What the host may have written into its log.
    pub logged: String,
}

/// What a stage's facts can say about themselves.
pub(crate) trait StageFacts {
    /// How far the stage got.
    fn state(&self, all: &Facts) -> State;
    /// One line for the report.
    fn summary(&self, all: &Facts) -> String;
    /// How long it took, where that means something.
    fn took(&self) -> Option<Millis> {
        None
    }
}

/// A stage with its state, as the report shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageState {
    /// Which stage.
    pub stage: Stage,
    /// How far it got.
    pub state: State,
    /// How long it took.
    pub took_ms: Option<Millis>,
    /// One line about it.
    pub summary: String,
}

impl Facts {
    /// Facts of a run in which nothing was seen yet.
    pub fn unseen(target: Target, observed_at: Timestamp) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            observed_at,
            took: Millis(0),
            target,
            reported: Fact::not_asked(),
            client: Fact::not_reached(),
            name: Fact::not_reached(),
            network: Fact::not_reached(),
            gateway: Fact::not_applicable(),
            negotiation: Fact::not_reached(),
            tls: Fact::not_reached(),
            nla: Fact::not_reached(),
            logon: Fact::not_reached(),
            session: Fact::not_reached(),
            inside: Fact::not_asked(),
            log: Fact::not_asked(),
            password: PasswordUse::default(),
            connections: Vec::new(),
        }
    }

    /// Facts of a host that nobody looked at from outside.
    pub fn from_inside(target: Target, observed_at: Timestamp, inside: Inside, log: Fact<Log>) -> Self {
        Self {
            client: Fact::not_asked(),
            name: Fact::not_asked(),
            network: Fact::not_asked(),
            gateway: Fact::not_asked(),
            negotiation: Fact::not_asked(),
            tls: Fact::not_asked(),
            nla: Fact::not_asked(),
            logon: Fact::not_asked(),
            session: Fact::not_asked(),
            inside: Fact::Known(inside),
            log,
            ..Self::unseen(target, observed_at)
        }
    }

    /// Whether the host was looked at from inside and not from outside.
    pub fn is_inside_only(&self) -> bool {
        self.inside.known().is_some() && self.name.known().is_none() && self.network.known().is_none()
    }

    /// Reads saved facts; newer schemas are refused by name.
    pub fn from_json(text: &str) -> Result<Self, Unreadable> {
        #[derive(Deserialize)]
        struct Head {
            schema: Option<String>,
        }
        let head: Head =
            serde_json::from_str(text).map_err(|error| Unreadable::NotFacts(error.to_string()))?;
        match head.schema.as_deref() {
            Some(SCHEMA) => {
                serde_json::from_str(text).map_err(|error| Unreadable::NotFacts(error.to_string()))
            }
            Some(other) => Err(Unreadable::Schema(other.chars().take(80).collect())),
            None => Err(Unreadable::NotFacts("the field `schema` is missing".to_owned())),
        }
    }

    /// All stages with their states, in order.
    pub fn stages(&self) -> Vec<StageState> {
        Stage::ALL.into_iter().map(|stage| self.stage(stage)).collect()
    }

    /// The state of one stage.
    pub fn state(&self, stage: Stage) -> State {
        self.stage(stage).state
    }

    fn stage(&self, stage: Stage) -> StageState {
        fn of<T: StageFacts>(stage: Stage, fact: &Fact<T>, all: &Facts) -> StageState {
            let (reached, took_ms, summary) = match fact {
                Fact::Known(seen) => (seen.state(all), seen.took(), seen.summary(all)),
                Fact::Unknown(missing) => {
                    (missing.unknown.state(), None, unseen(stage, &missing.unknown, all))
                }
            };
            StageState { stage, state: reached, took_ms, summary }
        }
        if let Some(inside) = self.inside.known().filter(|_| self.is_inside_only()) {
            let (reached, summary) = match inside.line(stage) {
                Some(line) if stage == Stage::Network && !inside.is_settled() => (State::Unknown, line),
                Some(line) => (State::Passed, line),
                None => (State::NotAsked, State::NotAsked.words().to_owned()),
            };
            return StageState { stage, state: reached, took_ms: None, summary };
        }
        match stage {
            Stage::Client => of(stage, &self.client, self),
            Stage::Name => of(stage, &self.name, self),
            Stage::Network => of(stage, &self.network, self),
            Stage::Gateway => of(stage, &self.gateway, self),
            Stage::Negotiation => of(stage, &self.negotiation, self),
            Stage::Tls => of(stage, &self.tls, self),
            Stage::Nla => of(stage, &self.nla, self),
            Stage::Logon => of(stage, &self.logon, self),
            Stage::Session => of(stage, &self.session, self),
        }
    }
}

/// The line of a stage of which nothing was seen.
fn unseen(stage: Stage, gap: &Gap, all: &Facts) -> String {
    let refused = all.tls.known().is_some_and(|tls| tls.trust == HostTrust::Refused);
    match (stage, gap) {
        (Stage::Nla, Gap::NotReached) if refused => {
            "not reached: this side refuses hosts that can't be verified".to_owned()
        }
        (Stage::Logon, Gap::Forbidden) => "not tried: the host's identity is not confirmed".to_owned(),
        (Stage::Logon, Gap::NotAsked) if all.target.identity.is_none() => {
            "not asked: no user was named".to_owned()
        }
        (Stage::Nla, Gap::NotApplicable) => "this host asks for the password on its own screen".to_owned(),
        (_, Gap::Failed(why)) => format!("could not be seen: {why}"),
        (_, Gap::Forbidden) => "not tried: our own rules forbid it here".to_owned(),
        (_, gap) => gap.state().words().to_owned(),
    }
}

/// Why saved facts could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not JSON, or not of the shape.
    #[error("this is not a file of saved facts: {0}")]
    NotFacts(String),
    /// Another schema.
    #[error("these facts have the schema {0}; this version reads {SCHEMA}")]
    Schema(String),
}
