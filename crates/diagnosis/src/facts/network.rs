//! Addresses, ports and the first bytes.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

use super::{Fact, Facts, Millis, StageFacts, Way};
use crate::stage::State;

/// What happened on the way to a listener.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    /// Every address tried, in order.
    pub attempts: Vec<Attempt>,
    /// What the listener did with a Remote Desktop request, in the end.
    #[serde(default)]
    pub listener: Fact<Listener>,
    /// What the first connection saw, where it was cut and the request was made once more.
    #[serde(default)]
    pub first_try: Fact<Listener>,
    /// What a connection without a request saw; looked at only if the first was cut.
    #[serde(default)]
    pub silent_trial: Fact<Listener>,
    /// How long after the request the connection was cut.
    #[serde(default)]
    pub cut_after: Fact<Millis>,
    /// Trials beside the path.
    #[serde(default)]
    pub way: Way,
}

/// One TCP connection attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// To which address and port.
    pub to: SocketAddr,
    /// What came of it.
    pub connect: Connect,
    /// How long that took.
    pub took: Millis,
}

/// What became of a TCP connection attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Connect {
    /// The port accepted.
    Accepted,
    /// The host refused: nothing listens there.
    Refused,
    /// The port accepted and reset the connection in the same moment.
    Reset,
    /// No answer within the time.
    TimedOut,
    /// Something said that the host can't be reached.
    HostUnreachable,
    /// Something said that the network can't be reached.
    NetworkUnreachable,
    /// This computer has no route of that address family.
    NoLocalRoute,
    /// This computer itself forbids the connection.
    Forbidden,
    /// Another error of this computer's system, by number.
    Other(i32),
    /// Not tried: an earlier address accepted, or time was short.
    NotTried,
}

/// What a listener did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Listener {
    /// It answered as Remote Desktop does.
    AnswersRdp,
    /// It closed the connection politely, without a byte.
    Closed,
    /// It reset the connection.
    Reset,
    /// It said nothing within the time.
    Silent,
    /// It speaks another protocol.
    OtherProtocol {
        /// Its name, as far as the first bytes tell.
        protocol: String,
        /// The first bytes, hexadecimal, at most 32.
        first_bytes: String,
    },
}

impl Network {
    /// The attempt that was accepted.
    pub fn accepted(&self) -> Option<&Attempt> {
        self.attempts.iter().find(|attempt| attempt.connect == Connect::Accepted)
    }

    /// The address that everything later was seen at.
    pub fn address(&self) -> Option<IpAddr> {
        self.accepted().map(|attempt| attempt.to.ip())
    }

    /// The attempt that failed in the most telling way, if none was accepted.
    pub fn telling(&self) -> Option<&Attempt> {
        let (failure, _) = self.failure()?;
        self.attempts.iter().find(|attempt| attempt.connect == failure)
    }

    /// How the addresses failed, if none accepted: the most telling way, and whether all
    /// failed alike. An address family without a route from here says nothing of the host.
    pub fn failure(&self) -> Option<(Connect, bool)> {
        const TELLING: [Connect; 7] = [
            Connect::Refused,
            Connect::Reset,
            Connect::TimedOut,
            Connect::HostUnreachable,
            Connect::NetworkUnreachable,
            Connect::Forbidden,
            Connect::NoLocalRoute,
        ];
        if self.accepted().is_some() {
            return None;
        }
        let tried =
            || self.attempts.iter().map(|attempt| attempt.connect).filter(|one| *one != Connect::NotTried);
        let telling = TELLING.into_iter().find(|wanted| tried().any(|one| one == *wanted))?;
        let alike = tried().all(|one| one == telling || one == Connect::NoLocalRoute);
        Some((telling, alike))
    }
}

impl StageFacts for Network {
    fn state(&self, _: &Facts) -> State {
        match (&self.listener, self.accepted()) {
            (Fact::Known(Listener::AnswersRdp), _) => State::Passed,
            (Fact::Known(_), _) | (_, None) => State::Stopped,
            (Fact::Unknown(_), Some(_)) => State::Unknown,
        }
    }

    fn summary(&self, _: &Facts) -> String {
        let Some(accepted) = self.accepted() else {
            let Some((connect, _)) = self.failure() else { return "no address could be tried".to_owned() };
            let same = |attempt: &&Attempt| attempt.connect == connect;
            let to =
                self.attempts.iter().find(same).map_or_else(String::new, |attempt| attempt.to.to_string());
            let what = match connect {
                Connect::Refused => "refuses the connection",
                Connect::Reset => "accepts and resets the connection at once",
                Connect::TimedOut => "does not answer",
                Connect::HostUnreachable => "can't be reached (host unreachable)",
                Connect::NetworkUnreachable => "can't be reached (network unreachable)",
                Connect::NoLocalRoute => "can't be reached from this computer",
                Connect::Forbidden => "may not be reached: this computer forbids it",
                _ => "could not be connected to",
            };
            return format!("{to} {what}");
        };
        match self.listener.known() {
            Some(Listener::AnswersRdp) if accepted.took.0 == 0 => "answers at once".to_owned(),
            Some(Listener::AnswersRdp) => format!("answers in {}", accepted.took),
            Some(Listener::Closed) => "accepts, then closes without a word".to_owned(),
            Some(Listener::Reset) => "accepts, then cuts the connection".to_owned(),
            Some(Listener::Silent) => "accepts, then says nothing".to_owned(),
            Some(Listener::OtherProtocol { protocol, .. }) => format!("answers, but as {protocol}"),
            None => "accepts; what listens there is not known".to_owned(),
        }
    }

    fn took(&self) -> Option<Millis> {
        self.accepted().map(|attempt| attempt.took)
    }
}
