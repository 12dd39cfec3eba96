//! What the person saw on the screen and typed in.

use serde::{Deserialize, Serialize};

/// A sentence or code from a screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// As typed, bounded to 2000 characters.
    pub text: String,
    /// The causes that `explain` finds for it, likeliest first.
    pub causes: Vec<String>,
}
