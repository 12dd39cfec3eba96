//! A host from inside: what is set on it, what it wrote down, and how that is changed.
//!
//! Nothing is changed without a plan; nothing is changed that the plan doesn't name; every
//! change is written down before it is made, with what was there before. Secrets (password
//! hashes, LSA secrets, private keys) are never read into facts.

mod apply;
pub mod collector;
mod draft;
mod edit;
pub mod export;
mod folder;
pub mod gnome;
mod image;
mod ini;
mod journal;
#[cfg(windows)]
pub mod live;
mod mounted;
pub mod offline;
mod program;
mod replace;
mod script;
mod store;
#[cfg(any(windows, test))]
mod values;
mod windows;
pub mod xrdp;

use std::path::Path;

use diagnosis::facts::{Fact, Inside, Log};
use diagnosis::plan::Plan;
use jiff::Timestamp;

pub use apply::ApplyError;
pub use draft::Drafted;
pub use edit::{Access, Data, Edit};
pub use folder::tail_file;
pub use journal::{FileState, Journal, JournalError, Kept};
pub use script::{Language, Scripts, scripts};

use apply::{About, Files};

/// A host to be looked at from inside.
#[derive(Debug)]
pub enum Source {
    /// A Windows on a disk: `windows:DIR`.
    Disk(offline::Disk),
    /// An export of a registry: `reg:FILE`.
    Export(export::Export),
    /// What the collector printed, or saved facts: `facts:FILE`.
    Collection(collector::Collection),
    /// The Windows that this program runs on: `this`.
    #[cfg(windows)]
    Live(live::Live),
    /// xrdp: `xrdp:DIR`, and `this` on Linux.
    Xrdp(xrdp::Xrdp),
    /// A log of xrdp alone, or a journal: `xrdp:FILE.log`, `journal:FILE`.
    LogFile(xrdp::LogFile),
    /// gnome-remote-desktop: `gnome`.
    Gnome(gnome::Gnome),
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
    #[error("{0} is not a source; as in {forms}{hint}", forms = Source::FORMS, hint = hint(.0))]
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

/// A path without its kind is a slip.
fn hint(source: &str) -> String {
    let path = Path::new(source);
    let of_xrdp = path.join("etc/xrdp").is_dir()
        || path.join("xrdp.ini").is_file()
        || path.extension().is_some_and(|ending| ending == "log");
    let kind = if of_xrdp {
        "xrdp"
    } else if path.extension().is_some_and(|ending| ending == "reg") {
        "reg"
    } else if path.extension().is_some_and(|ending| ending == "json") {
        "facts"
    } else {
        "windows"
    };
    if path.exists() { format!("; did you mean {kind}:{source}?") } else { String::new() }
}

impl Source {
    /// How a source is written.
    pub const FORMS: &str =
        "windows:DIR, reg:FILE, facts:FILE, xrdp:DIR, xrdp:FILE.log, journal:FILE, gnome, this";

    /// Opens a source by its name. Nothing is changed by that.
    pub fn open(source: &str) -> Result<Self, Error> {
        match source.split_once(':') {
            Some(("windows", path)) => offline::Disk::open(source, Path::new(path)).map(Self::Disk),
            Some(("journal", path)) => xrdp::LogFile::open(source, Path::new(path)).map(Self::LogFile),
            Some(("xrdp", path)) if Path::new(path).is_file() => {
                xrdp::LogFile::open(source, Path::new(path)).map(Self::LogFile)
            }
            Some(("xrdp", path)) => xrdp::Xrdp::open(source, Path::new(path), false).map(Self::Xrdp),
            Some(("reg", path)) => export::Export::open(source, Path::new(path)).map(Self::Export),
            Some(("facts", path)) => {
                collector::Collection::open(source, Path::new(path)).map(Self::Collection)
            }
            None if source == "gnome" => gnome::Gnome::open(source).map(Self::Gnome),
            None if source == "this" => Self::this(),
            _ => Err(Error::Form(source.to_owned())),
        }
    }

    /// This computer.
    #[cfg(windows)]
    fn this() -> Result<Self, Error> {
        Ok(Self::Live(live::Live::open("this")))
    }

    /// This computer.
    #[cfg(not(windows))]
    fn this() -> Result<Self, Error> {
        xrdp::Xrdp::open("this", Path::new("/"), true).map(Self::Xrdp)
    }

    /// What it tells.
    pub fn look(&self) -> Seen {
        match self {
            Self::Disk(disk) => disk.look(),
            Self::Export(export) => export.look(),
            Self::Collection(collection) => collection.look(),
            #[cfg(windows)]
            Self::Live(live) => live.look(),
            Self::Xrdp(xrdp) => xrdp.look(),
            Self::LogFile(log) => log.look(),
            Self::Gnome(gnome) => gnome.look(),
        }
    }

    /// As it was asked for.
    pub fn name(&self) -> &str {
        match self {
            Self::Disk(disk) => disk.name(),
            Self::Export(export) => export.name(),
            Self::Collection(collection) => collection.name(),
            #[cfg(windows)]
            Self::Live(live) => live.name(),
            Self::Xrdp(xrdp) => xrdp.name(),
            Self::LogFile(log) => log.name(),
            Self::Gnome(gnome) => gnome.name(),
        }
    }

    /// As it is found from every folder: a journal is read somewhere else.
    fn absolute(&self) -> String {
        match self.name().split_once(':') {
            Some((kind, path)) => match std::path::absolute(path) {
                Ok(path) => format!("{kind}:{}", path.display()),
                Err(_) => self.name().to_owned(),
            },
            None => self.name().to_owned(),
        }
    }

    /// What a plan means here. Nothing is changed.
    pub fn draft(&self, plan: &Plan, override_policy: bool) -> Drafted {
        let drafted = match self {
            Self::Disk(disk) => disk.draft(plan, override_policy),
            Self::Export(export) => export.draft(plan, override_policy),
            Self::Collection(collection) => collection.draft(plan, override_policy),
            #[cfg(windows)]
            Self::Live(live) => live.draft(plan, override_policy),
            Self::Xrdp(xrdp) => xrdp.draft(plan),
            Self::LogFile(log) => log.draft(plan),
            Self::Gnome(gnome) => gnome.draft(plan),
        };
        Drafted { host: self.host(), ..drafted }
    }

    /// Why a script is not the way to carry a plan out here, if so.
    pub fn refuses_scripts(&self) -> Option<String> {
        match self {
            Self::Disk(_) => Some(
                "a script changes the registry of the computer that it runs on, and this is the disk of another; --apply \
                 changes the disk"
                    .to_owned(),
            ),
            _ => None,
        }
    }

    /// Why nothing may be changed here, if so.
    pub fn sealed(&self) -> Option<String> {
        match self {
            Self::Disk(disk) => disk.asleep(),
            Self::Export(_) | Self::Collection(_) => Some(
                "this is a copy of settings and not the host; write a script for it: --script powershell"
                    .to_owned(),
            ),
            #[cfg(windows)]
            Self::Live(_) => None,
            Self::Xrdp(_) => None,
            Self::LogFile(_) => {
                Some("this is a log and not the host; nothing can be changed in it".to_owned())
            }
            Self::Gnome(_) => Some("gnome-remote-desktop is changed by its own program, grdctl".to_owned()),
        }
    }

    fn files(&self) -> Result<&dyn Files, ApplyError> {
        match self {
            Self::Disk(disk) => Ok(disk),
            Self::Xrdp(xrdp) => Ok(xrdp),
            #[cfg(windows)]
            Self::Live(_) => Err(ApplyError::Unfit("a running Windows is changed value by value".to_owned())),
            Self::Export(_) | Self::Collection(_) | Self::LogFile(_) | Self::Gnome(_) => {
                Err(ApplyError::Unfit(self.sealed().unwrap_or_default()))
            }
        }
    }

    /// What the host calls itself.
    fn host(&self) -> Option<String> {
        match self {
            Self::Xrdp(xrdp) => xrdp.host(),
            _ => self.look().inside.system.name.known().cloned(),
        }
    }

    /// A journal is for its own host: values of the same name are everywhere.
    fn is_the_host_of(&self, kept: &Kept, renamed: bool) -> Result<(), ApplyError> {
        if renamed {
            return Ok(());
        }
        match (&kept.journal.host, self.host()) {
            (Some(then), Some(now)) if !then.eq_ignore_ascii_case(&now) => Err(ApplyError::Unfit(format!(
                "this is the computer “{now}”, and the journal is of “{then}”; if it was renamed since, say --renamed"
            ))),
            _ => Ok(()),
        }
    }

    /// Carries a plan out; journals are kept under `journals`.
    pub fn apply(&self, drafted: &Drafted, journals: &Path, now: Timestamp) -> Result<Kept, ApplyError> {
        let steps = drafted.proposal.steps.iter();
        let steps = steps.map(|step| (step.cause.id.to_owned(), step.change.name.to_owned())).collect();
        let host = self.host();
        let about = About { source: &self.absolute(), host, steps, undoes: None, parent: journals, now };
        #[cfg(windows)]
        if let Self::Live(live) = self {
            return values::apply(live, &drafted.edits, about);
        }
        apply::apply(self.files()?, &drafted.edits, about)
    }

    /// Takes a journal back, with a journal of its own.
    /// `renamed`: the computer may have another name now.
    pub fn undo(
        &self,
        kept: &Kept,
        journals: &Path,
        now: Timestamp,
        renamed: bool,
    ) -> Result<Kept, ApplyError> {
        self.is_the_host_of(kept, renamed)?;
        let steps = kept.journal.steps.clone();
        let about = About {
            source: &self.absolute(),
            host: self.host(),
            steps,
            undoes: Some(kept.folder.clone()),
            parent: journals,
            now,
        };
        #[cfg(windows)]
        if let Self::Live(live) = self {
            return values::undo(live, kept, about);
        }
        apply::undo(self.files()?, kept, about)
    }

    /// Finishes what a journal planned and something cut off.
    pub fn resume(&self, kept: &Kept) -> Result<(), ApplyError> {
        self.is_the_host_of(kept, false)?;
        #[cfg(windows)]
        if let Self::Live(live) = self {
            return values::resume(live, kept);
        }
        apply::resume(self.files()?, kept)
    }
}
