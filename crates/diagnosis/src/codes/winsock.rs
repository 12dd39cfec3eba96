//! What Windows says of sockets, [Windows Sockets Error Codes].

use super::{Row, row};
use crate::cause::Trust;

pub(super) const ROWS: &[Row] = &[
    row(
        10_060,
        "WSAETIMEDOUT",
        "no answer in time",
        &["network/port-filtered", "network/host-down"],
        Trust::Cited,
    ),
    row(10_061, "WSAECONNREFUSED", "refused at once", &["network/port-refused"], Trust::Cited),
    row(
        10_054,
        "WSAECONNRESET",
        "connection reset by the other side",
        &["network/reset-on-rdp", "network/packet-loss"],
        Trust::Cited,
    ),
    row(
        10_053,
        "WSAECONNABORTED",
        "this computer gave the connection up",
        &["network/packet-loss", "network/blocked-by-antivirus"],
        Trust::Cited,
    ),
    row(10_065, "WSAEHOSTUNREACH", "no way there", &["network/no-route"], Trust::Cited),
    row(10_051, "WSAENETUNREACH", "no way there", &["network/no-route"], Trust::Cited),
    row(10_048, "WSAEADDRINUSE", "port already taken (host log)", &["network/port-taken"], Trust::Cited),
    row(11_001, "WSAHOST_NOT_FOUND", "name unknown", &["name/not-found"], Trust::Cited),
    row(11_002, "WSATRY_AGAIN", "name server gave no answer", &["name/no-dns-server"], Trust::Cited),
];
