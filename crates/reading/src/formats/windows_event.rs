//! Events of Windows: rendered field by field, or as a table's line.

use super::{Format, Frame, Line, severity};
use crate::statement::Severity;

/// The Windows event log.
pub static FORMAT: Format = Format { name: "Windows event log", read, codes: crate::codes };

/// Fields of a rendered event that say when and where, and nothing else.
const ELSEWHERE: [&str; 24] = [
    "log name:",
    "date:",
    "task category:",
    "keywords:",
    "user:",
    "computer:",
    "security id:",
    "account domain:",
    "account name:",
    "logon id:",
    "logon guid:",
    "caller process id:",
    "caller process name:",
    "workstation name:",
    "source port:",
    "logon process:",
    "transited services:",
    "package name (ntlm only):",
    "key length:",
    "process id:",
    "process name:",
    "level:",
    "opcode:",
    "protokollname:",
];

fn read<'a>(line: &Line<'a>) -> Option<Frame<'a>> {
    let lower = line.text.to_ascii_lowercase();
    let frame = |severity, text| Some(Frame { speaker: &FORMAT, severity, at: line.at, text });
    if let Some(field) = ELSEWHERE.iter().find(|field| lower.starts_with(**field)) {
        // Kept for its severity, not for its words.
        let level = line.text.get(field.len()..).and_then(severity_word).unwrap_or(Severity::Debug);
        return frame(level, if *field == "level:" { "" } else { line.text })
            .filter(|frame| !frame.text.is_empty());
    }
    let tabled = ["error ", "warning ", "information "].iter().any(|head| lower.starts_with(head))
        && lower
            .split_whitespace()
            .take(6)
            .filter(|word| word.contains(['/', ':', '.']) && word.starts_with(|c: char| c.is_ascii_digit()))
            .count()
            >= 2;
    if tabled {
        return frame(line.text.split(' ').next().and_then(severity).unwrap_or_default(), line.text);
    }
    None
}

fn severity_word(rest: &str) -> Option<Severity> {
    severity(rest.split_whitespace().next()?)
}
