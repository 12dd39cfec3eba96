//! Keys and the records of their values.

use std::collections::HashSet;

use crate::Corrupt;
use crate::bytes::{name, same, slice, u16_at, u32_at, u64_at};
use crate::hive::Hive;
use crate::value::{Kind, Value};

/// Values larger than this are stored in pieces ("big data").
pub(crate) const LARGEST_IN_ONE_PIECE: usize = 16_344;

/// A key.
#[derive(Debug, Clone, Copy)]
pub struct Key<'a> {
    hive: &'a Hive,
    offset: u32,
    cell: &'a [u8],
}

/// The record of a value: its name, and where its data is.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    hive: &'a Hive,
    pub(crate) offset: u32,
    cell: &'a [u8],
}

impl<'a> Key<'a> {
    pub(crate) fn at(hive: &'a Hive, offset: u32) -> Result<Self, Corrupt> {
        let cell = hive.cell(offset)?;
        if cell.len() < 76 || &cell[..2] != b"nk" {
            return Err(Corrupt::Foreign(offset));
        }
        Ok(Self { hive, offset, cell })
    }

    fn number(&self, at: usize) -> u32 {
        u32_at(self.cell, at).expect("the cell was measured")
    }

    /// Its name.
    pub fn name(&self) -> Result<String, Corrupt> {
        let length = u16_at(self.cell, 72).map(usize::from).expect("the cell was measured");
        let bytes = slice(self.cell, 76, length).ok_or(Corrupt::Foreign(self.offset))?;
        let latin1 = u16_at(self.cell, 2).is_some_and(|flags| flags & 0x20 != 0);
        Ok(name(bytes, latin1))
    }

    /// When it was written last, in 100 ns since 1601.
    pub fn last_written(&self) -> u64 {
        u64_at(self.cell, 4).expect("the cell was measured")
    }

    /// Its subkeys, in the order of the hive.
    pub fn subkeys(&self) -> Result<Vec<Key<'a>>, Corrupt> {
        let count = self.number(20);
        if count == 0 {
            return Ok(Vec::new());
        }
        if count as usize > self.hive.most_cells() {
            return Err(Corrupt::Length(self.offset));
        }
        let mut offsets = Vec::new();
        self.list(self.number(28), count as usize, true, &mut offsets)?;
        if offsets.len() != count as usize {
            return Err(Corrupt::Length(self.offset));
        }
        distinct(&offsets)?;
        offsets.into_iter().map(|offset| Key::at(self.hive, offset)).collect()
    }

    /// Collects the subkeys of a list, or of a list of lists.
    fn list(&self, at: u32, most: usize, nested: bool, into: &mut Vec<u32>) -> Result<(), Corrupt> {
        let cell = self.hive.cell(at)?;
        let foreign = Corrupt::Foreign(at);
        let count = u16_at(cell, 2).map(usize::from).ok_or(foreign)?;
        let step = match &cell[..2] {
            b"lf" | b"lh" => 8,
            b"li" => 4,
            b"ri" if nested => 4,
            _ => return Err(foreign),
        };
        let is_list_of_lists = &cell[..2] == b"ri";
        for index in 0..count {
            let offset = u32_at(cell, 4 + index * step).ok_or(foreign)?;
            if is_list_of_lists {
                self.list(offset, most, false, into)?;
            } else {
                into.push(offset);
            }
            if into.len() > most {
                return Err(Corrupt::Length(at));
            }
        }
        Ok(())
    }

    /// The subkey of this name.
    pub fn subkey(&self, wanted: &str) -> Result<Option<Key<'a>>, Corrupt> {
        for key in self.subkeys()? {
            if same(&key.name()?, wanted) {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }

    /// The records of its values, in the order of the hive.
    pub fn values(&self) -> Result<Vec<Record<'a>>, Corrupt> {
        let count = self.number(36) as usize;
        if count == 0 {
            return Ok(Vec::new());
        }
        let at = self.number(40);
        let list = self.hive.cell(at)?;
        if list.len() / 4 < count {
            return Err(Corrupt::Length(at));
        }
        let offsets = list.chunks_exact(4).take(count);
        let offsets: Vec<u32> = offsets.map(|word| u32_at(word, 0).expect("four bytes")).collect();
        distinct(&offsets)?;
        offsets.into_iter().map(|offset| Record::at(self.hive, offset)).collect()
    }

    /// The record of the value of this name.
    pub fn value(&self, wanted: &str) -> Result<Option<Record<'a>>, Corrupt> {
        for record in self.values()? {
            if same(&record.name()?, wanted) {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    /// Calls `visit` for this key and all below it, with their paths; refuses circles.
    pub fn walk(&self, visit: &mut dyn FnMut(&str, &Key<'a>) -> Result<(), Corrupt>) -> Result<(), Corrupt> {
        let mut seen = HashSet::new();
        let mut open = vec![(String::new(), *self)];
        while let Some((path, key)) = open.pop() {
            if !seen.insert(key.offset) {
                return Err(Corrupt::Circle);
            }
            visit(&path, &key)?;
            for subkey in key.subkeys()?.into_iter().rev() {
                let name = subkey.name()?;
                open.push((if path.is_empty() { name } else { format!("{path}\\{name}") }, subkey));
            }
        }
        Ok(())
    }
}

/// Refuses lists that name one thing twice: with them, a small hive has endless content.
fn distinct(offsets: &[u32]) -> Result<(), Corrupt> {
    let mut seen = HashSet::with_capacity(offsets.len());
    if offsets.iter().all(|offset| seen.insert(offset)) { Ok(()) } else { Err(Corrupt::Circle) }
}

impl<'a> Record<'a> {
    fn at(hive: &'a Hive, offset: u32) -> Result<Self, Corrupt> {
        let cell = hive.cell(offset)?;
        if cell.len() < 20 || &cell[..2] != b"vk" {
            return Err(Corrupt::Foreign(offset));
        }
        Ok(Self { hive, offset, cell })
    }

    fn number(&self, at: usize) -> u32 {
        u32_at(self.cell, at).expect("the cell was measured")
    }

    pub(crate) fn is_latin1(&self) -> bool {
        u16_at(self.cell, 16).is_some_and(|flags| flags & 1 != 0)
    }

    /// The bytes of its name as they are stored.
    pub(crate) fn stored_name(&self) -> Result<&'a [u8], Corrupt> {
        let length = u16_at(self.cell, 2).map(usize::from).expect("the cell was measured");
        slice(self.cell, 20, length).ok_or(Corrupt::Foreign(self.offset))
    }

    /// Its name; empty for the default value.
    pub fn name(&self) -> Result<String, Corrupt> {
        Ok(name(self.stored_name()?, self.is_latin1()))
    }

    /// Its type.
    pub fn kind(&self) -> Kind {
        Kind::from_number(self.number(12))
    }

    /// The length of its data in bytes.
    pub fn length(&self) -> usize {
        (self.number(4) & 0x7FFF_FFFF) as usize
    }

    /// Whether its data is in the record itself.
    pub(crate) fn is_inline(&self) -> bool {
        self.number(4) & 0x8000_0000 != 0
    }

    pub(crate) fn data_offset(&self) -> u32 {
        self.number(8)
    }

    /// What it holds.
    pub fn value(&self) -> Result<Value, Corrupt> {
        let length = self.length();
        let foreign = Corrupt::Foreign(self.offset);
        let data = if self.is_inline() {
            slice(self.cell, 8, length).filter(|_| length <= 4).ok_or(foreign)?.to_vec()
        } else if length == 0 {
            Vec::new()
        } else if length > LARGEST_IN_ONE_PIECE && self.hive.base().version.1 > 3 {
            self.pieces(length)?
        } else {
            let cell = self.hive.cell(self.data_offset())?;
            slice(cell, 0, length).ok_or(foreign)?.to_vec()
        };
        Ok(Value { kind: self.kind(), data })
    }

    fn pieces(&self, length: usize) -> Result<Vec<u8>, Corrupt> {
        let at = self.data_offset();
        let head = self.hive.cell(at)?;
        let foreign = Corrupt::Foreign(at);
        if head.len() < 8 || &head[..2] != b"db" || length > self.hive.base().bins_size as usize {
            return Err(foreign);
        }
        let count = u16_at(head, 2).map(usize::from).ok_or(foreign)?;
        let list = self.hive.cell(u32_at(head, 4).ok_or(foreign)?)?;
        let mut data = Vec::new();
        for index in 0..count {
            let piece = self.hive.cell(u32_at(list, index * 4).ok_or(foreign)?)?;
            let wanted = (length - data.len()).min(LARGEST_IN_ONE_PIECE);
            data.extend_from_slice(slice(piece, 0, wanted).ok_or(foreign)?);
        }
        if data.len() == length { Ok(data) } else { Err(foreign) }
    }
}
