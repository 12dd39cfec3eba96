//! Windows counts 100 ns since 1601.

use jiff::Timestamp;
use registry::FileTime;

/// From 1601 to 1970, in 100 ns.
const EPOCH: i128 = 116_444_736_000_000_000;

/// A Windows time as ours, if it is one.
pub(crate) fn from_file_time(ticks: u64) -> Option<Timestamp> {
    Timestamp::from_nanosecond((i128::from(ticks) - EPOCH) * 100).ok()
}

/// Our time as Windows counts it.
pub(crate) fn to_file_time(at: Timestamp) -> FileTime {
    FileTime(u64::try_from(at.as_nanosecond() / 100 + EPOCH).unwrap_or_default())
}
