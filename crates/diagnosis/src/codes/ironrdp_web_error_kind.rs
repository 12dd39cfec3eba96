//! IronRDP's web error kinds.

use super::{NO_CODE, Row, row};
use crate::cause::Trust;

pub(super) const ROWS: &[Row] = &[
    row(NO_CODE, "WrongPassword", "NTSTATUS WRONG_PASSWORD only", &["logon/wrong-credentials"], Trust::Cited),
    row(NO_CODE, "LogonFailure", "NTSTATUS LOGON_FAILURE only", &["logon/wrong-credentials"], Trust::Cited),
    row(
        NO_CODE,
        "AccessDenied",
        "Early User Authorization Result denied",
        &["logon/no-remote-right"],
        Trust::Cited,
    ),
    row(
        NO_CODE,
        "NegotiationFailure",
        "any RDP_NEG_FAILURE",
        &[
            "negotiation/tls-required",
            "negotiation/legacy-security-only",
            "negotiation/no-certificate",
            "negotiation/inconsistent-flags",
            "negotiation/nla-required",
            "negotiation/client-certificate-required",
        ],
        Trust::Cited,
    ),
    row(NO_CODE, "RDCleanPath", "the proxy leg failed", &[], Trust::Cited),
    row(
        NO_CODE,
        "General",
        "everything else: account locked, disabled or expired, password must change, TLS, ERRINFO all end here",
        &[],
        Trust::Cited,
    ),
];
