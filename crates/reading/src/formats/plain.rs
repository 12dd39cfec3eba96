//! What is in no program's form: a person's own words, a sentence of a screen, lines whose frame was left out.

use super::{Format, Frame, Line, mstsc};
use crate::statement::{Severity, Statement};

/// A person, or nobody knows who.
pub static FORMAT: Format = Format { name: "you", read, codes: crate::codes };

/// Longer than this, lines are statements of their own only, in characters.
const ONE_SPEECH: usize = 3000;
/// Of longer texts, so many lines are read, the last ones.
pub(crate) const LINES: usize = 1200;
/// A sentence is at most so long, in characters.
const SENTENCE: usize = 1500;

/// Everything that no other format has takes; it is never asked.
fn read<'a>(_: &Line<'a>) -> Option<Frame<'a>> {
    None
}

/// Statements from lines without a frame. Where there is nothing else, they are one speech as well as lines.
pub(crate) fn statements(lines: &[(usize, String)], only: bool) -> Vec<Statement> {
    let statement = |line: usize, text: String| {
        let told = mstsc::without_details(&text);
        Statement {
            speaker: &FORMAT,
            severity: Severity::Unsaid,
            at: None,
            says: crate::codes(&told),
            text: told.chars().take(SENTENCE).collect(),
            line,
        }
    };
    let length: usize = lines.iter().map(|(_, text)| text.chars().count() + 1).sum();
    if lines.len() > 1 && length <= ONE_SPEECH {
        let whole = lines.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" \n");
        let mut speech = statement(lines[0].0, whole);
        speech.text = speech.text.replace(" \n", " ");
        let mut all: Vec<Statement> =
            lines.iter().map(|(line, text)| statement(*line, text.clone())).collect();
        // Codes are told once: of a person's speech by the whole, beside a log by the lines. The other has the
        // sentences.
        if only {
            for line in &mut all {
                line.says.clear();
            }
        } else {
            speech.says.clear();
        }
        all.push(speech);
        return all;
    }
    // Nobody says so much in words of their own: somebody's log without its frame.
    let from = lines.len().saturating_sub(LINES);
    let logged = |(line, text): &(usize, String)| Statement {
        speaker: &FORMAT,
        severity: Severity::Unsaid,
        at: None,
        says: crate::codes_of_log(text),
        text: text.chars().take(SENTENCE).collect(),
        line: *line,
    };
    if lines.len() > 1 {
        return lines[from..].iter().map(logged).collect();
    }
    lines.iter().map(|(line, text)| statement(*line, text.clone())).collect()
}
