//! A part of a registry, taken at some moment by somebody.

use std::collections::{BTreeMap, HashSet};

use super::view::{KeyContent, Unseen, View};

/// Keys that were taken, and how far what was not taken is known not to exist.
#[derive(Debug, Default)]
pub(crate) struct Snapshot {
    /// By path, in small letters.
    keys: BTreeMap<String, KeyContent>,
    /// Keys that were looked for, and are not there; in small letters.
    absent: Vec<String>,
    /// Every subkey that is known, by its whole path, in small letters.
    subkeys: HashSet<String>,
    /// Where a key is here, everything below it is, too.
    whole_trees: bool,
}

impl Snapshot {
    /// An empty one. In an export, what is not below a key is not there; in a collection, only
    /// what was looked for is known.
    pub(crate) fn new(whole_trees: bool) -> Self {
        Self { whole_trees, ..Self::default() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Adds a key, and makes its parents know it.
    pub(crate) fn insert(&mut self, path: &str, content: KeyContent) {
        let kept = self.keys.entry(path.to_lowercase()).or_default();
        kept.values.extend(content.values);
        kept.more |= content.more;
        kept.asked = content.asked.or(kept.asked.take());
        kept.written = kept.written.or(content.written);
        for name in content.subkeys {
            if self.subkeys.insert(format!("{path}\\{name}").to_lowercase()) {
                kept.subkeys.push(name);
            }
        }
        if let Some((parent, name)) = path.rsplit_once('\\')
            && let Some(parent) = self.keys.get_mut(&parent.to_lowercase())
            && self.subkeys.insert(path.to_lowercase())
        {
            parent.subkeys.push(name.to_owned());
        }
    }

    /// Somebody looked, and there is no such key.
    pub(crate) fn insert_absent(&mut self, path: &str) {
        self.absent.push(path.to_lowercase());
    }

    fn is_within(&self, path: &str) -> bool {
        let mut above = path;
        while let Some((parent, _)) = above.rsplit_once('\\') {
            // A key without any subkey may have been copied without them.
            if let Some(key) = self.keys.get(parent) {
                return !key.subkeys.is_empty();
            }
            above = parent;
        }
        false
    }
}

impl View for Snapshot {
    fn key(&self, path: &str) -> Result<Option<KeyContent>, Unseen> {
        let path = path.to_lowercase();
        if let Some(found) = self.keys.get(&path) {
            return Ok(Some(found.clone()));
        }
        let below_absent = self.absent.iter().any(|absent| {
            path.strip_prefix(absent.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('\\'))
        });
        if below_absent || self.whole_trees && self.is_within(&path) {
            return Ok(None);
        }
        Err(Unseen::NotHere)
    }
}
