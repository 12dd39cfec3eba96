//! What the person saw on the screen and typed in.

use serde::{Deserialize, Serialize};

/// A sentence or code from a screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// What of it is repeated: words that this program knows, in at most 2000 characters.
    pub text: String,
    /// The causes that `explain` finds for it, likeliest first.
    pub causes: Vec<String>,
}

impl Reported {
    /// The likeliest of its causes.
    pub fn first(&self) -> Option<&str> {
        self.causes.first().map(String::as_str)
    }

    /// The beginning of the text, short enough for a sentence.
    pub fn excerpt(&self) -> String {
        const LONGEST: usize = 80;
        let line = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= LONGEST {
            return line;
        }
        line.chars().take(LONGEST).chain(['…']).collect()
    }
}
