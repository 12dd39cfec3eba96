//! What Windows says of the HTTP way to a gateway or a feed, [WinHTTP error messages].

use super::{Row, row};
use crate::cause::Trust;

pub(super) const ROWS: &[Row] = &[
    row(
        12_002,
        "ERROR_WINHTTP_TIMEOUT",
        "gateway or feed does not answer",
        &["gateway/unreachable"],
        Trust::Cited,
    ),
    row(
        12_007,
        "ERROR_WINHTTP_NAME_NOT_RESOLVED",
        "gateway or feed name unknown",
        &["gateway/unreachable", "name/not-found"],
        Trust::Cited,
    ),
    row(
        12_029,
        "ERROR_WINHTTP_CANNOT_CONNECT",
        "cannot connect to gateway/feed",
        &["gateway/unreachable", "gateway/proxy-wants-authentication"],
        Trust::Cited,
    ),
    row(
        12_030,
        "ERROR_WINHTTP_CONNECTION_ERROR",
        "connection reset or TLS incompatible",
        &["gateway/unreachable", "tls/no-common-version"],
        Trust::Cited,
    ),
    row(
        12_175,
        "ERROR_WINHTTP_SECURE_FAILURE",
        "certificate of gateway/feed not accepted, often a wrong clock",
        &["gateway/certificate-untrusted", "client/clock-wrong"],
        Trust::Cited,
    ),
    row(
        12_045,
        "ERROR_WINHTTP_SECURE_INVALID_CA",
        "issuer of the gateway certificate unknown",
        &["gateway/certificate-untrusted"],
        Trust::Cited,
    ),
    row(
        12_038,
        "ERROR_WINHTTP_SECURE_CERT_CN_INVALID",
        "gateway certificate made for another name",
        &["gateway/certificate-untrusted"],
        Trust::Cited,
    ),
    row(
        12_037,
        "ERROR_WINHTTP_SECURE_CERT_DATE_INVALID",
        "gateway certificate expired / not yet valid / clock",
        &["gateway/certificate-untrusted", "client/clock-wrong"],
        Trust::Cited,
    ),
    row(
        12_057,
        "ERROR_WINHTTP_SECURE_CERT_REV_FAILED",
        "revocation not checkable",
        &["tls/revocation-unknown", "gateway/certificate-untrusted"],
        Trust::Cited,
    ),
];
