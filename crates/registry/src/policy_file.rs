//! `Registry.pol`, the file in which local group policy keeps its registry values.
//!
//! [MS-GPREG] 2.2.1: "PReg", version 1, then entries `[key;value;type;size;data]` in UTF-16.

use crate::bytes::{slice, u16_at, u32_at, utf16};
use crate::value::{Kind, Value};

/// One value that policy sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyEntry {
    /// The key, without its hive: `Software\Policies\…`.
    pub key: String,
    /// The value's name; `**del.name` and its like are orders, not values.
    pub name: String,
    /// What it is set to.
    pub value: Value,
}

/// The entries of a policy file, or `None` if it is none, or is cut off.
pub fn policy_file(bytes: &[u8]) -> Option<Vec<PolicyEntry>> {
    if slice(bytes, 0, 4)? != b"PReg" || u32_at(bytes, 4)? != 1 {
        return None;
    }
    let mut reader = Reader { bytes, at: 8 };
    let mut entries = Vec::new();
    while reader.at < bytes.len() {
        reader.sign('[')?;
        let key = reader.text()?;
        reader.sign(';')?;
        let name = reader.text()?;
        reader.sign(';')?;
        let kind = Kind::from_number(reader.number()?);
        reader.sign(';')?;
        let size = reader.number()? as usize;
        reader.sign(';')?;
        let data = slice(bytes, reader.at, size)?.to_vec();
        reader.at += size;
        reader.sign(']')?;
        entries.push(PolicyEntry { key, name, value: Value { kind, data } });
    }
    Some(entries)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn unit(&mut self) -> Option<u16> {
        let unit = u16_at(self.bytes, self.at)?;
        self.at += 2;
        Some(unit)
    }

    fn sign(&mut self, wanted: char) -> Option<()> {
        (u32::from(self.unit()?) == u32::from(wanted)).then_some(())
    }

    fn number(&mut self) -> Option<u32> {
        let number = u32_at(self.bytes, self.at)?;
        self.at += 4;
        Some(number)
    }

    /// A text that ends with a zero.
    fn text(&mut self) -> Option<String> {
        let from = self.at;
        while self.unit()? != 0 {}
        Some(utf16(&self.bytes[from..self.at - 2]))
    }
}
