//! RDSTLS results.

use super::{Row, row};
use crate::cause::Trust;

pub(super) const ROWS: &[Row] = &[
    row(0x0, "RDSTLS_RESULT_SUCCESS", "accepted", &[], Trust::Cited),
    row(0x5, "RDSTLS_RESULT_ACCESS_DENIED", "access denied", &["logon/no-remote-right"], Trust::Cited),
    row(
        0x52E,
        "RDSTLS_RESULT_LOGON_FAILURE",
        "wrong user name or password",
        &["logon/wrong-credentials"],
        Trust::Cited,
    ),
    row(
        0x530,
        "RDSTLS_RESULT_INVALID_LOGON_HOURS",
        "outside the allowed hours",
        &["logon/outside-hours"],
        Trust::Cited,
    ),
    row(
        0x532,
        "RDSTLS_RESULT_PASSWORD_EXPIRED",
        "password expired",
        &["logon/password-expired"],
        Trust::Cited,
    ),
    row(0x533, "RDSTLS_RESULT_ACCOUNT_DISABLED", "account disabled", &["logon/disabled"], Trust::Cited),
    row(
        0x773,
        "RDSTLS_RESULT_PASSWORD_MUST_CHANGE",
        "password must be changed",
        &["logon/password-must-change"],
        Trust::Cited,
    ),
    row(0x775, "RDSTLS_RESULT_ACCOUNT_LOCKED_OUT", "account locked out", &["logon/locked-out"], Trust::Cited),
];
