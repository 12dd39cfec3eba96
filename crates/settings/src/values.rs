//! Carrying a plan out value by value, on a host that runs: journal first, then each value, then
//! a look whether all hold; if not, all is as before.
//!
//! Each value is written as a whole by the system. Which ones are in their new state is told by
//! looking at them.

use registry::Value;

use crate::apply::{About, ApplyError, is_open};
use crate::edit::{Data, Edit};
use crate::journal::Kept;

/// Values that can be read and written one by one.
pub(crate) trait Values {
    /// What a value is now.
    fn now(&self, key: &str, name: &str) -> Result<Option<Value>, String>;

    /// Sets a value, or removes it.
    fn set(&self, key: &str, name: &str, new: Option<&Value>) -> Result<(), String>;
}

/// One value, before and after.
struct Change {
    key: String,
    name: String,
    old: Option<Value>,
    new: Option<Value>,
}

/// Carries edits out.
pub(crate) fn apply(values: &dyn Values, edits: &[Edit], about: About<'_>) -> Result<Kept, ApplyError> {
    let changes = changes(edits).map_err(ApplyError::Unfit)?;
    for change in &changes {
        let now = values.now(&change.key, &change.name).map_err(ApplyError::Unfit)?;
        if now != change.old {
            return Err(ApplyError::Unfit(format!(
                "{}\\{} changed while the plan was made",
                change.key, change.name
            )));
        }
    }
    let kept = keep(edits, about)?;
    write(values, &changes, &kept)?;
    Ok(kept)
}

/// Takes a journal back: values that are as it left them. Those that are as before stay.
pub(crate) fn undo(values: &dyn Values, kept: &Kept, about: About<'_>) -> Result<Kept, ApplyError> {
    let inverse: Vec<Edit> = kept.journal.edits.iter().rev().map(Edit::inverse).collect();
    let open = open(values, &inverse)?;
    // What is as before already is none of this journal's business.
    let made = |edit: &Edit| matches!(edit, Edit::Value { key, name, .. } if open.iter().any(|one| one.key == *key && one.name == *name));
    let inverse: Vec<Edit> = inverse.into_iter().filter(made).collect();
    let kept = keep(&inverse, about)?;
    write(values, &open, &kept)?;
    Ok(kept)
}

/// Finishes what was cut off.
pub(crate) fn resume(values: &dyn Values, kept: &Kept) -> Result<(), ApplyError> {
    is_open(kept)?;
    let open = open(values, &kept.journal.edits)?;
    write(values, &open, kept)
}

/// The changes that are still to be made; fails where a value is neither old nor new.
fn open(values: &dyn Values, edits: &[Edit]) -> Result<Vec<Change>, ApplyError> {
    let mut open = Vec::new();
    for change in changes(edits).map_err(ApplyError::Unfit)? {
        let now = values.now(&change.key, &change.name).map_err(ApplyError::Unfit)?;
        if now == change.new {
            continue;
        }
        if now != change.old {
            return Err(ApplyError::ChangedSince(format!("{}\\{}", change.key, change.name)));
        }
        open.push(change);
    }
    Ok(open)
}

fn changes(edits: &[Edit]) -> Result<Vec<Change>, String> {
    let value = |data: &Option<Data>| match data {
        Some(data) => {
            data.value().map(Some).ok_or_else(|| "the journal holds a value that is none".to_owned())
        }
        None => Ok(None),
    };
    let change = |edit: &Edit| match edit {
        Edit::Value { key, name, old, new } => {
            Ok(Change { key: key.clone(), name: name.clone(), old: value(old)?, new: value(new)? })
        }
        _ => Err("a running Windows has no such thing".to_owned()),
    };
    edits.iter().map(change).collect()
}

fn keep(edits: &[Edit], about: About<'_>) -> Result<Kept, ApplyError> {
    let (parent, journal) = about.journal(edits, Vec::new());
    Ok(Kept::write(parent, journal, &[])?)
}

fn write(values: &dyn Values, changes: &[Change], kept: &Kept) -> Result<(), ApplyError> {
    let outcome = changes
        .iter()
        .try_for_each(|change| values.set(&change.key, &change.name, change.new.as_ref()))
        .and_then(|()| changes.iter().try_for_each(|change| holds(values, change)));
    let Err(what) = outcome else {
        kept.done();
        return Ok(());
    };
    let journal = kept.folder.clone();
    let back = changes.iter().rev().try_for_each(|change| {
        if values.now(&change.key, &change.name)? == change.new {
            values.set(&change.key, &change.name, change.old.as_ref())?;
        }
        Ok::<(), String>(())
    });
    Err(match back {
        Ok(()) => ApplyError::RolledBack { what, journal },
        Err(also) => ApplyError::Stuck { what, also, journal },
    })
}

fn holds(values: &dyn Values, change: &Change) -> Result<(), String> {
    if values.now(&change.key, &change.name)? == change.new {
        return Ok(());
    }
    Err(format!("{}\\{} is not what it was set to", change.key, change.name))
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;

    use super::*;

    /// A host whose n-th write fails.
    #[derive(Default)]
    struct Host {
        values: RefCell<BTreeMap<String, Value>>,
        fails_at: Cell<usize>,
        writes: Cell<usize>,
    }

    impl Values for Host {
        fn now(&self, key: &str, name: &str) -> Result<Option<Value>, String> {
            Ok(self.values.borrow().get(&format!("{key}\\{name}")).cloned())
        }

        fn set(&self, key: &str, name: &str, new: Option<&Value>) -> Result<(), String> {
            self.writes.set(self.writes.get() + 1);
            if self.writes.get() == self.fails_at.get() {
                return Err("refused".to_owned());
            }
            let path = format!("{key}\\{name}");
            match new {
                Some(new) => drop(self.values.borrow_mut().insert(path, new.clone())),
                None => drop(self.values.borrow_mut().remove(&path)),
            }
            Ok(())
        }
    }

    fn edit(name: &str, old: Option<u32>, new: Option<u32>) -> Edit {
        let data = |number: Option<u32>| number.map(|number| Data::from(&Value::dword(number)));
        Edit::Value { key: "SYSTEM\\x".into(), name: name.into(), old: data(old), new: data(new) }
    }

    fn about(parent: &std::path::Path) -> About<'_> {
        About {
            source: "this",
            host: None,
            steps: Vec::new(),
            undoes: None,
            parent,
            now: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    fn host() -> Host {
        let host = Host::default();
        host.set("SYSTEM\\x", "a", Some(&Value::dword(1))).unwrap();
        host.set("SYSTEM\\x", "b", Some(&Value::dword(2))).unwrap();
        host.writes.set(0);
        host
    }

    #[test]
    fn a_plan_goes_and_comes_back_and_a_failing_write_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let edits = [edit("a", Some(1), Some(0)), edit("b", Some(2), None), edit("c", None, Some(3))];
        for fails_at in 0..=3 {
            let host = host();
            let before = host.values.borrow().clone();
            host.fails_at.set(fails_at);
            let applied = apply(&host, &edits, about(folder.path()));
            if fails_at == 0 {
                let kept = applied.unwrap();
                assert_eq!(host.now("SYSTEM\\x", "b"), Ok(None));
                let undone = undo(&host, &kept, about(folder.path())).unwrap();
                assert_eq!(*host.values.borrow(), before);
                undo(&host, &undone, about(folder.path())).unwrap();
                assert_eq!(host.now("SYSTEM\\x", "c"), Ok(Some(Value::dword(3))));
            } else {
                assert!(matches!(applied, Err(ApplyError::RolledBack { .. })), "{applied:?}");
                assert_eq!(*host.values.borrow(), before, "write {fails_at}");
            }
        }
    }

    #[test]
    fn what_was_cut_off_is_finished_and_what_changed_since_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let host = host();
        let edits = [edit("a", Some(1), Some(0)), edit("b", Some(2), Some(7))];
        let kept = keep(&edits, about(folder.path())).unwrap();
        host.set("SYSTEM\\x", "a", Some(&Value::dword(0))).unwrap();
        resume(&host, &kept).unwrap();
        assert_eq!(host.now("SYSTEM\\x", "b"), Ok(Some(Value::dword(7))));
        host.set("SYSTEM\\x", "b", Some(&Value::dword(9))).unwrap();
        let error = undo(&host, &kept, about(folder.path())).unwrap_err();
        assert!(matches!(error, ApplyError::ChangedSince(_)), "{error}");
        assert_eq!(host.now("SYSTEM\\x", "a"), Ok(Some(Value::dword(0))));
    }
}
