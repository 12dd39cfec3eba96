//! What `regedit` or `reg export` wrote: UTF-16 or UTF-8. To be looked at, never written to.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use diagnosis::facts::Fact;
use diagnosis::facts::inside::{HostKind, Inside};
use diagnosis::plan::Plan;
use regashii::{KeyKind, Registry, Value as Exported, ValueName};
use registry::{Kind, Value};

use crate::draft::{Drafted, drafted};
use crate::windows::changes;
use crate::windows::snapshot::Snapshot;
use crate::windows::view::KeyContent;
use crate::{Error, Seen, folder, windows};

/// The largest export that is read, in bytes.
const LARGEST: u64 = 256 << 20;
const MACHINE: &str = r"HKEY_LOCAL_MACHINE\";
/// What changes of an export were tested with.
pub(crate) const TESTED: &str = "scripts only, and nobody has run them on a real Windows";

/// An export.
#[derive(Debug)]
pub struct Export {
    source: String,
    snapshot: Snapshot,
}

impl Export {
    /// Reads an export.
    pub(crate) fn open(source: &str, path: &Path) -> Result<Self, Error> {
        let error = |why: String| Error::Source { source_name: source.to_owned(), why };
        let bytes = folder::read_file(path, LARGEST).map_err(|io| error(io.to_string()))?;
        let text = decoded(&bytes).ok_or_else(|| error("it is no text".to_owned()))?;
        // The library takes most nonsense, and breaks over some.
        let parsed = catch_unwind(AssertUnwindSafe(|| Registry::deserialize(&text)));
        let parsed = parsed
            .ok()
            .and_then(Result::ok)
            .ok_or_else(|| error("it is no export of a registry".to_owned()))?;
        let mut snapshot = Snapshot::new(true);
        for (name, key) in parsed.keys() {
            let Some(path) = name.raw().strip_prefix(MACHINE).filter(|_| key.kind() != KeyKind::Delete)
            else {
                continue;
            };
            let values = key.values().iter().filter_map(|(name, value)| {
                let name = match name {
                    ValueName::Default => String::new(),
                    ValueName::Named(name) => name.clone(),
                };
                Some((name, of(value)?))
            });
            let content = KeyContent { values: values.collect(), ..KeyContent::default() };
            snapshot.insert(&current(path), content);
        }
        if snapshot.is_empty() {
            return Err(error("there is nothing of HKEY_LOCAL_MACHINE in it".to_owned()));
        }
        Ok(Self { source: source.to_owned(), snapshot })
    }

    /// As it was asked for.
    pub(crate) fn name(&self) -> &str {
        &self.source
    }

    /// What it tells.
    pub fn look(&self) -> Seen {
        let mut inside = Inside::unread(self.source.clone(), HostKind::Windows, false);
        windows::read(&self.snapshot, &mut inside);
        Seen { inside, log: Fact::not_asked() }
    }

    /// What a plan means on the host that it was taken from.
    pub(crate) fn draft(&self, plan: &Plan, override_policy: bool) -> Drafted {
        let ask =
            |change: &diagnosis::change::Change| changes::draft(&self.snapshot, change, override_policy);
        drafted(&self.source, TESTED, windows::afterwards(), plan, &ask).by_script()
    }
}

/// UTF-16 with its mark, as `reg export` writes, or UTF-8.
pub fn decoded(bytes: &[u8]) -> Option<String> {
    let units = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => units(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    }
}

/// A control set by its number is taken for the current one: an export has one of them.
fn current(path: &str) -> String {
    let Some(rest) = path.strip_prefix(r"SYSTEM\ControlSet") else { return path.to_owned() };
    match rest.get(..3) {
        Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!(r"SYSTEM\CurrentControlSet{}", &rest[3..])
        }
        _ => path.to_owned(),
    }
}

fn of(value: &Exported) -> Option<Value> {
    let wide = |text: &str| text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    Some(match value {
        Exported::Sz(text) => Value::text(text),
        Exported::ExpandSz(text) => Value { kind: Kind::ExpandText, data: wide(text) },
        Exported::Binary(data) => Value { kind: Kind::Binary, data: data.clone() },
        Exported::Dword(number) => Value::dword(*number),
        Exported::Qword(number) => Value { kind: Kind::Qword, data: number.to_le_bytes().to_vec() },
        Exported::MultiSz(texts) => {
            let data = texts.iter().flat_map(|text| wide(text)).chain([0, 0]).collect();
            Value { kind: Kind::Texts, data }
        }
        Exported::Hex { bytes, .. } => Value { kind: Kind::None, data: bytes.clone() },
        Exported::DwordBigEndian(_) | Exported::Delete => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_text(text: &[u8]) -> Result<Export, Error> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        Export::open("reg:test", file.path())
    }

    const TEXT: &str = "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Control\\Terminal Server]\r\n\"fDenyTSConnections\"=dword:00000001\r\n\r\n[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Control\\Terminal Server\\AddIns]\r\n\r\n";

    #[test]
    fn utf_16_and_utf_8_say_the_same() {
        let wide: Vec<u8> =
            [0xFEFF].into_iter().chain(TEXT.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for bytes in [TEXT.as_bytes(), &wide] {
            let inside = of_text(bytes).unwrap().look().inside;
            assert_eq!(inside.access.allowed.own, Fact::Known(Some(false)));
            // The policy is in another part of the registry, the listener in this one.
            assert!(inside.access.allowed.policy.known().is_none());
            assert_eq!(inside.access.listener, Fact::Known(false));
        }
    }

    #[test]
    fn what_was_copied_without_its_subkeys_tells_nothing_of_them() {
        let alone = TEXT
            .split("[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Control\\Terminal Server\\AddIns]")
            .next();
        let inside = of_text(alone.unwrap().as_bytes()).unwrap().look().inside;
        assert_eq!(inside.access.allowed.own, Fact::Known(Some(false)));
        assert!(inside.access.listener.known().is_none());
    }

    #[test]
    fn nonsense_is_refused() {
        let odd = format!("{TEXT}[HKEY_LOCAL_MACHINE\\SYSTEM\\x]\r\n\"a\"=hex(5):01\r\n");
        for text in ["", "nonsense", "REGEDIT4\r\n\r\n[HKEY_CURRENT_USER\\x]\r\n", &odd] {
            assert!(of_text(text.as_bytes()).is_err(), "{text}");
        }
        assert!(of_text(&[0xFF, 0xFE, 0x00, 0xD8]).is_err());
    }
}
