//! A hive: its base block, its bins, its cells.

use crate::Corrupt;
use crate::base_block::{BaseBlock, LENGTH};
use crate::bytes::{slice, u32_at};
use crate::key::Key;

/// The largest hive that is read, in bytes. The largest seen in the wild are near 300 MB.
pub(crate) const LARGEST: usize = 1 << 30;

/// A hive whose structure adds up.
#[derive(Debug, Clone)]
pub struct Hive {
    pub(crate) bytes: Vec<u8>,
    base: BaseBlock,
}

/// Why a file is not taken for a hive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It begins otherwise.
    #[error("this is not a registry hive")]
    NotAHive,
    /// Larger than any hive.
    #[error("the file is larger than a hive can be")]
    TooLarge,
    /// A version of the format that nobody described.
    #[error("the hive has version {0}.{1}; 1.3 to 1.6 are known")]
    Version(u32, u32),
    /// The file ends before its bins do.
    #[error("the hive is cut off: {has} bytes of bins of {wants}")]
    CutOff {
        /// Bytes of bins in the file.
        has: usize,
        /// Bytes that the base block promises.
        wants: usize,
    },
    /// Bins or cells do not add up.
    #[error("the chain of bins or cells breaks at {0:#x}")]
    Chain(u32),
    /// A write is open: the truth is in the hive and its logs together.
    #[error("the hive is dirty: it must be read together with its logs")]
    Dirty,
    /// The root is no key.
    #[error("the hive has no root key")]
    NoRoot,
}

impl Hive {
    /// Takes bytes for a hive if its base block is intact, no write is open, and the chains of
    /// bins and of cells add up exactly.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Refusal> {
        let base = examine(&bytes)?;
        if !base.is_intact || !base.sequences.agree() {
            return Err(Refusal::Dirty);
        }
        chain(&bytes, base.bins_size)?;
        let hive = Self { bytes, base };
        hive.root().map_err(|_| Refusal::NoRoot)?;
        Ok(hive)
    }

    /// What its base block says.
    pub const fn base(&self) -> &BaseBlock {
        &self.base
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its bytes, for good.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The root key.
    pub fn root(&self) -> Result<Key<'_>, Corrupt> {
        Key::at(self, self.base.root)
    }

    /// The key of a path with `\` between names, if it exists.
    pub fn key(&self, path: &str) -> Result<Option<Key<'_>>, Corrupt> {
        let mut key = self.root()?;
        for name in path.split('\\').filter(|name| !name.is_empty()) {
            match key.subkey(name)? {
                Some(found) => key = found,
                None => return Ok(None),
            }
        }
        Ok(Some(key))
    }

    /// The content of an allocated cell.
    pub(crate) fn cell(&self, offset: u32) -> Result<&[u8], Corrupt> {
        let at = LENGTH + offset as usize;
        let missing = Corrupt::Cell(offset);
        let size = u32_at(&self.bytes, at).ok_or(missing)?.cast_signed();
        // Allocated cells have negative sizes.
        let length = usize::try_from(-i64::from(size)).map_err(|_| missing)?;
        let end = (offset as usize).checked_add(length).ok_or(missing)?;
        if length < 8 || end > self.base.bins_size as usize {
            return Err(missing);
        }
        slice(&self.bytes, at + 4, length - 4).ok_or(missing)
    }

    /// How many cells can fit into the hive: a bound for every walk.
    pub(crate) fn most_cells(&self) -> usize {
        self.base.bins_size as usize / 8
    }

    /// After the base block was changed.
    pub(crate) fn reread(&mut self) {
        self.base = BaseBlock::read(&self.bytes).expect("it was read before");
    }
}

/// The base block of what may be a hive, clean or dirty.
pub(crate) fn examine(bytes: &[u8]) -> Result<BaseBlock, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > LARGEST {
        return Err(Refusal::TooLarge);
    }
    let base = BaseBlock::read(bytes).ok_or(Refusal::NotAHive)?;
    if base.file_type != 0 || base.file_format != 1 {
        return Err(Refusal::NotAHive);
    }
    let (major, minor) = base.version;
    if major != 1 || !(3..=6).contains(&minor) {
        return Err(Refusal::Version(major, minor));
    }
    let has = bytes.len().saturating_sub(LENGTH);
    let wants = base.bins_size as usize;
    if has < wants || wants == 0 {
        return Err(Refusal::CutOff { has, wants });
    }
    Ok(base)
}

/// Walks bins and the cells in them; both must end exactly where they should.
pub(crate) fn chain(bytes: &[u8], bins_size: u32) -> Result<(), Refusal> {
    const BIN_HEAD: u32 = 32;
    let bins = slice(bytes, LENGTH, bins_size as usize)
        .ok_or(Refusal::CutOff { has: bytes.len(), wants: bins_size as usize })?;
    let mut bin = 0;
    while bin < bins_size {
        let broken = Refusal::Chain(bin);
        let head = slice(bins, bin as usize, BIN_HEAD as usize).ok_or(broken)?;
        let size = u32_at(head, 8).ok_or(broken)?;
        let fits = size >= 4096 && size % 4096 == 0 && size <= bins_size - bin;
        if &head[..4] != b"hbin" || u32_at(head, 4) != Some(bin) || !fits {
            return Err(broken);
        }
        let mut cell = bin + BIN_HEAD;
        while cell < bin + size {
            let broken = Refusal::Chain(cell);
            let length = u32_at(bins, cell as usize).ok_or(broken)?.cast_signed().unsigned_abs();
            if length < 8 || length % 8 != 0 || length > bin + size - cell {
                return Err(broken);
            }
            cell += length;
        }
        bin += size;
    }
    Ok(())
}
