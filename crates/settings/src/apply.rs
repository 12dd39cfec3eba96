//! Carrying a plan out on files, and taking it back: journal first, then each file as a whole,
//! then a look whether it is as planned; if not, all is as before.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use diagnosis::invocation::line;
use jiff::Timestamp;

use crate::edit::{Access, Edit};
use crate::journal::{FileState, Journal, JournalError, Kept, SCHEMA, sha256};
use crate::store::Store;

/// The largest file that is replaced, in bytes.
pub(crate) const LARGEST: u64 = 1 << 30;

/// Files that make a host, and how edits change them.
pub(crate) trait Files {
    /// Where they are.
    fn store(&self) -> &dyn Store;

    /// The files that edits concern, each with its content after all of them. Fails, and touches
    /// nothing, where one of the edits does not find what it is to change.
    fn edited(&self, edits: &[Edit], now: Timestamp) -> Result<BTreeMap<PathBuf, Edited>, String>;

    /// Whether the second content is the first with exactly these edits made, and the same in
    /// everything else. Nothing is written that this does not say yes to: a journal may be
    /// somebody else's.
    fn explains(&self, path: &Path, before: &[u8], after: &[u8], edits: &[Edit]) -> Result<(), String>;

    /// Whether owner and permissions of a file may be changed so.
    fn may_give(&self, file: &Path, new: Access) -> Result<(), String>;

    /// Why nothing may be written here, if so.
    fn sealed(&self) -> Option<String>;
}

/// A file after its edits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edited {
    /// As it is stored now.
    pub(crate) before: Vec<u8>,
    /// As it is to become.
    pub(crate) after: Vec<u8>,
}

/// Why nothing was changed, or all is as before.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// The plan doesn't fit the host.
    #[error("{0}; nothing was changed")]
    Unfit(String),
    /// The journal could not be written or read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A write failed; what was written before was taken back.
    #[error("{what}; everything is as it was (journal: {})", .journal.display())]
    RolledBack {
        /// What failed.
        what: String,
        /// The journal.
        journal: PathBuf,
    },
    /// A write failed, and so did taking it back.
    #[error(
        "{what}; and it could not be taken back: {also}. Free some room or mend the disk, then: {}",
        line(["undo", &.journal.display().to_string()])
    )]
    Stuck {
        /// What failed.
        what: String,
        /// What failed then.
        also: String,
        /// The journal.
        journal: PathBuf,
    },
    /// A file is in neither of the states that the journal knows, and its values are others too.
    #[error("it was changed since: {0}; nothing was changed now")]
    ChangedSince(String),
}

/// What a journal is about.
pub(crate) struct About<'a> {
    pub(crate) source: &'a str,
    /// What the host calls itself.
    pub(crate) host: Option<String>,
    pub(crate) steps: Vec<(String, String)>,
    pub(crate) undoes: Option<PathBuf>,
    /// Where journals are kept.
    pub(crate) parent: &'a Path,
    pub(crate) now: Timestamp,
}

impl<'a> About<'a> {
    /// The journal of some edits, and where it is kept.
    pub(crate) fn journal(self, edits: &[Edit], files: Vec<FileState>) -> (&'a Path, Journal) {
        let journal = Journal {
            schema: SCHEMA.to_owned(),
            source: self.source.to_owned(),
            host: self.host,
            made_at: self.now,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            steps: self.steps,
            edits: edits.to_vec(),
            files,
            undoes: self.undoes,
        };
        (self.parent, journal)
    }
}

/// Carries edits out.
pub(crate) fn apply(files: &dyn Files, edits: &[Edit], about: About<'_>) -> Result<Kept, ApplyError> {
    let _alone = alone(files)?;
    let edited = files.edited(edits, about.now).map_err(ApplyError::Unfit)?;
    for (path, edited) in &edited {
        files.explains(path, &edited.before, &edited.after, edits).map_err(ApplyError::Unfit)?;
    }
    carry_out(files, edits, &edited, about)
}

fn carry_out(
    files: &dyn Files,
    edits: &[Edit],
    edited: &BTreeMap<PathBuf, Edited>,
    about: About<'_>,
) -> Result<Kept, ApplyError> {
    may_write(files, edits)?;
    let states = edited.iter().map(|(path, edited)| FileState {
        path: path.clone(),
        before: sha256(&edited.before),
        after: sha256(&edited.after),
    });
    let (parent, journal) = about.journal(edits, states.collect());
    let contents: Vec<_> =
        edited.values().map(|edited| (edited.before.clone(), edited.after.clone())).collect();
    let kept = Kept::write(parent, journal, &contents)?;
    let outcome = write_and_look(files, edits, edited);
    let Err(what) = outcome else {
        kept.done();
        return Ok(kept);
    };
    Err(match take_back(files, edits, edited) {
        Ok(()) => ApplyError::RolledBack { what, journal: kept.folder },
        Err(also) => ApplyError::Stuck { what, also, journal: kept.folder },
    })
}

/// Keeps other repairs out until it is dropped: two at once would take each other's files back.
fn alone(files: &dyn Files) -> Result<Option<std::fs::File>, ApplyError> {
    files.store().lock().map_err(|error| {
        ApplyError::Unfit(if error.kind() == std::io::ErrorKind::WouldBlock {
            "another repair is at work there; wait until it has ended".to_owned()
        } else {
            error.to_string()
        })
    })
}

/// Whether anything may be written here, and these rights be given.
fn may_write(files: &dyn Files, edits: &[Edit]) -> Result<(), ApplyError> {
    if let Some(why) = files.sealed().or_else(|| files.store().sealed()) {
        return Err(ApplyError::Unfit(why));
    }
    for (file, _, new) in accesses(edits) {
        files.may_give(Path::new(file), new).map_err(ApplyError::Unfit)?;
    }
    Ok(())
}

fn write_and_look(
    files: &dyn Files,
    edits: &[Edit],
    edited: &BTreeMap<PathBuf, Edited>,
) -> Result<(), String> {
    let folder = files.store();
    let failed = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    for (path, edited) in edited {
        // Somebody else may have written meanwhile.
        let now = folder.read(path, LARGEST).map_err(|error| failed(path, &error))?;
        if now != edited.before {
            return Err(format!("{} changed while the plan was made", path.display()));
        }
        folder.replace(path, &edited.after).map_err(|error| failed(path, &error))?;
    }
    for (file, old, new) in accesses(edits) {
        let path = Path::new(file);
        let now = folder.access(path).map_err(|error| failed(path, &error))?;
        if now == new {
            continue;
        }
        if now != old {
            return Err(format!("the rights of {file} changed while the plan was made"));
        }
        folder.set_access(path, new).map_err(|error| failed(path, &error))?;
        if folder.access(path).map_err(|error| failed(path, &error))? != new {
            return Err(format!("the rights of {file} are not what they were set to"));
        }
    }
    for (path, edited) in edited {
        let now = folder.read(path, LARGEST).map_err(|error| failed(path, &error))?;
        if now != edited.after {
            return Err(format!("{} does not read back as it was written", path.display()));
        }
    }
    Ok(())
}

/// Puts back what was written; files that were not reached stay as they are.
fn take_back(files: &dyn Files, edits: &[Edit], edited: &BTreeMap<PathBuf, Edited>) -> Result<(), String> {
    let folder = files.store();
    for (path, edited) in edited {
        let failed = |error: std::io::Error| format!("{}: {error}", path.display());
        let now = folder.read(path, LARGEST).map_err(failed)?;
        if now == edited.after && now != edited.before {
            folder.replace(path, &edited.before).map_err(failed)?;
        }
    }
    for (file, old, new) in accesses(edits) {
        let failed = |error: std::io::Error| format!("{file}: {error}");
        if folder.access(Path::new(file)).map_err(failed)? == new {
            folder.set_access(Path::new(file), old).map_err(failed)?;
        }
    }
    Ok(())
}

/// Takes a journal back, with a journal of its own. Files that are still as they were left are
/// restored byte by byte; in others only the planned values are, if they still hold.
pub(crate) fn undo(files: &dyn Files, kept: &Kept, about: About<'_>) -> Result<Kept, ApplyError> {
    let _alone = alone(files)?;
    let inverse: Vec<Edit> = kept.journal.edits.iter().rev().map(Edit::inverse).collect();
    let mut edited = BTreeMap::new();
    let mut as_left = true;
    for (index, state) in kept.journal.files.iter().enumerate() {
        let now = files
            .store()
            .read(&state.path, LARGEST)
            .map_err(|error| ApplyError::Unfit(format!("{}: {error}", state.path.display())))?;
        let hash = sha256(&now);
        if hash == state.before {
            continue;
        }
        let (before, after) = (kept.before(index)?, kept.after(index)?);
        if hash == state.after || is_mixture(&now, &before, &after) {
            files.explains(&state.path, &after, &before, &inverse).map_err(ApplyError::Unfit)?;
            edited.insert(state.path.clone(), Edited { before: now, after: before });
        } else {
            as_left = false;
        }
    }
    let done = as_left
        && edited.is_empty()
        && accesses(&inverse)
            .all(|(file, _, new)| files.store().access(Path::new(file)).is_ok_and(|now| now == new));
    if done {
        return carry_out(files, &[], &edited, about);
    }
    if as_left {
        return carry_out(files, &inverse, &edited, about);
    }
    let edited = files.edited(&inverse, about.now).map_err(ApplyError::ChangedSince)?;
    for (path, edited) in &edited {
        files.explains(path, &edited.before, &edited.after, &inverse).map_err(ApplyError::Unfit)?;
    }
    carry_out(files, &inverse, &edited, about)
}

/// Whether there is anything to finish.
pub(crate) fn is_open(kept: &Kept) -> Result<(), ApplyError> {
    if kept.is_done() {
        let why = "that repair was carried out to its end; to do it again, plan it again";
        return Err(ApplyError::Unfit(why.to_owned()));
    }
    Ok(())
}

/// Finishes what was cut off: files that are still as they were get what was planned for them.
pub(crate) fn resume(files: &dyn Files, kept: &Kept) -> Result<(), ApplyError> {
    is_open(kept)?;
    let _alone = alone(files)?;
    may_write(files, &kept.journal.edits)?;
    let mut edited = BTreeMap::new();
    for (index, state) in kept.journal.files.iter().enumerate() {
        let now = files
            .store()
            .read(&state.path, LARGEST)
            .map_err(|error| ApplyError::Unfit(format!("{}: {error}", state.path.display())))?;
        let hash = sha256(&now);
        let (before, after) = (kept.before(index)?, kept.after(index)?);
        if hash == state.before || hash != state.after && is_mixture(&now, &before, &after) {
            files.explains(&state.path, &before, &after, &kept.journal.edits).map_err(ApplyError::Unfit)?;
            edited.insert(state.path.clone(), Edited { before: now, after });
        } else if hash != state.after {
            return Err(ApplyError::ChangedSince(state.path.display().to_string()));
        }
    }
    let Err(what) = write_and_look(files, &kept.journal.edits, &edited) else {
        kept.done();
        return Ok(());
    };
    Err(match take_back(files, &kept.journal.edits, &edited) {
        Ok(()) => ApplyError::RolledBack { what, journal: kept.folder.clone() },
        Err(also) => ApplyError::Stuck { what, also, journal: kept.folder.clone() },
    })
}

/// Whether each sector of a file is its old or its new one: on a disk that is not mounted, a run
/// that was cut off leaves that.
fn is_mixture(now: &[u8], before: &[u8], after: &[u8]) -> bool {
    const SECTOR: usize = 512;
    now.len() == before.len()
        && now.len() == after.len()
        && now
            .chunks(SECTOR)
            .zip(before.chunks(SECTOR).zip(after.chunks(SECTOR)))
            .all(|(now, (before, after))| now == before || now == after)
}

/// The edits of owners and permissions: file, before, after.
fn accesses(edits: &[Edit]) -> impl Iterator<Item = (&str, Access, Access)> {
    edits.iter().filter_map(|edit| match edit {
        Edit::Access { file, old, new } => Some((file.as_str(), *old, *new)),
        _ => None,
    })
}
