//! Flags of the negotiation response ([MS-RDPBCGR] 2.2.1.2.1).

use super::{Row, row};
use crate::cause::Trust;

pub(super) const ROWS: &[Row] = &[
    row(
        0x1,
        "EXTENDED_CLIENT_DATA_SUPPORTED",
        "the host accepts extended client data blocks",
        &[],
        Trust::Cited,
    ),
    row(0x2, "DYNVC_GFX_PROTOCOL_SUPPORTED", "the host supports the graphics pipeline", &[], Trust::Cited),
    row(0x4, "NEGRSP_RESERVED", "reserved", &[], Trust::Cited),
    row(
        0x8,
        "RESTRICTED_ADMIN_MODE_SUPPORTED",
        "Restricted Admin is allowed; tells without credentials that DisableRestrictedAdmin = 0",
        &["negotiation/restricted-admin-not-supported"],
        Trust::Cited,
    ),
    row(
        0x10,
        "REDIRECTED_AUTHENTICATION_MODE_SUPPORTED",
        "Remote Credential Guard is allowed",
        &["nla/remote-guard-unavailable"],
        Trust::Cited,
    ),
];
