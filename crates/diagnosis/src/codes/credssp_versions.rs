//! CredSSP versions.

use super::{Row, row};
use crate::cause::Trust;

pub(super) const ROWS: &[Row] = &[
    row(
        0x2,
        "CredSSP version 2",
        "original (Vista to 2008 R2 without the fix); no errorCode, so a failure shows as TLS alert or close",
        &["nla/credssp-unpatched-host"],
        Trust::Cited,
    ),
    row(0x3, "CredSSP version 3", "adds errorCode", &["nla/credssp-unpatched-host"], Trust::Cited),
    row(0x4, "CredSSP version 4", "errorCode", &["nla/credssp-unpatched-host"], Trust::Cited),
    row(
        0x5,
        "CredSSP version 5",
        "SHA-256 nonce binding (fix of CVE-2018-0886); errorCode NOT carried",
        &[],
        Trust::Cited,
    ),
    row(
        0x6,
        "CredSSP version 6",
        "fix and errorCode; current FreeRDP, sspi-rs and Windows",
        &[],
        Trust::Cited,
    ),
];
