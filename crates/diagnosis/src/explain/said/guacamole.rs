//! guacd's lines, and the sentences that Guacamole shows.

use super::{Line, Lines, hint, line};

pub(super) const LINES: Lines = Lines { speaker: &reading::formats::guacamole::FORMAT, lines: ROWS };

const ROWS: &[Line] = &[
    line("home directory … is not writable", &["client/home-not-writable"]),
    line("home directory … could not be determined", &["client/home-not-writable"]),
    line("no security mode specified", &["negotiation/nla-required", "client/no-credentials"]),
    line(
        "security negotiation failed (wrong security type?)",
        &[
            "client/home-not-writable",
            "negotiation/nla-required",
            "negotiation/nla-not-supported",
            "client/outdated",
        ],
    ),
    line(
        "server refused connection (wrong security type?)",
        &["negotiation/nla-required", "client/home-not-writable", "client/no-credentials", "client/outdated"],
    ),
    line(
        "ssl/tls connection failed (untrusted/self-signed certificate?)",
        &["tls/self-signed", "tls/untrusted-issuer", "tls/name-mismatch", "tls/version-too-old"],
    ),
    line("certificate validation failed", &["tls/self-signed", "tls/untrusted-issuer", "tls/name-mismatch"]),
    line(
        "authentication failure (invalid credentials?)",
        &["logon/wrong-credentials", "logon/entra-identity-over-ntlm", "client/no-credentials"],
    ),
    line(
        "connection failed (server unreachable?)",
        &["network/port-filtered", "network/port-refused", "network/host-down"],
    ),
    line("dns lookup failed (incorrect hostname?)", &["name/not-found"]),
    line("access denied by server (account locked/disabled?)", &["logon/locked-out", "logon/disabled"]),
    line("insufficient privileges", &["logon/no-remote-right"]),
    line("credentials expired", &["logon/password-expired", "logon/password-must-change"]),
    line("disconnected by other connection", &["session/taken-over"]),
    line("idle session time limit exceeded", &["session/time-limit-reached"]),
    line("active session time limit exceeded", &["session/time-limit-reached"]),
    hint("creation of websocket tunnel to guacd failed", &["network/port-refused"]),
    line("support for protocol \"rdp\" is not installed", &["client/outdated"]),
    line("unable to load protocol", &["client/outdated"]),
    line(
        "the remote desktop server is currently unreachable",
        &["network/port-refused", "network/port-filtered", "negotiation/nla-required", "name/not-found"],
    ),
    line(
        "remote desktop server … closed the connection",
        &["session/denied-by-host", "session/taken-over", "session/time-limit-reached"],
    ),
    line("remote desktop server denied access", &["logon/no-remote-right", "session/denied-by-host"]),
    line(
        "log in failed. please reconnect and try again",
        &["logon/wrong-credentials", "client/no-credentials", "logon/entra-identity-over-ntlm"],
    ),
    line("taking too long to respond", &["network/silent-after-accept", "network/port-filtered"]),
    line(
        "an internal error has occurred within the guacamole server",
        &["client/crashes", "client/outdated"],
    ),
];
