//! rdesktop: `ERROR: …`, `WARNING: …`, and lines of its own around them.

use super::{Format, Frame, Line, severity};
use crate::statement::Severity;

/// rdesktop.
pub static FORMAT: Format = Format { name: "rdesktop", read, codes: crate::codes_of_log };

/// What only rdesktop says.
const OWN: [&str; 7] = [
    "Autoselecting keyboard map",
    "Connected to server using SSL",
    "Failed to connect, CredSSP required by server",
    "Failed to negotiate protocol, retrying with plain RDP",
    "ATTENTION! The server uses and invalid security certificate",
    "ATTENTION! The server uses an invalid security certificate",
    "disconnect: ",
];

fn read<'a>(line: &Line<'a>) -> Option<Frame<'a>> {
    let own = line.text.starts_with("rdesktop:") || OWN.iter().any(|own| line.text.starts_with(own));
    let inside = |text: &str| {
        ["CredSSP: ", "recv: ", "connect: ", "getaddrinfo: ", "Connection closed", "send: ", "SSL_"]
            .iter()
            .any(|own| text.starts_with(own))
    };
    if let Some((level, text)) = line.text.split_once(": ")
        && let Some(level) =
            (level.chars().all(|c| c.is_ascii_uppercase())).then(|| severity(level)).flatten()
        && (inside(text) || line.after == Some(&FORMAT))
    {
        return Some(Frame { speaker: &FORMAT, severity: level, at: line.at, text });
    }
    own.then_some(Frame { speaker: &FORMAT, severity: Severity::Unsaid, at: line.at, text: line.text })
}
