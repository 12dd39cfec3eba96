//! KDE's krdp: Qt's categories in the journal.

use super::{Format, Frame, Line};
use crate::statement::Severity;

/// krdp.
pub static FORMAT: Format = Format { name: "krdp", read, codes: crate::codes_of_log };

fn read<'a>(line: &Line<'a>) -> Option<Frame<'a>> {
    let named =
        line.program.is_some_and(|program| program.starts_with("krdp") || program == "org.kde.krdpserver");
    let own = line.text.starts_with("org.kde.krdp") || line.text.starts_with("KRDP:");
    let text = line.text.split_once(": ").filter(|_| own).map_or(line.text, |(_, text)| text);
    (named || own).then_some(Frame { speaker: &FORMAT, severity: Severity::Unsaid, at: line.at, text })
}
