//! Windows App and its forerunners on Mac, iOS and Android: exported logs, and the line of a failed connection.

use super::{Format, Frame, Line};
use crate::statement::Severity;

/// Windows App, Microsoft Remote Desktop.
pub static FORMAT: Format = Format { name: "Windows App", read, codes: crate::codes_of_log };

fn read<'a>(line: &Line<'a>) -> Option<Frame<'a>> {
    let text = line.text;
    // [2024-Jan-05 10:00:00] RDP (0): --- BEGIN INTERFACE LIST ---
    let log = text.starts_with("RDP (0)") || text.contains("] RDP (0)");
    let own = text.contains("com.microsoft.rdc")
        || text.starts_with("MicrosoftRemoteDesktop")
        || text.contains("RdpX");
    let severity = if text.contains("ERR") { Severity::Error } else { Severity::Unsaid };
    (log || own).then_some(Frame { speaker: &FORMAT, severity, at: line.at, text })
}
