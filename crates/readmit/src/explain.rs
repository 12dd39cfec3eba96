//! `explain`: what a code, a sentence, a log or a cause means.

use std::io::{self, Read};
use std::path::Path;

pub use diagnosis::explain::{Explanation, Shape, explain};
use reading::Reading;

/// So much of the end of a text is kept, in bytes.
const KEPT: usize = Reading::MOST;
/// After so many bytes of a pipe no more is read: it may have no end.
const MOST: u64 = 256 << 20;

/// What was pasted.
#[derive(Debug)]
pub struct Pasted {
    /// Its end, as text.
    pub text: String,
    /// It is no text.
    pub binary: bool,
    /// There was more of it than is read: what came last is not known.
    pub unfinished: bool,
}

/// The end of a regular file; of anything else an error, before it is opened.
pub fn from_file(path: &Path) -> io::Result<Pasted> {
    Ok(pasted(&settings::tail_file(path, KEPT as u64)?, false))
}

/// The end of what comes through a pipe, as far as it is read. Holds twice as much as it keeps, whatever comes.
pub fn from_pipe(from: impl Read) -> io::Result<Pasted> {
    let mut from = from.take(MOST + 1);
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
    Ok(pasted(&kept, from.limit() == 0))
}

fn pasted(bytes: &[u8], unfinished: bool) -> Pasted {
    let decoded = reading::decode(bytes);
    Pasted { text: decoded.text, binary: decoded.binary, unfinished }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_long_the_end_is_kept() {
        let lines = io::repeat(b'x').take(20 << 20).chain("\nERRCONNECT_ACCOUNT_LOCKED_OUT".as_bytes());
        let text = from_pipe(lines).expect("it can be read");
        assert!(text.text.len() <= 2 * KEPT + (1 << 16) && !text.unfinished);
        assert!(text.text.ends_with("LOCKED_OUT"));
    }

    #[test]
    fn what_has_no_end_is_left_and_said_to_be_unfinished() {
        assert!(from_pipe(io::repeat(b'x')).expect("it can be read").unfinished);
    }
}
