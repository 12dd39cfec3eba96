//! A report for people and for programs: text, HTML, JSON, JUnit, Nagios, a ticket. One file each.
//!
//! Pure: a report in, a string out. Whatever a host, a file or a person wrote is
//! cleaned here before it can reach a terminal: no control characters, no escape
//! sequences, no bidirectional overrides, and nothing without end.

mod clean;
mod docs;
mod explanation;
mod explanation_json;
mod fill;
mod html;
mod json;
mod junit;
mod nagios;
mod page;
mod parts;
mod plan;
mod site;
mod text;
mod ticket;
mod words;
mod wrap;

pub use clean::clean;
pub use docs::{changes, docs};
pub use explanation::{explanation, list};
pub use explanation_json::explanation_json;
pub use html::html;
pub use json::{json, json_error};
pub use junit::junit;
pub use nagios::nagios;
pub use page::Style;
pub use plan::{Outcome, plan, plan_json};
pub use site::{File, site};
pub use text::text;
pub use ticket::ticket;
