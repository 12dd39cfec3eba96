//! Two hives, value by value.

use std::collections::{BTreeMap, BTreeSet};

use crate::Corrupt;
use crate::hive::Hive;
use crate::value::Value;

/// One value, or one key, that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The path of the key.
    pub key: String,
    /// The name of the value; `None` for the key itself.
    pub name: Option<String>,
    /// What it was.
    pub old: Option<Value>,
    /// What it is.
    pub new: Option<Value>,
}

/// Everything in which two hives differ: keys, names, types, contents; not their
/// sequence numbers and times.
pub fn differences(old: &Hive, new: &Hive) -> Result<Vec<Difference>, Corrupt> {
    let (old, new) = (content(old)?, content(new)?);
    let mut found = Vec::new();
    for key in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let (before, after) = (old.get(key), new.get(key));
        if before.is_some() != after.is_some() {
            found.push(Difference { key: key.clone(), name: None, old: None, new: None });
        }
        let (before, after) = (before.into_iter().flatten(), after.into_iter().flatten());
        let (before, after): (BTreeMap<_, _>, BTreeMap<_, _>) = (before.collect(), after.collect());
        for name in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            let (one, other) = (before.get(*name), after.get(*name));
            if one != other {
                found.push(Difference {
                    key: key.clone(),
                    name: Some((*name).clone()),
                    old: one.map(|value| (*value).clone()),
                    new: other.map(|value| (*value).clone()),
                });
            }
        }
    }
    Ok(found)
}

type Content = BTreeMap<String, BTreeMap<String, Value>>;

fn content(hive: &Hive) -> Result<Content, Corrupt> {
    let mut all = Content::new();
    hive.root()?.walk(&mut |path, key| {
        let mut values = BTreeMap::new();
        for record in key.values()? {
            values.insert(record.name()?, record.value()?);
        }
        all.insert(path.to_owned(), values);
        Ok(())
    })?;
    Ok(all)
}
