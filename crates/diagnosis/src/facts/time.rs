//! Durations and readings of other people's clocks.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A duration in whole milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Millis(pub u32);

impl From<std::time::Duration> for Millis {
    fn from(duration: std::time::Duration) -> Self {
        Self(u32::try_from(duration.as_millis()).unwrap_or(u32::MAX))
    }
}

impl std::fmt::Display for Millis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            0 => write!(f, "under 1 ms"),
            ms if ms < 1000 => write!(f, "{ms} ms"),
            ms => write!(f, "{}.{} s", ms / 1000, ms % 1000 / 100),
        }
    }
}

/// Someone else's clock, with ours at the moment its reading arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockReading {
    /// What their clock said.
    pub theirs: Timestamp,
    /// What ours said then.
    pub ours: Timestamp,
}

impl ClockReading {
    /// How far clocks may be apart before Kerberos refuses (RFC 4120's recommended maximum).
    pub const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

    /// How far their clock is ahead of ours; negative if it is behind.
    pub fn ahead(&self) -> SignedDuration {
        self.theirs.duration_since(self.ours)
    }

    /// The distance between the two clocks.
    pub fn skew(&self) -> SignedDuration {
        self.ahead().abs()
    }

    /// The distance in words: "9 minutes behind ours".
    pub fn words(&self) -> String {
        let seconds = self.skew().as_secs();
        let amount = match seconds {
            0..=119 => format!("{seconds} seconds"),
            120..=7199 => format!("{} minutes", seconds / 60),
            7200..=172_799 => format!("{} hours", seconds / 3600),
            _ => format!("{} days", seconds / 86400),
        };
        let side = if self.ahead().is_negative() { "behind" } else { "ahead of" };
        format!("{amount} {side} ours")
    }
}
