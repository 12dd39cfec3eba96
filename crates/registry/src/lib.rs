//! The Windows registry as bytes: hives, their transaction logs, edits in place, and
//! the files of local group policy.
//!
//! Pure: bytes in, values or bytes out. Nothing here opens a file or reads a clock. A hive
//! is the property of a machine that may never have been shut down, or of someone who
//! prepared it to hurt its reader: every offset and length is checked, every walk is bounded.
//!
//! What it never does: allocate, free or move a cell. What blocks Remote Desktop is nearly
//! always a value that exists with the wrong content, so an editor that only overwrites what
//! is there can do nearly everything, and can break nearly nothing.
//!
//! The format has no specification by its maker; the layout follows the published studies of
//! it (the regf format specification of msuhanov), checked against genuine hives.

mod base_block;
mod bytes;
mod compare;
mod edit;
mod hive;
mod key;
mod logs;
mod marvin;
mod policy_file;
mod value;

pub use base_block::{BaseBlock, Sequences};
pub use compare::{Difference, differences};
pub use edit::{CannotEdit, FileTime};
pub use hive::{Hive, Refusal};
pub use key::{Key, Record};
pub use logs::{NotRecoverable, Recovery, recover};
pub use policy_file::{PolicyEntry, policy_file};
pub use value::{Kind, Value};

/// A hive contradicts itself somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Corrupt {
    /// A cell lies outside of the bins, overlaps their edge, or is free.
    #[error("the hive refers to a cell at {0:#x} that is not there")]
    Cell(u32),
    /// A cell holds something else than what it should.
    #[error("the cell at {0:#x} is not what refers to it says")]
    Foreign(u32),
    /// A list is longer than the hive.
    #[error("a list at {0:#x} is longer than the hive")]
    Length(u32),
    /// Keys contain each other.
    #[error("the keys of the hive go in circles")]
    Circle,
}
