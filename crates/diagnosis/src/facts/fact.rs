//! What was seen, or why it was not.

use serde::{Deserialize, Serialize};

use crate::stage::State;

/// One observation.
///
/// INVARIANT: `Unknown` never stands for "no" or "absent". A rule that needs a fact
/// asks with `known()?` and stays silent where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Fact<T> {
    /// It could not be seen, and this is why.
    Unknown(Missing),
    /// It was seen.
    Known(T),
}

/// How a missing fact is written: `{"unknown": "not-asked"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// Why it is missing.
    pub unknown: Gap,
}

/// Why something is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// Nobody asked for it, or it was not needed for the verdict.
    NotAsked,
    /// The connection ended before.
    NotReached,
    /// There is no such thing here.
    NotApplicable,
    /// We tried and could not; a limit of ours or of the machine, not of the host.
    Failed(String),
    /// Our own rules forbid it (no password to a host that was not recognised, say).
    Forbidden,
}

impl<T> Fact<T> {
    /// An unknown fact with its reason.
    pub const fn unknown(gap: Gap) -> Self {
        Self::Unknown(Missing { unknown: gap })
    }

    /// Nobody asked.
    pub const fn not_asked() -> Self {
        Self::unknown(Gap::NotAsked)
    }

    /// The connection ended before.
    pub const fn not_reached() -> Self {
        Self::unknown(Gap::NotReached)
    }

    /// There is no such thing here.
    pub const fn not_applicable() -> Self {
        Self::unknown(Gap::NotApplicable)
    }

    /// What was seen, if anything was.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }

    /// What was seen, to be changed.
    pub const fn known_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }

    /// Why nothing was seen.
    pub const fn gap(&self) -> Option<&Gap> {
        match self {
            Self::Known(_) => None,
            Self::Unknown(missing) => Some(&missing.unknown),
        }
    }
}

impl<T> Default for Fact<T> {
    /// A fact that an older version did not know of was not asked for.
    fn default() -> Self {
        Self::not_asked()
    }
}

impl<T> From<Option<T>> for Fact<T> {
    /// For what the host may leave out: absent becomes "not applicable".
    fn from(value: Option<T>) -> Self {
        value.map_or_else(Self::not_applicable, Self::Known)
    }
}

impl Gap {
    /// The state of a stage of which nothing is known but this.
    pub const fn state(&self) -> State {
        match self {
            Self::NotAsked => State::NotAsked,
            Self::NotReached => State::NotReached,
            Self::NotApplicable => State::NotApplicable,
            Self::Failed(_) | Self::Forbidden => State::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_keeps_its_reason_through_json() {
        let facts: Vec<Fact<u32>> =
            vec![Fact::Known(7), Fact::not_asked(), Fact::unknown(Gap::Failed("no route".into()))];
        let json = serde_json::to_string(&facts).unwrap();
        assert_eq!(json, r#"[7,{"unknown":"not-asked"},{"unknown":{"failed":"no route"}}]"#);
        assert_eq!(serde_json::from_str::<Vec<Fact<u32>>>(&json).unwrap(), facts);
    }
}
