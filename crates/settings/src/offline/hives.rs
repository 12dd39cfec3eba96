//! The hives of a disk, each brought up to date with its logs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use registry::{Hive, Key, NotRecoverable, Recovery, Refusal, Value, recover};

use crate::store::Store;
use crate::windows::time::from_file_time;
use crate::windows::view::{KeyContent, Unseen, View};

/// The hives that are looked at.
const NAMES: [&str; 4] = ["SYSTEM", "SOFTWARE", "SECURITY", "SAM"];
/// The largest hive and the largest log that are read, in bytes.
const LARGEST: u64 = 1 << 30;
const LARGEST_LOG: u64 = 1 << 28;

/// A hive with its place.
#[derive(Debug)]
pub(crate) struct OpenHive {
    /// Its file.
    pub(crate) path: PathBuf,
    /// Its bytes as they are in the file.
    pub(crate) stored: Vec<u8>,
    /// Its content, with its logs.
    pub(crate) hive: Hive,
    /// Its logs.
    logs: Vec<Vec<u8>>,
}

/// The hives of a disk.
#[derive(Debug)]
pub(crate) struct Hives {
    open: BTreeMap<&'static str, OpenHive>,
    unread: Vec<(&'static str, String)>,
    /// `ControlSet001`, or another.
    control_set: String,
}

impl Hives {
    pub(crate) fn open(store: &dyn Store, config: &Path) -> Result<Self, String> {
        let mut open = BTreeMap::new();
        let mut unread = Vec::new();
        for name in NAMES {
            match one(store, config, name) {
                Ok(Some(hive)) => {
                    open.insert(name, hive);
                }
                Ok(None) => unread.push((name, "is not there".to_owned())),
                Err(why) => unread.push((name, why)),
            }
        }
        let Some(system) = open.get("SYSTEM") else {
            let why = unread.iter().find(|(name, _)| *name == "SYSTEM").map(|(_, why)| why.clone());
            return Err(format!("the hive SYSTEM {}", why.unwrap_or_default()));
        };
        let control_set = control_set(&system.hive).map_err(|why| format!("the hive SYSTEM {why}"))?;
        Ok(Self { open, unread, control_set })
    }

    /// What was not read, and why.
    pub(crate) fn unread(&self) -> Vec<String> {
        self.unread.iter().map(|(name, why)| format!("the hive {name} {why}")).collect()
    }

    /// When a hive was written last, in 100 ns since 1601.
    pub(crate) fn last_written(&self) -> u64 {
        self.open.values().map(|open| open.hive.base().last_written).max().unwrap_or_default()
    }

    /// All hives that could be read, by name.
    pub(crate) fn all(&self) -> &BTreeMap<&'static str, OpenHive> {
        &self.open
    }

    /// The hive of a path, and the path in it.
    pub(crate) fn within(&self, path: &str) -> Result<(&'static str, &OpenHive, String), Unseen> {
        let (name, rest) = path.split_once('\\').unwrap_or((path, ""));
        let Some((&hive, open)) = self.open.get_key_value(name) else {
            let why = self.unread.iter().find(|(unread, _)| *unread == name);
            return Err(
                why.map_or(Unseen::NotHere, |(name, why)| Unseen::Failed(format!("the hive {name} {why}")))
            );
        };
        let rest = match rest.strip_prefix("CurrentControlSet") {
            Some(below) if name == "SYSTEM" => format!("{}{below}", self.control_set),
            _ => rest.to_owned(),
        };
        Ok((hive, open, rest))
    }
}

impl View for Hives {
    fn key(&self, path: &str) -> Result<Option<KeyContent>, Unseen> {
        let (_, open, within) = self.within(path)?;
        let broken = |corrupt: registry::Corrupt| Unseen::Failed(corrupt.to_string());
        let Some(key) = open.hive.key(&within).map_err(broken)? else { return Ok(None) };
        content(&key, open.stored.len()).map(Some).map_err(broken)
    }

    fn value(&self, path: &str, name: &str) -> Result<Option<Value>, Unseen> {
        let (_, open, within) = self.within(path)?;
        let broken = |corrupt: registry::Corrupt| Unseen::Failed(corrupt.to_string());
        let Some(key) = open.hive.key(&within).map_err(broken)? else { return Ok(None) };
        let record = key.value(name).map_err(broken)?;
        record.map(|record| record.value()).transpose().map_err(broken)
    }
}

/// What a key holds; never more than the whole hive could.
fn content(key: &Key<'_>, most: usize) -> Result<KeyContent, registry::Corrupt> {
    let mut values = Vec::new();
    let mut taken = 0_usize;
    for record in key.values()? {
        taken = taken.saturating_add(record.length());
        if taken > most {
            return Err(registry::Corrupt::Circle);
        }
        values.push((record.name()?, record.value()?));
    }
    let subkeys = key.subkeys()?.iter().map(Key::name).collect::<Result<_, _>>()?;
    Ok(KeyContent { values, more: false, asked: None, subkeys, written: from_file_time(key.last_written()) })
}

fn one(store: &dyn Store, config: &Path, name: &str) -> Result<Option<OpenHive>, String> {
    let in_config = |name: &str| {
        let path = config.join(name);
        store.find(&path.to_string_lossy()).map_err(|error| format!("can't be looked for: {error}"))
    };
    let Some(path) = in_config(name)? else { return Ok(None) };
    let stored = store.read(&path, LARGEST).map_err(|error| format!("can't be read: {error}"))?;
    let mut logs = Vec::new();
    for ending in ["LOG1", "LOG2", "LOG"] {
        if let Some(path) = in_config(&format!("{name}.{ending}"))? {
            logs.push(
                store.read(&path, LARGEST_LOG).map_err(|error| format!("has an unreadable log: {error}"))?,
            );
        }
    }
    logs.retain(|log| !log.is_empty());
    let hive = up_to_date(&stored, &logs)?;
    Ok(Some(OpenHive { path, stored, hive, logs }))
}

/// A hive with its logs.
fn up_to_date(stored: &[u8], logs: &[Vec<u8>]) -> Result<Hive, String> {
    let logs: Vec<&[u8]> = logs.iter().map(Vec::as_slice).collect();
    let Recovery { bytes, .. } = recover(stored, &logs).map_err(|why: NotRecoverable| refused(&why))?;
    Hive::open(bytes).map_err(|why: Refusal| refused(&why))
}

impl OpenHive {
    /// Other bytes as a hive, with the logs of this one.
    pub(crate) fn with_logs(&self, stored: &[u8]) -> Result<Hive, String> {
        up_to_date(stored, &self.logs)
    }
}

fn refused(why: &dyn std::fmt::Display) -> String {
    format!("can't be read: {why}")
}

/// The control set that the next start will use: `Select\Default`, not `Current`, which names
/// the one of the last start.
fn control_set(system: &Hive) -> Result<String, String> {
    let number = system
        .key("Select")
        .ok()
        .flatten()
        .and_then(|key| key.value("Default").ok().flatten())
        .and_then(|record| record.value().ok())
        .and_then(|value| value.as_dword())
        .ok_or("does not tell which control set is used")?;
    let name = format!("ControlSet{number:03}");
    match system.key(&name) {
        Ok(Some(_)) => Ok(name),
        _ => Err(format!("has no {name}, which is to be used")),
    }
}
