//! The first 4096 bytes of a hive, and the first 512 of its logs.

use crate::bytes::{slice, u32_at, u64_at};

/// The length of a hive's base block: cell offsets count from its end.
pub(crate) const LENGTH: usize = 4096;

pub(crate) const PRIMARY_SEQUENCE: usize = 4;
pub(crate) const SECONDARY_SEQUENCE: usize = 8;
pub(crate) const LAST_WRITTEN: usize = 12;
pub(crate) const BINS_SIZE: usize = 40;
pub(crate) const FLAGS: usize = 144;
pub(crate) const CHECKSUM: usize = 508;

/// What a base block says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BaseBlock {
    /// The two sequence numbers.
    pub sequences: Sequences,
    /// When the hive was written last, in 100 ns since 1601.
    pub last_written: u64,
    /// The version of the format: 1.3 to 1.6 are in use.
    pub version: (u32, u32),
    /// 0: a hive; 1, 2 and 6: its logs.
    pub file_type: u32,
    /// 1: loaded directly from memory, the only one in use.
    pub file_format: u32,
    /// Where the root key is.
    pub root: u32,
    /// How many bytes of bins follow.
    pub bins_size: u32,
    /// Whether the checksum fits.
    pub is_intact: bool,
}

/// The two sequence numbers of a base block: one is raised before a write, the other after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sequences {
    /// Raised before.
    pub primary: u32,
    /// Raised after.
    pub secondary: u32,
}

impl Sequences {
    /// Whether no write is open.
    pub const fn agree(self) -> bool {
        self.primary == self.secondary
    }
}

impl BaseBlock {
    /// Reads a base block of at least 512 bytes.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if slice(bytes, 0, 4)? != b"regf" {
            return None;
        }
        Some(Self {
            sequences: Sequences {
                primary: u32_at(bytes, PRIMARY_SEQUENCE)?,
                secondary: u32_at(bytes, SECONDARY_SEQUENCE)?,
            },
            last_written: u64_at(bytes, LAST_WRITTEN)?,
            version: (u32_at(bytes, 20)?, u32_at(bytes, 24)?),
            file_type: u32_at(bytes, 28)?,
            file_format: u32_at(bytes, 32)?,
            root: u32_at(bytes, 36)?,
            bins_size: u32_at(bytes, BINS_SIZE)?,
            is_intact: u32_at(bytes, CHECKSUM)? == checksum(bytes)?,
        })
    }
}

/// The checksum of a base block: its first 127 words, one xor the next.
pub(crate) fn checksum(bytes: &[u8]) -> Option<u32> {
    let mut sum = 0;
    for word in 0..127 {
        sum ^= u32_at(bytes, word * 4)?;
    }
    Some(match sum {
        0 => 1,
        0xFFFF_FFFF => 0xFFFF_FFFE,
        sum => sum,
    })
}
