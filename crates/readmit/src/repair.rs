//! `repair` and `undo`: a plan, and what becomes of it.

use std::path::{Path, PathBuf};

use diagnosis::State;
use diagnosis::cause::Cause;
use diagnosis::change::{self, Change, OVERRIDE_POLICY};
use diagnosis::plan::plan;
use jiff::Timestamp;
use probe::Target;
use settings::{ApplyError, Drafted, JournalError, Kept, Source};

use crate::check::check;
use crate::inspect::inspect;

/// What its user agreed to, by name.
#[derive(Debug, Clone, Default)]
pub struct Accepted {
    changes: Vec<&'static Change>,
    override_policy: bool,
}

/// A name that is no change.
#[derive(Debug, thiserror::Error)]
#[error("there is no change {name}{meant}; `readmit repair` names those that would help")]
pub struct UnknownChange {
    name: String,
    meant: String,
}

impl Accepted {
    /// Reads the names of changes, and `override-policy`.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, UnknownChange> {
        let mut accepted = Self::default();
        for name in names {
            match change::find(name) {
                Some(change) => accepted.changes.push(change),
                None if name == OVERRIDE_POLICY => accepted.override_policy = true,
                None => {
                    let known = change::ALL.into_iter().map(|change| change.name).chain([OVERRIDE_POLICY]);
                    let near = known.min_by_key(|known| strsim::levenshtein(known, name));
                    let near = near.filter(|known| strsim::levenshtein(known, name) <= 3);
                    let meant = near.map_or_else(String::new, |known| format!(" (did you mean {known}?)"));
                    return Err(UnknownChange { name: name.to_owned(), meant });
                }
            }
        }
        Ok(accepted)
    }
}

/// What helps against everything that blocks, or against one cause. Nothing is changed.
pub fn draft(source: &Source, only: Option<&'static Cause>, accepted: &Accepted) -> Drafted {
    let report = inspect(source, None);
    let plan = plan(&report, only, &accepted.changes);
    source.draft(&plan, accepted.override_policy)
}

/// Carries a plan out.
pub fn apply(source: &Source, drafted: &Drafted, journals: &Path) -> Result<Kept, ApplyError> {
    source.apply(drafted, journals, Timestamp::now())
}

/// Whether a look from outside passes the stages that the plan was about, and none of its causes is
/// found any more. No password is used.
pub async fn is_over(target: &Target, source: &Source, drafted: &Drafted) -> bool {
    let report = check(target, None, None, Some(source)).await;
    let all = report.findings.iter().flat_map(|found| std::iter::once(found).chain(&found.explained));
    let found: Vec<&str> = all.map(|found| found.cause.id).collect();
    drafted.proposal.steps.iter().all(|step| {
        let passed =
            report.stages.iter().any(|seen| seen.stage == step.cause.stage && seen.state == State::Passed);
        passed && !found.contains(&step.cause.id)
    })
}

/// Why a journal could not be taken back.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// The journal can't be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Its host can't be opened.
    #[error(transparent)]
    Source(#[from] settings::Error),
    /// Taking it back failed.
    #[error(transparent)]
    Apply(#[from] ApplyError),
}

/// Takes a journal back, with a journal of its own.
/// `moved` is where the host is now, if it is no longer where it was.
///
/// `renamed`: the computer may have another name than when the journal was made.
pub fn undo(journal: &Path, moved: Option<&str>, renamed: bool, journals: &Path) -> Result<Kept, UndoError> {
    let kept = Kept::read(journal)?;
    let source = Source::open(moved.unwrap_or(&kept.journal.source))?;
    Ok(source.undo(&kept, journals, Timestamp::now(), renamed)?)
}

/// Finishes what a journal planned and something cut off.
pub fn resume(journal: &Path, moved: Option<&str>) -> Result<Kept, UndoError> {
    let kept = Kept::read(journal)?;
    let source = Source::open(moved.unwrap_or(&kept.journal.source))?;
    source.resume(&kept)?;
    Ok(kept)
}

/// Where journals are kept for this user, unless told otherwise.
pub fn journals() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    let base = etcetera::choose_base_strategy().ok()?;
    let state = base.state_dir().unwrap_or_else(|| base.data_dir());
    Some(state.join("readmit").join("journals"))
}
