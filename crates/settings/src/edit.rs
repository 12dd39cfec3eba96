//! One value, before and after, as a journal keeps it.

use std::fmt::Write;

use diagnosis::facts::inside::program_of;
use diagnosis::plan::ValueChange;
use registry::{Kind, Value};
use serde::{Deserialize, Serialize};

use crate::windows::places::WINLOGON;

/// One thing that is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "edit")]
pub enum Edit {
    /// A registry value.
    Value {
        /// The key's path, from the name of its hive.
        key: String,
        /// The value's name.
        name: String,
        /// What it was; `None` where there was none.
        old: Option<Data>,
        /// What it becomes; `None` where it goes.
        new: Option<Data>,
    },
    /// A registry value gets another name: the nearest thing to deleting it in place.
    Rename {
        /// The key's path.
        key: String,
        /// Its name.
        old: String,
        /// Its next name.
        new: String,
    },
    /// A line of a configuration file.
    Line {
        /// The file, in the folder of the source.
        file: String,
        /// The section it is in.
        section: String,
        /// The name before the `=`.
        name: String,
        /// What stood behind it.
        old: Option<String>,
        /// What will.
        new: Option<String>,
    },
    /// Who owns a file and may do what with it.
    Access {
        /// The file.
        file: String,
        /// Before.
        old: Access,
        /// After.
        new: Access,
    },
}

/// The content of a registry value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Data {
    /// Its type, as Windows numbers it.
    pub kind: u32,
    /// Its bytes, in hexadecimal.
    pub hex: String,
}

/// Who owns a file, and its permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// The owner's number.
    pub owner: u32,
    /// The group's number.
    pub group: u32,
    /// The permissions.
    pub mode: u32,
}

/// Bytes in hexadecimal, in small letters.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl From<&Value> for Data {
    fn from(value: &Value) -> Self {
        Self { kind: value.kind.number(), hex: hex(&value.data) }
    }
}

impl Data {
    /// The value again; `None` if the text is no hexadecimal.
    pub(crate) fn value(&self) -> Option<Value> {
        if !self.hex.is_ascii() || !self.hex.len().is_multiple_of(2) {
            return None;
        }
        let bytes =
            (0..self.hex.len()).step_by(2).map(|at| u8::from_str_radix(&self.hex[at..at + 2], 16).ok());
        Some(Value { kind: Kind::from_number(self.kind), data: bytes.collect::<Option<_>>()? })
    }

    fn shown(&self) -> String {
        self.value().map_or_else(|| self.hex.clone(), |value| value.to_string())
    }
}

impl Edit {
    /// The edit that takes this one back.
    #[must_use]
    pub(crate) fn inverse(&self) -> Self {
        match self.clone() {
            Self::Value { key, name, old, new } => Self::Value { key, name, old: new, new: old },
            Self::Rename { key, old, new } => Self::Rename { key, old: new, new: old },
            Self::Line { file, section, name, old, new } => {
                Self::Line { file, section, name, old: new, new: old }
            }
            Self::Access { file, old, new } => Self::Access { file, old: new, new: old },
        }
    }

    /// For people.
    pub fn shown(&self) -> ValueChange {
        match self {
            Self::Value { key, name, old, new } => {
                // What a program is called with may be a password; the journal has it, and nobody's screen.
                let is_program = key.eq_ignore_ascii_case(WINLOGON);
                let shown = |data: &Data| match data.value().and_then(|value| value.as_text()) {
                    Some(text) if is_program => Value::text(&program_of(&text)).to_string(),
                    _ => data.shown(),
                };
                let (old, new) = (old.as_ref().map(shown), new.as_ref().map(shown));
                let place = format!("{key}\\{name}");
                let (old, new) = match (old, new) {
                    (Some(old), Some(new)) => {
                        let (old, new) = in_short(&old, &new);
                        (Some(old), Some(new))
                    }
                    other => other,
                };
                ValueChange { place, old, new }
            }
            Self::Rename { key, old, new } => ValueChange {
                place: format!("{key}\\{old}"),
                old: Some("set".to_owned()),
                new: Some(format!("put aside under the name {new}")),
            },
            Self::Line { file, section, name, old, new } => ValueChange {
                place: format!("{file} [{section}] {name}"),
                old: old.clone(),
                new: new.clone(),
            },
            Self::Access { file, old, new } => {
                let shown = |access: &Access| {
                    format!(
                        "owner {}, group {}, mode {:04o}",
                        access.owner,
                        access.group,
                        access.mode & 0o7777
                    )
                };
                ValueChange { place: file.clone(), old: Some(shown(old)), new: Some(shown(new)) }
            }
        }
    }
}

/// Of two long texts made of fields, only the fields that differ.
fn in_short(old: &str, new: &str) -> (String, String) {
    const LONG: usize = 60;
    if old.len().min(new.len()) < LONG || !old.contains('|') {
        return (old.to_owned(), new.to_owned());
    }
    let without = |one: &str, other: &str| {
        let others: Vec<&str> = other.split('|').collect();
        let differ: Vec<&str> = one.split('|').filter(|field| !others.contains(field)).collect();
        format!("…|{}|…", differ.join("|"))
    };
    (without(old, new), without(new, old))
}
