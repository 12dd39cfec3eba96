//! mstsc's dialog: a sentence, and behind "Show details" fields of which only the codes tell anything.

use super::{Format, Frame, Line};
use crate::statement::{Said, Severity};

/// Windows' own Remote Desktop Connection.
pub static FORMAT: Format = Format { name: "mstsc", read, codes };

/// Heads of the dialog, with the bracket that copying it with Ctrl+C puts around.
const HEADS: [&str; 3] = ["[Window Title]", "[Content]", "[^] Hide details"];

fn read<'a>(line: &Line<'a>) -> Option<Frame<'a>> {
    let head = HEADS.iter().any(|head| line.text.starts_with(head))
        || line.text.starts_with("[OK]")
        || line.text.starts_with("[V] See details");
    let field = FIELDS.iter().any(|field| starts_with(line.text, field));
    (head || field).then_some(Frame {
        speaker: &FORMAT,
        severity: Severity::Unsaid,
        at: line.at,
        text: line.text,
    })
}

/// Fields that hold names, moments and identifiers.
const FIELDS: [&str; 4] = ["remote computer:", "timestamp (utc):", "activity id:", "timestamp:"];

fn starts_with(text: &str, field: &str) -> bool {
    text.get(..field.len()).is_some_and(|head| head.eq_ignore_ascii_case(field))
}

fn codes(text: &str) -> Vec<Said> {
    crate::codes(&without_details(text))
}

/// A dialog's text on one line, without the fields that hold names, moments and identifiers.
pub fn without_details(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut from = 0;
    let mut kept = String::new();
    while let Some((at, field)) =
        FIELDS.iter().filter_map(|field| lower[from..].find(field).map(|at| (from + at, *field))).min()
    {
        kept.push_str(&text[from..at]);
        let rest = &lower[at + field.len()..];
        // Up to the next field, or the end of the line.
        let ends = [
            "error code",
            "extended error",
            "remote computer:",
            "timestamp",
            "activity id",
            "press ctrl",
            "\n",
        ];
        let until = ends.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
        from = at + field.len() + until;
    }
    kept.push_str(&text[from..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_codes_of_the_details_are_kept() {
        let dialog = "An authentication error has occurred (Code: 0x80080005). Remote computer: PC7 Error code: 0x0 \
                      Extended error code: 0x0 Timestamp (UTC): 01/21/26 10:53:14 AM Activity ID: 00000000-0000-0000-0000-000000000001";
        assert_eq!(
            without_details(dialog).trim(),
            "An authentication error has occurred (Code: 0x80080005). Error code: 0x0 Extended error code: 0x0"
        );
        assert_eq!(codes(dialog).len(), 1);
    }
}
