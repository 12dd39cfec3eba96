//! Early User Authorization Results ([MS-RDPBCGR] 2.2.10.2).

use super::{Row, row};
use crate::cause::Trust;

pub(super) const ROWS: &[Row] = &[
    row(0x0, "AUTHZ_SUCCESS", "allowed", &[], Trust::Cited),
    row(
        0x5,
        "AUTHZ_ACCESS_DENIED",
        "authenticated, but without SeRemoteInteractiveLogonRight or denied it",
        &["logon/no-remote-right"],
        Trust::Cited,
    ),
];
