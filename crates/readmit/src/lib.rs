//! Readmit as a library: one module per verb.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use readmit::{check, target};
//!
//! let target = target::resolve("fs1.corp.example")?;
//! let report = check::check(&target, None, None, None).await;
//! println!("{}", readmit::render::text(&report, readmit::render::Style::default()));
//! # Ok(())
//! # }
//! ```

pub mod bundle;
pub mod check;
pub mod diagnose;
pub mod explain;
pub mod inspect;
pub mod lab;
pub mod repair;
pub mod target;

pub use ::diagnosis;
pub use ::probe;
pub use ::render;
pub use ::settings;
