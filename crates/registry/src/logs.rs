//! Recovering a dirty hive from its transaction logs, as Windows does when it starts.
//!
//! The logs of Windows 8.1 and later ("HvLE" entries) are understood. Those of older systems
//! hold a map of dirty sectors instead; they are refused by name.

use crate::base_block::{
    BINS_SIZE, BaseBlock, CHECKSUM, FLAGS, LENGTH, PRIMARY_SEQUENCE, SECONDARY_SEQUENCE, checksum,
};
use crate::bytes::{slice, u32_at, u64_at};
use crate::hive::{self, LARGEST, Refusal};
use crate::marvin::marvin32;

/// Where the entries of a log begin.
const FIRST_ENTRY: usize = 512;
/// The file type of logs with `HvLE` entries.
const NEW_LOG: u32 = 6;
/// Those with a map of dirty sectors.
const OLD_LOGS: [u32; 2] = [1, 2];

/// A hive as it is with its logs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// The hive, clean.
    pub bytes: Vec<u8>,
    /// How many entries were applied; 0 if it was clean.
    pub entries: usize,
    /// How many pages they held.
    pub pages: usize,
}

/// Why a dirty hive could not be recovered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotRecoverable {
    /// It is no hive at all.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The base block itself is broken.
    #[error("the hive's first block is damaged; only a start of Windows, or a backup, can mend that")]
    BaseBlock,
    /// There is no log that could help.
    #[error("the hive is dirty and no log goes on from where it stopped")]
    NoLog,
    /// The logs are those of Windows 8 or older.
    #[error(
        "the hive is dirty, and its logs have the old form of Windows 8 and before, which is not supported"
    )]
    OldLog,
}

/// One log entry.
struct Entry<'a> {
    sequence: u32,
    flags: u32,
    bins_size: u32,
    pages: Vec<(u32, &'a [u8])>,
}

/// Brings a hive up to date with its logs, given in any order.
pub fn recover(primary: &[u8], logs: &[&[u8]]) -> Result<Recovery, NotRecoverable> {
    let base = hive::examine(primary)?;
    if !base.is_intact {
        return Err(NotRecoverable::BaseBlock);
    }
    if base.sequences.agree() {
        return Ok(Recovery { bytes: primary.to_vec(), entries: 0, pages: 0 });
    }
    let mut runs: Vec<Vec<Entry<'_>>> = logs.iter().map(|log| entries(log)).collect();
    runs.retain(|run| !run.is_empty());
    if runs.is_empty() {
        let is_old =
            |log: &&[u8]| BaseBlock::read(log).is_some_and(|base| OLD_LOGS.contains(&base.file_type));
        return Err(if logs.iter().any(is_old) { NotRecoverable::OldLog } else { NotRecoverable::NoLog });
    }
    runs.sort_by_key(|run| run[0].sequence);
    let mut bytes = primary.to_vec();
    let (mut applied, mut pages) = (0, 0);
    let mut last = None;
    let fresh = runs.into_iter().flatten().filter(|entry| entry.sequence >= base.sequences.secondary);
    for entry in fresh {
        let goes_on = last.is_none_or(|last: u32| entry.sequence == last.wrapping_add(1));
        if !goes_on {
            break;
        }
        apply(&mut bytes, &entry);
        last = Some(entry.sequence);
        applied += 1;
        pages += entry.pages.len();
    }
    if applied == 0 {
        return Err(NotRecoverable::NoLog);
    }
    let sum = checksum(&bytes).expect("the base block is there");
    bytes[CHECKSUM..CHECKSUM + 4].copy_from_slice(&sum.to_le_bytes());
    let base = hive::examine(&bytes)?;
    hive::chain(&bytes, base.bins_size)?;
    Ok(Recovery { bytes, entries: applied, pages })
}

/// The entries of a log up to the first that is torn, foreign or out of order.
fn entries(log: &[u8]) -> Vec<Entry<'_>> {
    let Some(base) = BaseBlock::read(log) else { return Vec::new() };
    if base.file_type != NEW_LOG || !base.is_intact || !base.sequences.agree() {
        return Vec::new();
    }
    let mut found: Vec<Entry<'_>> = Vec::new();
    let mut at = FIRST_ENTRY;
    while let Some((entry, size)) = entry(log, at) {
        let expected = found.last().map_or(base.sequences.primary, |last| last.sequence.wrapping_add(1));
        if entry.sequence != expected {
            break;
        }
        found.push(entry);
        at += size;
    }
    found
}

/// The entry at a place, with its size; `None` unless both of its hashes fit.
fn entry(log: &[u8], at: usize) -> Option<(Entry<'_>, usize)> {
    let size = u32_at(log, at.checked_add(4)?)? as usize;
    if size < 512 || !size.is_multiple_of(512) {
        return None;
    }
    let bytes = slice(log, at, size)?;
    let fits = &bytes[..4] == b"HvLE"
        && u64_at(bytes, 24)? == marvin32(&bytes[40..])
        && u64_at(bytes, 32)? == marvin32(&bytes[..32]);
    let bins_size = u32_at(bytes, 16)?;
    if !fits || !bins_size.is_multiple_of(4096) || bins_size as usize > LARGEST {
        return None;
    }
    let count = u32_at(bytes, 20)? as usize;
    if count > size / 8 {
        return None;
    }
    let mut content = 40 + count * 8;
    let mut pages = Vec::with_capacity(count);
    for index in 0..count {
        let offset = u32_at(bytes, 40 + index * 8)?;
        let length = u32_at(bytes, 44 + index * 8)?;
        let page = slice(bytes, content, length as usize)?;
        if offset.checked_add(length)? > bins_size {
            return None;
        }
        content += page.len();
        pages.push((offset, page));
    }
    Some((Entry { sequence: u32_at(bytes, 12)?, flags: u32_at(bytes, 8)?, bins_size, pages }, size))
}

fn apply(bytes: &mut Vec<u8>, entry: &Entry<'_>) {
    let wanted = LENGTH + entry.bins_size as usize;
    if bytes.len() < wanted {
        bytes.resize(wanted, 0);
    }
    for (offset, page) in &entry.pages {
        let at = LENGTH + *offset as usize;
        bytes[at..at + page.len()].copy_from_slice(page);
    }
    let mut put = |at: usize, number: u32| bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
    put(BINS_SIZE, entry.bins_size);
    put(PRIMARY_SEQUENCE, entry.sequence);
    put(SECONDARY_SEQUENCE, entry.sequence);
    // Of the flags, only the first bit is the log's to say.
    let flags = u32_at(bytes, FLAGS).expect("the base block is there") & !1 | entry.flags & 1;
    bytes[FLAGS..FLAGS + 4].copy_from_slice(&flags.to_le_bytes());
}
