//! A report as text and as JSON.
//!
//! Pure: a report in, a string out. Whatever a host, a file or a person wrote is
//! cleaned here before it can reach a terminal: no control characters, no escape
//! sequences, no bidirectional overrides, and nothing without end.

mod clean;
mod explanation;
mod json;
mod text;
mod words;
mod wrap;

pub use clean::clean;
pub use explanation::{explanation, list};
pub use json::json;
pub use text::{Style, text};
