//! Name resolution.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{Facts, Millis, StageFacts};
use crate::stage::State;

/// What became of the name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// What the resolver said.
    pub lookup: Lookup,
    /// How long it took.
    pub took: Millis,
}

/// A resolver's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lookup {
    /// The target was an address already.
    Address,
    /// These addresses, in the order in which they will be tried.
    Found {
        /// All A and AAAA records.
        addresses: Vec<IpAddr>,
    },
    /// There is no such name.
    NoSuchName,
    /// The name exists and has no address.
    Empty,
    /// No name server answered.
    NoAnswer,
    /// A name server answered that it can't or won't tell.
    ServerFailed,
    /// The name can't be a host name at all.
    Impossible,
}

impl StageFacts for Name {
    fn state(&self, _: &Facts) -> State {
        match self.lookup {
            Lookup::Address => State::NotApplicable,
            Lookup::Found { .. } => State::Passed,
            _ => State::Stopped,
        }
    }

    fn summary(&self, all: &Facts) -> String {
        let host = &all.target.host;
        match &self.lookup {
            Lookup::Address => "an address was given".to_owned(),
            Lookup::Found { addresses } => match addresses.as_slice() {
                [one] => format!("{host} → {one}"),
                [first, rest @ ..] => format!("{host} → {first} and {} more", rest.len()),
                [] => format!("{host} has no address"),
            },
            Lookup::NoSuchName => format!("there is no {host}"),
            Lookup::Empty => format!("{host} exists and has no address"),
            Lookup::NoAnswer => "no name server answered".to_owned(),
            Lookup::ServerFailed => "the name server could not tell".to_owned(),
            Lookup::Impossible => format!("{host} can't be a computer's name"),
        }
    }

    fn took(&self) -> Option<Millis> {
        Some(self.took)
    }
}
