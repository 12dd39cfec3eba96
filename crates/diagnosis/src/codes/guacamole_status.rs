//! Guacamole status codes.

use super::{Row, row};
use crate::cause::Trust;

pub(super) const ROWS: &[Row] = &[
    row(0x0, "SUCCESS", "no error", &[], Trust::Cited),
    row(0x100, "UNSUPPORTED", "operation not supported", &[], Trust::Cited),
    row(0x200, "SERVER_ERROR", "internal error of guacd", &[], Trust::Cited),
    row(0x201, "SERVER_BUSY", "guacd is busy", &[], Trust::Cited),
    row(
        0x202,
        "UPSTREAM_TIMEOUT",
        "the host does not answer in time",
        &["network/silent-after-accept", "network/port-filtered"],
        Trust::Cited,
    ),
    row(0x203, "UPSTREAM_ERROR", "the host reported an error", &[], Trust::Cited),
    row(0x204, "RESOURCE_NOT_FOUND", "resource not found", &[], Trust::Cited),
    row(0x205, "RESOURCE_CONFLICT", "resource in use or locked", &[], Trust::Cited),
    row(0x206, "RESOURCE_CLOSED", "resource closed", &[], Trust::Cited),
    row(
        0x207,
        "UPSTREAM_NOT_FOUND",
        "the host was not found or could not be reached",
        &[
            "name/not-found",
            "network/port-refused",
            "network/port-filtered",
            "tls/self-signed",
            "client/home-not-writable",
        ],
        Trust::Cited,
    ),
    row(
        0x208,
        "UPSTREAM_UNAVAILABLE",
        "the host refused to serve",
        &["session/denied-by-host", "session/out-of-resources"],
        Trust::Cited,
    ),
    row(
        0x209,
        "SESSION_CONFLICT",
        "another connection took the session over",
        &["session/taken-over"],
        Trust::Cited,
    ),
    row(
        0x20A,
        "SESSION_TIMEOUT",
        "session ended by an idle limit",
        &["session/time-limit-reached"],
        Trust::Cited,
    ),
    row(0x20B, "SESSION_CLOSED", "session ended by force", &[], Trust::Cited),
    row(0x300, "CLIENT_BAD_REQUEST", "bad request", &[], Trust::Cited),
    row(
        0x301,
        "CLIENT_UNAUTHORIZED",
        "authentication failed",
        &["logon/wrong-credentials", "negotiation/nla-required", "client/no-credentials"],
        Trust::Cited,
    ),
    row(
        0x303,
        "CLIENT_FORBIDDEN",
        "permission denied",
        &["logon/locked-out", "logon/disabled", "logon/password-expired", "logon/no-remote-right"],
        Trust::Cited,
    ),
    row(0x308, "CLIENT_TIMEOUT", "the browser does not answer", &[], Trust::Cited),
    row(0x30D, "CLIENT_OVERRUN", "the browser sent too much", &[], Trust::Cited),
    row(0x30F, "CLIENT_BAD_TYPE", "unexpected type of data", &[], Trust::Cited),
    row(0x31D, "CLIENT_TOO_MANY", "too many connections", &[], Trust::Cited),
];
