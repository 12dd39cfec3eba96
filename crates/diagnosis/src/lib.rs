//! Facts in, report out: everything Readmit knows about causes.
//!
//! Pure. This crate never opens a socket or a file, never reads a clock, and never
//! guesses: a rule that lacks a fact stays silent. One cause is one file under
//! [`causes`]; its page, its JSON and its line in `explain` are derived from it.

pub mod article;
pub mod cause;
pub mod causes;
pub mod change;
pub mod codes;
mod diagnose;
pub mod explain;
pub mod facts;
pub mod invocation;
mod next;
pub mod plan;
pub mod remedy;
mod report;
pub mod situation;
pub mod stage;

pub use diagnose::diagnose;
pub use facts::Facts;
pub use report::{Finding, Next, Report, Role, Verdict};
pub use stage::{Stage, State, UnknownStage};
