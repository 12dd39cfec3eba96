//! krdp's lines.

use super::{Line, Lines, line};

pub(super) const LINES: Lines = Lines { speaker: &reading::formats::krdp::FORMAT, lines: ROWS };

const ROWS: &[Line] = &[
    line("unable to listen", &["network/port-taken"]),
    line("a valid tls certificate and key is required", &["negotiation/no-certificate"]),
    line("could not read … certificate", &["negotiation/no-certificate"]),
    line("no users configured", &["logon/gnome-credentials-missing"]),
    line("client does not support gfx", &["client/outdated"]),
    line("client does not support … h.264", &["client/outdated"]),
    line("failed to find suitable … encoder", &["session/graphics-failed"]),
    line("unable to create … encoder", &["session/graphics-failed"]),
];
