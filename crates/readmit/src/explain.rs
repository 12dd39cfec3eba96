//! `explain`: what a code, a sentence, a log or a cause means.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

pub use diagnosis::explain::{Explanation, Shape, explain};
pub use reading::Decoded;

/// So much of the end of a text is kept, in bytes.
const KEPT: usize = reading::Reading::MOST;
/// After so many bytes no more is read: a pipe may have no end.
const MOST: u64 = 256 << 20;

/// Opens a file to be explained: a regular one, so that no device is read without end.
pub fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    Ok(file)
}

/// The end of what comes, as text. Holds twice as much as it keeps, whatever comes.
pub fn read(from: impl Read) -> io::Result<Decoded> {
    let mut from = from.take(MOST);
    let mut kept: Vec<u8> = Vec::new();
    let mut chunk = vec![0; 1 << 16];
    loop {
        let count = match from.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        kept.extend_from_slice(&chunk[..count]);
        if kept.len() > 2 * KEPT {
            // UTF-16 stays in step.
            kept.drain(..(kept.len() - KEPT) & !1);
        }
    }
    Ok(reading::decode(&kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_has_no_end_the_end_that_came_is_kept() {
        let lines = io::repeat(b'x').take(20 << 20).chain("\nERRCONNECT_ACCOUNT_LOCKED_OUT".as_bytes());
        let text = read(lines).expect("it can be read");
        assert!(text.text.len() <= 2 * KEPT + (1 << 16));
        assert!(text.text.ends_with("LOCKED_OUT"));
    }
}
