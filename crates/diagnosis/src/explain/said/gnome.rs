//! gnome-remote-desktop's lines.

use super::{Line, Lines, hint, line, own};

pub(super) const LINES: Lines = Lines { speaker: &reading::formats::gnome::FORMAT, lines: ROWS };

const ROWS: &[Line] = &[
    line("credentials are not set, denying client", &["logon/gnome-credentials-missing"]),
    line("couldn't retrieve rdp username and password", &["logon/gnome-credentials-missing"]),
    line("couldn't retrieve rdp credentials", &["logon/gnome-credentials-missing"]),
    line("credentials not set", &["logon/gnome-credentials-missing"]),
    line("cannot create an item in a locked collection", &["logon/gnome-credentials-missing"]),
    line("failed to lookup rdp credentials", &["logon/gnome-credentials-missing"]),
    line("failed to … keyring", &["logon/gnome-credentials-missing"]),
    line("tpm … credentials", &["logon/gnome-credentials-missing"]),
    line("init tpm credentials failed", &["logon/gnome-credentials-missing"]),
    line("rdp tls certificate and key not configured", &["negotiation/no-certificate"]),
    line("rdp tls certificate and key not yet configured", &["negotiation/no-certificate"]),
    line(
        "rdp server certificate … invalid",
        &["negotiation/no-certificate", "tls/certificate-binding-broken"],
    ),
    line("rdp private key is invalid", &["negotiation/no-certificate", "tls/certificate-binding-broken"]),
    line("client did not advertise support for the graphics pipeline", &["client/outdated"]),
    line("client does not support the graphics pipeline", &["client/outdated"]),
    line("failed to … negotiate … graphics", &["client/outdated", "session/graphics-failed"]),
    own("failed to bind", &["network/port-taken"]),
    own("address already in use", &["network/port-taken"]),
    line("failed to start remote desktop session", &["session/shell-failed", "session/graphics-failed"]),
    line("session creation inhibited", &["session/denied-by-host", "session/computer-in-use"]),
    line("failed to record monitor", &["session/graphics-failed", "session/black-screen"]),
    line("couldn't create … hwaccel", &["session/graphics-failed"]),
    hint("did not find … hardware acceleration", &["session/graphics-failed"]),
    hint(
        "unable to check file descriptor, closing connection",
        &["logon/wrong-credentials", "tls/self-signed"],
    ),
    hint("network or intentional disconnect, stopping session", &["client/outdated", "network/packet-loss"]),
    line("failed to … pipewire", &["session/graphics-failed", "session/black-screen"]),
    line("server redirection … not supported", &["client/outdated"]),
    line("client … does not support … redirection", &["client/outdated"]),
];
