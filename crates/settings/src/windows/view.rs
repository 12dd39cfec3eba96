//! A registry to be read, wherever it comes from.

use diagnosis::facts::inside::{Set, Setting};
use diagnosis::facts::{Fact, Gap};
use jiff::Timestamp;
use registry::Value;

/// What a key holds.
#[derive(Debug, Clone, Default)]
pub(crate) struct KeyContent {
    /// Its values, by name.
    pub(crate) values: Vec<(String, Value)>,
    /// Whether it holds values that were not taken.
    pub(crate) more: bool,
    /// The values that were asked for, where that was not all of them: of others nothing is known.
    pub(crate) asked: Option<Vec<String>>,
    /// The names of its subkeys.
    pub(crate) subkeys: Vec<String>,
    /// When it was written last.
    pub(crate) written: Option<Timestamp>,
}

/// Why a key could not be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unseen {
    /// This source doesn't hold that part of the registry.
    NotHere,
    /// It holds it, and reading failed.
    Failed(String),
}

impl From<Unseen> for Gap {
    fn from(unseen: Unseen) -> Self {
        match unseen {
            Unseen::NotHere => Self::NotAsked,
            Unseen::Failed(why) => Self::Failed(why),
        }
    }
}

/// A registry to be read. Paths begin with the hive's name: `SYSTEM\CurrentControlSet\…`.
///
/// INVARIANT: whoever reads asks for no more than is needed. The collector takes exactly what is asked for here
/// (`needs.rs`), so a whole key is only for what is never collected.
pub(crate) trait View {
    /// What a key holds; `None` if there is no such key.
    fn key(&self, path: &str) -> Result<Option<KeyContent>, Unseen>;

    /// Whether there is such a key.
    fn exists(&self, path: &str) -> Result<bool, Unseen> {
        Ok(self.key(path)?.is_some())
    }

    /// Whether a value is there and not empty; `None` where it is not there. What it says is not looked at.
    fn is_set(&self, path: &str, name: &str) -> Result<Option<bool>, Unseen> {
        Ok(self.value(path, name)?.map(|value| match value.as_text() {
            Some(text) => !text.trim().is_empty(),
            None => !value.data.is_empty(),
        }))
    }

    /// Whether a key holds any value; false where there is no such key.
    fn holds_values(&self, path: &str) -> Result<bool, Unseen> {
        Ok(self.key(path)?.is_some_and(|key| key.more || !key.values.is_empty()))
    }

    /// The thumbprints in a store of certificates; none where there is no such store.
    fn thumbprints(&self, path: &str) -> Result<Vec<String>, Unseen> {
        Ok(self.key(path)?.map(|key| key.subkeys).unwrap_or_default())
    }

    /// The rules of a firewall, by name; none where there is no such key.
    fn rules(&self, path: &str) -> Result<Vec<(String, Value)>, Unseen> {
        Ok(self.key(path)?.map(|key| key.values).unwrap_or_default())
    }

    /// When a key was written last, where that can be told.
    fn written(&self, path: &str) -> Option<Timestamp> {
        self.key(path).ok().flatten()?.written
    }

    /// One value.
    fn value(&self, path: &str, name: &str) -> Result<Option<Value>, Unseen> {
        let Some(key) = self.key(path)? else { return Ok(None) };
        let found = key.value(name).cloned();
        match &key.asked {
            // INVARIANT: what nobody asked for is unknown, not absent.
            Some(asked) if found.is_none() && !asked.iter().any(|one| one.eq_ignore_ascii_case(name)) => {
                Err(Unseen::NotHere)
            }
            _ => Ok(found),
        }
    }
}

impl KeyContent {
    /// The value of this name.
    pub(crate) fn value(&self, wanted: &str) -> Option<&Value> {
        self.values.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
    }
}

/// Readings of a view as facts.
pub(crate) struct Reader<'a>(pub(crate) &'a dyn View);

impl Reader<'_> {
    /// A value in a form that `form` takes; another form is a failure, not an absence.
    pub(crate) fn set<T>(&self, path: &str, name: &str, form: impl Fn(&Value) -> Option<T>) -> Set<T> {
        match self.0.value(path, name) {
            Err(unseen) => Fact::unknown(unseen.into()),
            Ok(None) => Fact::Known(None),
            Ok(Some(value)) => match form(&value) {
                Some(known) => Fact::Known(Some(known)),
                None => Fact::unknown(Gap::Failed(format!("{name} has an unexpected type"))),
            },
        }
    }

    pub(crate) fn dword(&self, path: &str, name: &str) -> Set<u32> {
        self.set(path, name, Value::as_dword)
    }

    /// A switch; every number but 0 is on.
    pub(crate) fn switch(&self, path: &str, name: &str) -> Set<bool> {
        self.set(path, name, |value| value.as_dword().map(|number| number != 0))
    }

    pub(crate) fn text(&self, path: &str, name: &str) -> Set<String> {
        self.set(path, name, Value::as_text)
    }

    /// A setting and its policy twin of the same name.
    pub(crate) fn setting<T>(
        &self,
        (own, policy): (&str, &str),
        name: &str,
        form: impl Fn(&Value) -> Option<T>,
    ) -> Setting<T> {
        Setting { own: self.set(own, name, &form), policy: self.set(policy, name, &form) }
    }

    /// Whether a value is there, and whether it says anything.
    pub(crate) fn is_set(&self, path: &str, name: &str) -> Set<bool> {
        match self.0.is_set(path, name) {
            Ok(set) => Fact::Known(set),
            Err(unseen) => Fact::unknown(unseen.into()),
        }
    }

    /// A key; why not, where it could not be seen.
    pub(crate) fn key(&self, path: &str) -> Result<Option<KeyContent>, Gap> {
        self.0.key(path).map_err(Gap::from)
    }
}

/// The number of a value as a switch.
pub(crate) fn on(value: &Value) -> Option<bool> {
    value.as_dword().map(|number| number != 0)
}
