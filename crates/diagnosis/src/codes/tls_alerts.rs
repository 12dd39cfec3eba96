//! TLS alerts (RFC 8446 6).

use super::{Row, row};
use crate::cause::Trust;

pub(super) const ROWS: &[Row] = &[
    row(
        0x0,
        "close_notify",
        "normal end; also host ends silently after NLA failure with CredSSP v2/v5 peers",
        &[],
        Trust::PartlyVerified,
    ),
    row(0x14, "bad_record_mac", "middlebox corruption", &[], Trust::PartlyVerified),
    row(
        0x28,
        "handshake_failure",
        "no common cipher/version (Schannel 36874)",
        &["tls/no-common-cipher", "tls/weak-key-exchange", "tls/weak-key"],
        Trust::PartlyVerified,
    ),
    row(
        0x2A,
        "bad_certificate",
        "certificate corrupt or refused",
        &["tls/weak-key", "tls/weak-signature"],
        Trust::PartlyVerified,
    ),
    row(0x2B, "unsupported_certificate", "certificate type not supported", &[], Trust::PartlyVerified),
    row(0x2C, "certificate_revoked", "certificate revoked", &[], Trust::PartlyVerified),
    row(
        0x2D,
        "certificate_expired",
        "certificate expired",
        &["tls/certificate-expired"],
        Trust::PartlyVerified,
    ),
    row(
        0x2E,
        "certificate_unknown",
        "client refused host certificate (user clicked no)",
        &["tls/name-mismatch", "tls/self-signed"],
        Trust::PartlyVerified,
    ),
    row(0x2F, "illegal_parameter", "a value in the handshake is not allowed", &[], Trust::PartlyVerified),
    row(
        0x30,
        "unknown_ca",
        "client does not trust (FreeRDP/Remmina strict)",
        &["tls/self-signed", "tls/untrusted-issuer"],
        Trust::PartlyVerified,
    ),
    row(
        0x31,
        "access_denied",
        "FreeRDP maps a fatal one to AUTHENTICATION_FAILED",
        &[],
        Trust::PartlyVerified,
    ),
    row(0x32, "decode_error", "message could not be decoded", &[], Trust::PartlyVerified),
    row(0x33, "decrypt_error", "a signature or key check failed", &[], Trust::PartlyVerified),
    row(
        0x46,
        "protocol_version",
        "TLS version disabled on one side",
        &["tls/version-too-old", "tls/no-common-version"],
        Trust::PartlyVerified,
    ),
    row(0x47, "insufficient_security", "cipher policy", &["tls/no-common-cipher"], Trust::PartlyVerified),
    row(
        0x50,
        "internal_error",
        "LSA/Schannel aborted; during NLA = authentication failed on hosts that send no errorCode (2008 R2, CredSSP v5) or key not readable",
        &["nla/closed-without-reason", "tls/broken-handshake", "tls/certificate-binding-broken"],
        Trust::PartlyVerified,
    ),
    row(0x56, "inappropriate_fallback", "fallback to an older version refused", &[], Trust::PartlyVerified),
    row(0x5A, "user_canceled", "the user or program gave up", &[], Trust::PartlyVerified),
    row(0x70, "unrecognized_name", "SNI", &[], Trust::PartlyVerified),
    row(
        0x74,
        "certificate_required",
        "client cert wanted",
        &["negotiation/client-certificate-required"],
        Trust::PartlyVerified,
    ),
    row(0x78, "no_application_protocol", "no common application protocol (ALPN)", &[], Trust::PartlyVerified),
];
