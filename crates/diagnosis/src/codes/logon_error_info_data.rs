//! Logon notification data ([MS-RDPBCGR] 2.2.10.1.1.4.1.1).

use super::{Row, row};
use crate::cause::Trust;

pub(super) const ROWS: &[Row] = &[
    row(
        0x0,
        "LOGON_FAILED_BAD_PASSWORD",
        "wrong user name or password typed on the sign-in screen",
        &["logon/wrong-credentials"],
        Trust::Cited,
    ),
    row(
        0x1,
        "LOGON_FAILED_UPDATE_PASSWORD",
        "the password must be changed",
        &["logon/password-must-change", "logon/password-expired"],
        Trust::Cited,
    ),
    row(
        0x2,
        "LOGON_FAILED_OTHER",
        "another reason, only visible in the picture",
        &["session/profile-failed", "session/remoteapp-console-conflict"],
        Trust::Cited,
    ),
    row(0x3, "LOGON_WARNING", "a notice is shown, for example the legal notice", &[], Trust::Cited),
];
