//! Pasted texts and logs in, statements out: who says what, how serious, and when.
//!
//! See first, judge later: this crate reads forms and knows nothing of causes. What a statement
//! means is decided by whoever asked. A line that no format knows is kept as plain words.
//!
//! It never touches a file, a clock or the network, never matches the sentences of one program
//! against another's, and never fails: any text gives statements, at worst none.
//!
//! To add a format: a file in `formats/`, and a line in [`formats::ALL`].

mod clean;
mod codes;
pub mod formats;
mod namespace;
mod secrets;
mod stamp;
mod statement;

pub use clean::{Decoded, clean, decode};
pub use codes::{codes, codes_of_log};
pub use namespace::{LABELS, Namespace};
pub use secrets::without_passwords;
pub use stamp::Stamp;
pub use statement::{Said, Severity, Statement};

use std::borrow::Cow;
use std::collections::VecDeque;

use formats::{Frame, plain};

/// What a text says.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// All that is said, in the order of the text; also what is said again: it may be said of somebody else.
    pub statements: Vec<Statement>,
    /// The beginning was left out, because the text is so long.
    pub cut: bool,
    /// Lines that carry a log's frame.
    pub framed: usize,
}

impl Reading {
    /// At most so much of a text is read, in bytes, from its end.
    pub const MOST: usize = 4 << 20;
    /// At most so many statements are kept, the last ones.
    pub const STATEMENTS: usize = 40_000;
    /// So much of its beginning tells what kind of text it is, in characters.
    const LOOK: usize = 4000;
}

/// Reads a text that somebody pasted: lines without a frame are theirs, or of a program whose frame was left out.
pub fn read(text: &str) -> Reading {
    let (text, cut) = end_of(text);
    lines(&clean(text), Reading { cut, ..Reading::default() }, true)
}

/// Reads a log where it was written: it is no page, and what carries no frame is left out.
pub fn read_log(text: &str) -> Reading {
    let (text, cut) = end_of(text);
    lines(&clean::clean_log(text), Reading { cut, ..Reading::default() }, false)
}

fn lines(text: &str, mut reading: Reading, with_words: bool) -> Reading {
    // Of a long text's lines without a frame only the last are read.
    let mut words: VecDeque<(usize, String)> = VecDeque::new();
    let mut last: Option<&'static formats::Format> = None;
    for (at, line) in text.split('\n').enumerate() {
        let ends = ends_of(line.trim());
        // In a log, what begins with blanks goes on with the line before; it is left out.
        let goes_on = !with_words && line.starts_with([' ', '\t']);
        let line = ends.as_ref();
        if line.is_empty() || goes_on {
            continue;
        }
        let Some(frame) = formats::frame(line, last) else {
            if with_words {
                words.push_back((at + 1, line.to_owned()));
                if words.len() > plain::LINES {
                    words.pop_front();
                }
            }
            continue;
        };
        last = Some(frame.speaker);
        reading.framed += 1;
        reading.statements.push(statement(&frame, at + 1));
    }
    let spoken = plain::statements(words.make_contiguous(), reading.framed == 0);
    reading.statements.extend(spoken);
    reading.statements.sort_by_key(|statement| statement.line);
    let surplus = reading.statements.len().saturating_sub(Reading::STATEMENTS);
    reading.cut |= surplus > 0;
    reading.statements.drain(..surplus);
    reading
}

fn statement(frame: &Frame<'_>, line: usize) -> Statement {
    Statement {
        speaker: frame.speaker,
        severity: frame.severity,
        at: frame.at,
        says: (frame.speaker.codes)(frame.text),
        text: frame.text.to_owned(),
        line,
    }
}

/// Both ends of a line that is too long to be one: no program writes such, and none is read in full.
fn ends_of(line: &str) -> Cow<'_, str> {
    const END: usize = 4000;
    if line.len() <= 2 * END {
        return Cow::Borrowed(line);
    }
    let (mut head, mut tail) = (END, line.len() - END);
    while !line.is_char_boundary(head) {
        head -= 1;
    }
    while !line.is_char_boundary(tail) {
        tail += 1;
    }
    Cow::Owned(format!("{} {}", &line[..head], &line[tail..]))
}

/// The end of a long text, from the beginning of a line.
fn end_of(text: &str) -> (&str, bool) {
    if text.len() <= Reading::MOST {
        return (text, false);
    }
    let mut from = text.len() - Reading::MOST;
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let tail = &text[from..];
    (tail.split_once('\n').map_or(tail, |(_, rest)| rest), true)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,300}") {
            read(&text);
        }

        #[test]
        fn any_tail_behind_a_program_s_frame_is_read_without_panic(
            frame in prop::sample::select(vec![
                "[10:00:00:000] [1:2] [ERROR][com.freerdp.core] - [",
                "[20261123-01:57:15] [INFO ] ",
                "Dec 30 18:59:32 pc7 xrdp-sesman[3280]: ",
                "guacd[7]: ERROR: ",
                "Error code: ",
                "Remote computer: ",
                "<p>",
            ]),
            tail in any::<String>(),
        ) {
            read(&format!("{frame}{tail}"));
        }
    }

    #[test]
    fn a_line_without_an_end_is_read_at_both_ends() {
        for part in ["timestamp: x ", "a1 0x12 ", "漢字", "[", "<p "] {
            let text = format!("{} ERRCONNECT_ACCOUNT_LOCKED_OUT", part.repeat(100_000));
            let reading = read(&text);
            let longest = reading.statements.iter().map(|statement| statement.text.len()).max();
            assert!(longest.is_none_or(|longest| longest <= 9000), "{part}: {longest:?}");
        }
    }
}
