//! rdesktop's lines.

use super::{Line, Lines, hint, line};

pub(super) const LINES: Lines = Lines { speaker: &reading::formats::rdesktop::FORMAT, lines: ROWS };

const ROWS: &[Line] = &[
    line("credssp required by server", &["negotiation/nla-required"]),
    hint("do you have correct kerberos tgt initialized", &["nla/kdc-unreachable", "client/outdated"]),
    line(
        "recv: connection reset by peer",
        &["negotiation/nla-required", "network/reset-on-rdp", "network/closed-after-accept"],
    ),
    line("error: … unable to connect", &["network/port-refused", "network/port-filtered"]),
    line("the server uses an invalid security certificate", &["tls/self-signed", "tls/name-mismatch"]),
    line("the server uses and invalid security certificate", &["tls/self-signed", "tls/name-mismatch"]),
    line("server is configured to require ssl", &["negotiation/tls-required", "client/outdated"]),
    line(
        "failed to negotiate protocol, retrying with plain rdp",
        &["negotiation/legacy-security-only", "negotiation/nla-required"],
    ),
];
