//! Changing the hives of a disk: values are overwritten in their places, and nothing else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use diagnosis::change::Change;
use diagnosis::plan::Plan;
use jiff::Timestamp;
use registry::{Hive, Value, policy_file};

use super::Disk;
use super::hives::{Hives, OpenHive};
use crate::apply::{Edited, Files};
use crate::draft::{Draft, Drafted, drafted};
use crate::edit::{Access, Data, Edit};
use crate::store::Store;
use crate::windows::changes;
use crate::windows::time::to_file_time;
use crate::windows::view::Unseen;

/// What changes of a disk were tested with.
const TESTED: &str =
    "independent readers of the registry, and byte for byte after taking back; never booted in Windows";

/// Where local group policy keeps its values.
const POLICY_FILE: &str = "Windows/System32/GroupPolicy/Machine/Registry.pol";
const LARGEST_POLICY: u64 = 16 << 20;

/// The file in which a sleeping Windows keeps its memory, and how it begins then.
const SLEEP_FILE: &str = "hiberfil.sys";
const SLEEPING: [&[u8]; 2] = [b"hibr", b"rstr"];

impl Disk {
    /// What a plan means on this disk.
    pub(crate) fn draft(&self, plan: &Plan, override_policy: bool) -> Drafted {
        let afterwards = vec![
            "Start the computer from this disk, and then look from outside: readmit check <computer>".to_owned(),
            "If it does not start, or nothing is better, attach the disk again and take the change back with the journal"
                .to_owned(),
        ];
        let ask = |change: &Change| match changes::draft(&self.hives, change, override_policy) {
            Draft::Edits(edits) => {
                let edits = edits.into_iter().map(put_aside).collect::<Vec<_>>();
                match self.hives_after(&edits) {
                    Ok(_) => Draft::Edits(edits),
                    Err(why) => Draft::Cannot(why),
                }
            }
            Draft::PolicyOwns(place) if self.is_local_policy(&place) => {
                Draft::PolicyOwns(format!("{place} (the computer's own group policy, not the domain's)"))
            }
            other => other,
        };
        drafted(&self.source, TESTED, afterwards, plan, &ask)
    }

    /// Whether the file of local group policy sets a value, and not a domain.
    fn is_local_policy(&self, place: &str) -> bool {
        let Ok(Some(path)) = self.store.find(POLICY_FILE) else { return false };
        let entries = self.store.read(&path, LARGEST_POLICY).ok().and_then(|bytes| policy_file(&bytes));
        // Its keys begin behind the name of the hive.
        let wanted = place.split_once('\\').map_or(place, |(_, below)| below);
        entries.is_some_and(|entries| {
            entries.iter().any(|entry| {
                let key = entry.key.split_once('\\').map_or(entry.key.as_str(), |(_, below)| below);
                format!("{key}\\{}", entry.name).eq_ignore_ascii_case(wanted)
            })
        })
    }

    /// Why nothing may be written to this disk, if so.
    pub(crate) fn asleep(&self) -> Option<String> {
        let head = match self.store.find(SLEEP_FILE) {
            Ok(None) => return None,
            Ok(Some(path)) => self.store.head(&path, 4),
            Err(error) => Err(error),
        };
        let head = match head {
            Ok(head) => head.to_ascii_lowercase(),
            Err(error) => {
                return Some(format!("whether this Windows is asleep can't be told ({SLEEP_FILE}: {error})"));
            }
        };
        SLEEPING.contains(&head.as_slice()).then(|| {
            "this Windows is asleep (hibernation or fast start): what is written to its disk now would be lost or \
             break it. Start it once and shut it down fully: shutdown /s /f /t 0"
                .to_owned()
        })
    }

    /// The hives that edits concern, after them and before their seal.
    fn hives_after(&self, edits: &[Edit]) -> Result<BTreeMap<&'static str, Hive>, String> {
        let mut changed: BTreeMap<&'static str, Hive> = BTreeMap::new();
        for edit in edits {
            let (name, open, key) = place(&self.hives, edit)?;
            may_change(name)?;
            let hive = changed.entry(name).or_insert_with(|| open.hive.clone());
            one(hive, &key, edit)?;
        }
        Ok(changed)
    }
}

/// Nothing is removed from a hive: what should go gets another name of the same length.
fn put_aside(edit: Edit) -> Edit {
    match edit {
        Edit::Value { key, name, new: None, .. } if !name.is_empty() => {
            let mut aside: String = name.chars().take(name.chars().count() - 1).collect();
            aside.push('~');
            Edit::Rename { key, old: name, new: aside }
        }
        other => other,
    }
}

/// The hive of an edit, and the key in it.
fn place<'a>(hives: &'a Hives, edit: &Edit) -> Result<(&'static str, &'a OpenHive, String), String> {
    let (Edit::Value { key, .. } | Edit::Rename { key, .. }) = edit else {
        return Err("a disk of Windows has no such thing".to_owned());
    };
    hives.within(key).map_err(|unseen| match unseen {
        Unseen::NotHere => format!("{key} is not on this disk"),
        Unseen::Failed(why) => why,
    })
}

fn one(hive: &mut Hive, key: &str, edit: &Edit) -> Result<(), String> {
    let now = |hive: &Hive, name: &str| -> Result<Option<Value>, String> {
        let record =
            hive.key(key).map_err(text)?.map(|key| key.value(name)).transpose().map_err(text)?.flatten();
        record.map(|record| record.value()).transpose().map_err(text)
    };
    match edit {
        Edit::Value { name, old, new, .. } => {
            let old = data(old.as_ref())?;
            let shown = format!("{key}\\{name}");
            let Some(old) = old else {
                return Err(format!("{shown} does not exist, and nothing is added to a hive in place"));
            };
            let Some(new) = data(new.as_ref())? else {
                return Err(format!("{shown} can't be removed in place"));
            };
            let now = now(hive, name)?;
            if now.as_ref() != Some(&old) {
                let now = now.map_or_else(|| "gone".to_owned(), |now| now.to_string());
                return Err(format!("{shown} is {now} and not {old}"));
            }
            hive.overwrite(key, name, &new).map_err(text)
        }
        Edit::Rename { old, new, .. } => {
            if now(hive, old)?.is_none() {
                return Err(format!("{key}\\{old} is not there"));
            }
            hive.rename(key, old, new).map_err(text)
        }
        Edit::Line { .. } | Edit::Access { .. } => Err("a hive has no such thing".to_owned()),
    }
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn data(data: Option<&Data>) -> Result<Option<Value>, String> {
    let value = |data: &Data| data.value().ok_or_else(|| "the journal holds a value that is none".to_owned());
    data.map(value).transpose()
}

impl Files for Disk {
    fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    fn edited(&self, edits: &[Edit], now: Timestamp) -> Result<BTreeMap<PathBuf, Edited>, String> {
        let mut files = BTreeMap::new();
        for (name, mut hive) in self.hives_after(edits)? {
            hive.seal(to_file_time(now));
            let open = &self.hives.all()[name];
            let edited = Edited { before: open.stored.clone(), after: hive.into_bytes() };
            files.insert(open.path.clone(), edited);
        }
        Ok(files)
    }

    fn explains(&self, path: &Path, before: &[u8], after: &[u8], edits: &[Edit]) -> Result<(), String> {
        let mut hives = self.hives.all().iter();
        let (name, open) = hives
            .find(|(_, open)| open.path == path)
            .ok_or_else(|| format!("{} is no hive", path.display()))?;
        may_change(name)?;
        let (before, after) = (open.with_logs(before)?, open.with_logs(after)?);
        let inverse: Vec<Edit> = edits.iter().rev().map(Edit::inverse).collect();
        let becomes = |from: &Hive, to: &Hive, edits: &[Edit]| -> Result<bool, String> {
            let mut hive = from.clone();
            for edit in edits {
                let (of, _, key) = place(&self.hives, edit)?;
                if of == *name {
                    one(&mut hive, &key, edit)?;
                }
            }
            Ok(same_but_for_times(hive.bytes(), to.bytes()))
        };
        // A value that was shortened leaves its end behind; one of the two ways is exact.
        if becomes(&before, &after, edits)? || becomes(&after, &before, &inverse)? {
            return Ok(());
        }
        Err(format!("{name} would differ in more than what is planned"))
    }

    fn may_give(&self, _: &Path, _: Access) -> Result<(), String> {
        Err("a disk of Windows has no such rights".to_owned())
    }

    fn sealed(&self) -> Option<String> {
        self.asleep()
    }
}

/// Accounts are never written.
fn may_change(hive: &str) -> Result<(), String> {
    if hive == "SAM" { Err("accounts are never written".to_owned()) } else { Ok(()) }
}

/// Whether two clean hives are the same byte for byte, but for sequence numbers, time and checksum.
fn same_but_for_times(one: &[u8], other: &[u8]) -> bool {
    const NUMBERS: std::ops::Range<usize> = 4..20;
    const CHECKSUM: std::ops::Range<usize> = 508..512;
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .enumerate()
            .all(|(at, (one, other))| one == other || NUMBERS.contains(&at) || CHECKSUM.contains(&at))
}
