//! Overwriting what is there: the safe recipe.
//!
//! A value keeps its type and its cell. Nothing is allocated, freed or moved, so an edit
//! that fits can break nothing else.

use crate::Corrupt;
use crate::base_block::{CHECKSUM, LAST_WRITTEN, LENGTH, PRIMARY_SEQUENCE, SECONDARY_SEQUENCE, checksum};
use crate::bytes::{same, stored};
use crate::hive::Hive;
use crate::key::{LARGEST_IN_ONE_PIECE, Record};
use crate::value::Value;

/// A moment, in 100 ns since 1601-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileTime(pub u64);

/// Why a value can't be overwritten in its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotEdit {
    /// It isn't there.
    #[error("{0} does not exist, and nothing is added to a hive in place")]
    Absent(String),
    /// It has another type than the one wanted.
    #[error("{0} has another type than it should")]
    Type(String),
    /// The new data needs more room than its cell has.
    #[error("the new content of {name} needs {needs} bytes, and its place has {has}")]
    TooLong {
        /// The value.
        name: String,
        /// Bytes needed.
        needs: usize,
        /// Bytes there.
        has: usize,
    },
    /// It is stored in pieces.
    #[error("{0} is stored in pieces, which are left alone")]
    InPieces(String),
    /// Another value has that name.
    #[error("there is a value {0} already")]
    Taken(String),
    /// The new name is longer, shorter, or needs other letters.
    #[error("{0} can only be renamed to a name that is stored in as many bytes")]
    Name(String),
    /// The hive is broken here.
    #[error(transparent)]
    Corrupt(#[from] Corrupt),
}

impl Hive {
    fn record(&self, key: &str, name: &str) -> Result<Record<'_>, CannotEdit> {
        let absent = || CannotEdit::Absent(format!("{key}\\{name}"));
        self.key(key)?.ok_or_else(absent)?.value(name)?.ok_or_else(absent)
    }

    /// Overwrites a value. [`Hive::seal`] is needed afterwards.
    pub fn overwrite(&mut self, key: &str, name: &str, new: &Value) -> Result<(), CannotEdit> {
        let record = self.record(key, name)?;
        let path = format!("{key}\\{name}");
        if record.kind() != new.kind {
            return Err(CannotEdit::Type(path));
        }
        let needs = new.data.len();
        let at = LENGTH + record.offset as usize + 4;
        if record.is_inline() {
            // Four bytes of room, in the record itself.
            if needs > 4 || needs == 0 {
                return Err(CannotEdit::TooLong { name: path, needs, has: 4 });
            }
            let size = u32::try_from(needs).expect("at most four") | 0x8000_0000;
            self.put(at + 8, &new.data);
            self.put(at + 4, &size.to_le_bytes());
            return Ok(());
        }
        if record.length() > LARGEST_IN_ONE_PIECE || needs > LARGEST_IN_ONE_PIECE {
            return Err(CannotEdit::InPieces(path));
        }
        let offset = record.data_offset();
        let has = if record.length() == 0 { 0 } else { self.cell(offset)?.len() };
        if needs > has || needs == 0 {
            return Err(CannotEdit::TooLong { name: path, needs, has });
        }
        self.put(LENGTH + offset as usize + 4, &new.data);
        self.put(at + 4, &u32::try_from(needs).expect("it is short").to_le_bytes());
        Ok(())
    }

    /// Gives a value another name that is stored in as many bytes: the nearest thing to
    /// deleting it. [`Hive::seal`] is needed afterwards.
    pub fn rename(&mut self, key: &str, old: &str, new: &str) -> Result<(), CannotEdit> {
        let record = self.record(key, old)?;
        let path = format!("{key}\\{old}");
        let bytes = stored(new, record.is_latin1())
            .filter(|bytes| record.stored_name().is_ok_and(|old| old.len() == bytes.len()))
            .ok_or(CannotEdit::Name(path))?;
        let at = LENGTH + record.offset as usize + 4 + 20;
        let taken = match self.key(key)? {
            Some(found) => !same(old, new) && found.value(new)?.is_some(),
            None => false,
        };
        if taken {
            return Err(CannotEdit::Taken(format!("{key}\\{new}")));
        }
        self.put(at, &bytes);
        Ok(())
    }

    /// Closes a series of edits: sequence numbers, time and checksum.
    pub fn seal(&mut self, now: FileTime) {
        let sequences = self.base().sequences;
        let next = sequences.primary.max(sequences.secondary).wrapping_add(1);
        self.put(PRIMARY_SEQUENCE, &next.to_le_bytes());
        self.put(SECONDARY_SEQUENCE, &next.to_le_bytes());
        self.put(LAST_WRITTEN, &now.0.to_le_bytes());
        let sum = checksum(&self.bytes).expect("the base block is there");
        self.put(CHECKSUM, &sum.to_le_bytes());
        self.reread();
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        self.bytes[at..at + bytes.len()].copy_from_slice(bytes);
    }
}
