//! Flags of the negotiation request ([MS-RDPBCGR] 2.2.1.1.1).

use super::{Row, row};
use crate::cause::Trust;

pub(super) const ROWS: &[Row] = &[
    row(0x1, "RESTRICTED_ADMIN_MODE_REQUIRED", "the client asks for Restricted Admin", &[], Trust::Cited),
    row(
        0x2,
        "REDIRECTED_AUTHENTICATION_MODE_REQUIRED",
        "the client asks for Remote Credential Guard",
        &[],
        Trust::Cited,
    ),
    row(0x8, "CORRELATION_INFO_PRESENT", "a correlation id follows", &[], Trust::Cited),
];
