//! Remmina: glib's `(remmina:12): remmina-WARNING **: 12:00:00.000: …`, and `[RDP] …` after it.

use super::{Format, Frame, Line, severity};
use crate::statement::Severity;

/// Remmina.
pub static FORMAT: Format = Format { name: "Remmina", read, codes: crate::codes_of_log };

fn read<'a>(line: &Line<'a>) -> Option<Frame<'a>> {
    let glib = line.text.strip_prefix('(').and_then(|rest| rest.split_once("): "));
    if let Some((program, rest)) = glib.filter(|(program, _)| program.to_lowercase().contains("remmina")) {
        let _ = program;
        let (head, text) = rest.split_once("**: ").unwrap_or(("", rest));
        let level = head.trim().rsplit('-').next().and_then(severity).unwrap_or_default();
        // Its own clock stands before the words.
        let text = match text.split_once(": ") {
            Some((clock, after))
                if clock.bytes().all(|byte| byte.is_ascii_digit() || b":.".contains(&byte)) =>
            {
                after
            }
            _ => text,
        };
        return Some(Frame { speaker: &FORMAT, severity: level, at: line.at, text });
    }
    if line.program.is_some_and(|program| program.to_lowercase().contains("remmina")) {
        return Some(Frame { speaker: &FORMAT, severity: Severity::Unsaid, at: line.at, text: line.text });
    }
    let own =
        line.text.starts_with("[REMMINA") || line.text.starts_with("[RDP] ") && line.after == Some(&FORMAT);
    own.then_some(Frame { speaker: &FORMAT, severity: Severity::Unsaid, at: line.at, text: line.text })
}
