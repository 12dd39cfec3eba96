//! Logon notification types ([MS-RDPBCGR] 2.2.10.1.1.4.1.1).

use super::{Row, row};
use crate::cause::Trust;

pub(super) const ROWS: &[Row] = &[
    row(
        0xFFFF_FFF8,
        "LOGON_MSG_SESSION_BUSY_OPTIONS",
        "another user is at the console; options shown",
        &["session/computer-in-use"],
        Trust::Cited,
    ),
    row(
        0xFFFF_FFF9,
        "LOGON_MSG_DISCONNECT_REFUSED",
        "the other user refused to be disconnected",
        &["session/computer-in-use"],
        Trust::Cited,
    ),
    row(
        0xFFFF_FFFA,
        "LOGON_MSG_NO_PERMISSION",
        "no permission to log on",
        &["logon/no-remote-right"],
        Trust::Cited,
    ),
    row(
        0xFFFF_FFFB,
        "LOGON_MSG_BUMP_OPTIONS",
        "too many sessions; choose one to end",
        &["session/limit-reached"],
        Trust::Cited,
    ),
    row(
        0xFFFF_FFFC,
        "LOGON_MSG_RECONNECT_OPTIONS",
        "several disconnected sessions; choose",
        &[],
        Trust::Cited,
    ),
    row(0xFFFF_FFFD, "LOGON_MSG_SESSION_TERMINATE", "session is being terminated", &[], Trust::Cited),
    row(0xFFFF_FFFE, "LOGON_MSG_SESSION_CONTINUE", "normal: logon continues", &[], Trust::Cited),
    row(0xFFFF_FFFF, "ERROR_CODE_ACCESS_DENIED", "access denied", &["logon/no-remote-right"], Trust::Cited),
];
