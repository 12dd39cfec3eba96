//! IronRDP and what is built on it: Rust's log lines and printed error values.

use super::{Format, Frame, Line, severity};
use crate::statement::Severity;

/// IronRDP, Devolutions Gateway, Teleport's and Cloudflare's browser clients.
pub static FORMAT: Format = Format { name: "IronRDP", read, codes: crate::codes_of_log };

fn read<'a>(line: &Line<'a>) -> Option<Frame<'a>> {
    let text = line.text;
    let lower = text.to_ascii_lowercase();
    // Paths and values as Rust prints them: a person who says "picky" is no log.
    let own = [
        "ironrdp_",
        "ironrdp::",
        "ironrdp connect",
        "[ironrdp]",
        "rdperror",
        "connectorerror",
        "devolutions_gateway",
        "connect_finalize",
        "sspi::",
        "picky::",
        "picky_",
    ]
    .iter()
    .any(|own| lower.contains(own));
    if !own {
        return None;
    }
    let level = text.split_whitespace().take(3).find_map(severity).unwrap_or(Severity::Unsaid);
    Some(Frame { speaker: &FORMAT, severity: level, at: line.at, text })
}
