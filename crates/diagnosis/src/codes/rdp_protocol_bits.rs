//! Security protocols of the X.224 negotiation ([MS-RDPBCGR] 2.2.1.1.1 and 2.2.1.2.1).

use super::{Row, row};
use crate::cause::Trust;

pub(super) const ROWS: &[Row] = &[
    row(
        0x0,
        "PROTOCOL_RDP",
        "Standard RDP security (RC4/FIPS 3DES, no server authentication)",
        &[],
        Trust::Cited,
    ),
    row(0x1, "PROTOCOL_SSL", "TLS, then Winlogon screen (no NLA)", &[], Trust::Cited),
    row(0x2, "PROTOCOL_HYBRID", "TLS + CredSSP (NLA)", &[], Trust::Cited),
    row(
        0x4,
        "PROTOCOL_RDSTLS",
        "RDSTLS, used after broker redirection with a redirection password/PK",
        &[],
        Trust::Cited,
    ),
    row(
        0x8,
        "PROTOCOL_HYBRID_EX",
        "CredSSP followed by the 4-byte Early User Authorization Result",
        &[],
        Trust::Cited,
    ),
    row(0x10, "PROTOCOL_RDSAAD", "Entra ID (RDS-AAD) authentication", &[], Trust::Cited),
];
