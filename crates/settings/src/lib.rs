//! A host from inside: what is set on it, what it wrote down, and how that is changed.
//!
//! Nothing is changed without a plan; nothing is changed that the plan doesn't name; every
//! change is written down before it is made, with what was there before. Secrets (password
//! hashes, LSA secrets, private keys) are never read into facts.

mod folder;
pub mod offline;
mod windows;

use std::path::Path;

use diagnosis::facts::{Fact, Inside, Log};

/// A host to be looked at from inside.
#[derive(Debug)]
pub enum Source {
    /// A Windows on a disk: `windows:DIR`.
    Disk(offline::Disk),
}

/// What a source told.
#[derive(Debug)]
pub struct Seen {
    /// Settings.
    pub inside: Inside,
    /// Logs.
    pub log: Fact<Log>,
}

/// Why a source can't be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The word before the colon is unknown.
    #[error("{0} is not a source; as in {forms}", forms = Source::FORMS)]
    Form(String),
    /// It can't be opened.
    #[error("{source_name}: {why}")]
    Source {
        /// As it was asked for.
        source_name: String,
        /// What is wrong with it.
        why: String,
    },
}

impl Source {
    /// How a source is written.
    pub const FORMS: &str = "windows:DIR";

    /// Opens a source by its name. Nothing is changed by that.
    pub fn open(source: &str) -> Result<Self, Error> {
        match source.split_once(':') {
            Some(("windows", path)) => offline::Disk::open(source, Path::new(path)).map(Self::Disk),
            _ => Err(Error::Form(source.to_owned())),
        }
    }

    /// What it tells.
    pub fn look(&self) -> Seen {
        match self {
            Self::Disk(disk) => disk.look(),
        }
    }
}
