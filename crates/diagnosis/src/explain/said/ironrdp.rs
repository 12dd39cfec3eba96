//! Lines of IronRDP and of what is built on it: Devolutions Gateway, Teleport, Cloudflare.

use super::{Line, Lines, hint, line};

pub(super) const LINES: Lines = Lines { speaker: &reading::formats::ironrdp::FORMAT, lines: ROWS };

const ROWS: &[Line] = &[
    line(
        "selected_protocol=securityprotocol(0x0)",
        &["negotiation/legacy-security-only", "negotiation/xrdp-key-unreadable"],
    ),
    line("expected serverdemandactive", &["client/outdated", "session/denied-by-host"]),
    line("server selected standard_rdp_security", &["negotiation/legacy-security-only"]),
    line("only use standard rdp security", &["negotiation/legacy-security-only"]),
    line("does not possess a valid authentication certificate", &["negotiation/no-certificate"]),
    line("not consistent with the current security protocol in effect", &["negotiation/inconsistent-flags"]),
    line(
        "requires that the client support enhanced rdp security (section",
        &["negotiation/nla-required", "negotiation/tls-required"],
    ),
    line("requires that the client support enhanced rdp security with tls", &["negotiation/tls-required"]),
    line("got empty identity", &["client/no-credentials"]),
    line("server only supports standard rdp security", &["negotiation/legacy-security-only"]),
    line(
        "requires that the client support enhanced rdp security with credssp",
        &["negotiation/nla-required"],
    ),
    line("requires enhanced rdp security with tls", &["negotiation/tls-required"]),
    line("requires tls", &["negotiation/tls-required"]),
    line("server does not have a valid tls certificate", &["negotiation/no-certificate"]),
    line("logondenied", &["logon/wrong-credentials"]),
    line("logon denied", &["logon/wrong-credentials"]),
    line("noauthenticatingauthority", &["nla/kdc-unreachable"]),
    line("timeskew", &["nla/clock-skew"]),
    line("accessdenied", &["logon/no-remote-right", "session/denied-by-host"]),
    line("requested domain is not supported", &["gateway/kdc-proxy-misconfigured"]),
    line("kdc … timed out", &["nla/kdc-unreachable"]),
    line("unable to connect to kdc", &["nla/kdc-unreachable"]),
    line("nla protocol … not enabled", &["negotiation/nla-not-supported"]),
    line("received_alert: … handshakefailure", &["tls/no-common-cipher", "tls/no-common-version"]),
    line("peer is incompatible", &["tls/no-common-version", "tls/no-common-cipher", "tls/version-too-old"]),
    line("unknownissuer", &["tls/untrusted-issuer", "tls/self-signed"]),
    line("notvalidforname", &["tls/name-mismatch"]),
    line("invalid peer certificate: expired", &["tls/certificate-expired"]),
    line("invalid peer certificate", &["tls/untrusted-issuer", "tls/self-signed"]),
    line("unexpectedeof", &["network/reset-on-rdp", "nla/closed-without-reason"]),
    line("unexpected end of file", &["network/reset-on-rdp", "nla/closed-without-reason"]),
    hint("connection reset by peer", &["network/reset-on-rdp", "nla/reset"]),
    line("license … not found", &["session/license-unavailable", "session/client-license-corrupt"]),
    line("no license server", &["session/license-unavailable"]),
    line("smart card … not trusted", &["nla/smart-card-refused"]),
    line("panicked at", &["client/crashes"]),
    line("connection refused", &["network/port-refused"]),
    line("timed out", &["network/port-filtered", "network/silent-after-accept"]),
];
