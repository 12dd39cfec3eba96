//! RDP negotiation failure codes ([MS-RDPBCGR] 2.2.1.2.2).

use super::{Row, row};
use crate::cause::Trust;

pub(super) const ROWS: &[Row] = &[
    row(
        0x1,
        "SSL_REQUIRED_BY_SERVER",
        "Listener insists on TLS (SecurityLayer=2, NLA off) but the client offered neither SSL nor an acceptable superset; also returned when only CredSSP was offered and the host does TLS only.",
        &["negotiation/tls-required"],
        Trust::Cited,
    ),
    row(
        0x2,
        "SSL_NOT_ALLOWED_BY_SERVER",
        "Host set to Standard RDP Security only (SecurityLayer=0, old Windows, xrdp security_layer=rdp or unreadable TLS key).",
        &["negotiation/legacy-security-only"],
        Trust::Cited,
    ),
    row(
        0x3,
        "SSL_CERT_NOT_ON_SERVER",
        "Host has no usable server certificate/private key for the listener.",
        &["negotiation/no-certificate"],
        Trust::Cited,
    ),
    row(
        0x4,
        "INCONSISTENT_FLAGS",
        "The requested protocols contradict the security already in use. Only possible with the direct approach, for example a Hyper-V console connection (VMConnect).",
        &["negotiation/inconsistent-flags"],
        Trust::Cited,
    ),
    row(
        0x5,
        "HYBRID_REQUIRED_BY_SERVER",
        "Host requires NLA (UserAuthentication=1) and the client did not offer CredSSP.",
        &["negotiation/nla-required"],
        Trust::Cited,
    ),
    row(
        0x6,
        "SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER",
        "TLS with a client certificate for user authentication is required.",
        &["negotiation/client-certificate-required"],
        Trust::Cited,
    ),
    row(
        0x7,
        "ENTRA_AUTH_REQUIRED_BY_SERVER",
        "The host takes Microsoft Entra sign-in only",
        &["logon/entra-identity-over-ntlm"],
        Trust::PartlyVerified,
    ),
];
