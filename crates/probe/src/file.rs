//! Reading files that could be anything: bounded, and regular files only.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The whole of a regular file of at most `most` bytes.
///
/// A pipe or a device is refused before it is opened: it could block, or have no end.
pub fn read_bounded(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::other(format!("larger than {most} bytes")));
    }
    Ok(bytes)
}
