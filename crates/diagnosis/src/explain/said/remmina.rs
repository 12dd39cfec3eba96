//! Remmina's lines, and the sentences it shows.

use super::{Line, Lines, hint, line};

pub(super) const LINES: Lines = Lines { speaker: &reading::formats::remmina::FORMAT, lines: ROWS };

const ROWS: &[Line] = &[
    line("install the rdp protocol plugin first", &["client/outdated", "client/crashes"]),
    line("could not access the rdp server", &["logon/wrong-credentials", "logon/no-remote-right"]),
    line("could not authenticate to the rdp server", &["logon/wrong-credentials"]),
    line("could not find the address for the rdp server", &["name/not-found"]),
    line(
        "could not connect to the rdp server … via tls",
        &["tls/no-common-version", "tls/version-too-old", "tls/no-common-cipher"],
    ),
    line("could not negotiate a tls", &["tls/no-common-version", "tls/version-too-old"]),
    line(
        "check that client and server support a common tls version",
        &["tls/no-common-version", "tls/version-too-old"],
    ),
    line(
        "cannot connect to the rdp server … via tls",
        &["tls/no-common-version", "tls/version-too-old", "tls/no-common-cipher"],
    ),
    line(
        "unable to establish a connection to the rdp server",
        &["network/port-filtered", "network/port-refused", "negotiation/nla-required"],
    ),
    hint(
        "cannot connect to the rdp server",
        &["network/port-filtered", "network/port-refused", "network/host-down"],
    ),
    hint(
        "could not connect to the rdp server",
        &["network/port-filtered", "network/port-refused", "network/host-down"],
    ),
    line("could not start libfreerdp-gdi", &["client/outdated", "client/crashes"]),
    line("server denied the connection", &["session/denied-by-host"]),
    line("you requested a h.264 gfx mode", &["client/outdated", "session/graphics-failed"]),
    line("the remote desktop gateway … denied", &["gateway/connection-policy-denied"]),
    line("account locked", &["logon/locked-out"]),
    line("account expired", &["logon/account-expired"]),
    line("password expired", &["logon/password-expired"]),
    line("account disabled", &["logon/disabled"]),
    line("account has restrictions", &["logon/blank-password", "logon/outside-hours"]),
    line("insufficient user privileges", &["logon/no-remote-right"]),
];
