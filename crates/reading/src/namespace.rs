//! Where a code is at home. A number is a code only in the namespace that its context gives.

/// Who gave a number its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Namespace {
    /// What mstsc and its relatives show as "Error code": the disconnect reason of the `ActiveX` control.
    MstscDisconnect,
    /// "Extended error code" beside it.
    MstscExtended,
    /// Set Error Info, [MS-RDPBCGR] 2.2.5.1.1.
    ErrInfo,
    /// Windows' NTSTATUS, [MS-ERREF] 2.3.
    NtStatus,
    /// Windows' security errors (SSPI), [MS-ERREF] 2.1.
    Sspi,
    /// Windows' system errors, [MS-ERREF] 2.2.
    Win32,
    /// What FreeRDP calls `ERRCONNECT_…`.
    FreeRdpConnect,
    /// What xfreerdp gives back to its shell.
    XfreerdpExit,
    /// Negotiation failure, [MS-RDPBCGR] 2.2.1.2.2.
    NegotiationFailure,
    /// Kerberos, RFC 4120 7.5.9.
    Kerberos,
    /// TLS alerts, RFC 8446 6.
    TlsAlert,
    /// RD Gateway's `E_PROXY_…`, [MS-TSGU] 2.2.6.
    GatewayProxy,
    /// Guacamole's protocol status.
    GuacamoleStatus,
    /// `IronRDP`'s web component.
    IronRdpWeb,
    /// Logon notification, [MS-RDPBCGR] 2.2.10.1.1.4.
    LogonNotification,
    /// The data beside it.
    LogonNotificationData,
    /// [MS-RDPBCGR] 2.2.10.2.
    EarlyUserAuthorization,
    /// [MS-RDPBCGR] 2.2.17.3.
    Rdstls,
    /// Versions of [MS-CSSP].
    CredSspVersion,
    /// Windows' event numbers.
    WindowsEvent,
    /// requestedProtocols and selectedProtocol.
    ProtocolBits,
    /// Flags of the negotiation request.
    RequestFlags,
    /// Flags of its answer.
    ResponseFlags,
    /// Windows' sockets.
    Winsock,
    /// Windows' HTTP client, which goes to gateways and feeds.
    WinHttp,
    /// Microsoft Entra's sign-in errors and Azure Virtual Desktop's; names alone.
    Entra,
}

impl Namespace {
    /// Its public name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::MstscDisconnect => "mstsc_disconnect_reason",
            Self::MstscExtended => "mstsc_extended_reason",
            Self::ErrInfo => "errinfo",
            Self::NtStatus => "ntstatus",
            Self::Sspi => "sec_e",
            Self::Win32 => "win32_logon",
            Self::FreeRdpConnect => "freerdp_errconnect",
            Self::XfreerdpExit => "xfreerdp_exit",
            Self::NegotiationFailure => "rdp_neg_failure",
            Self::Kerberos => "kerberos",
            Self::TlsAlert => "tls_alerts",
            Self::GatewayProxy => "gateway_e_proxy",
            Self::GuacamoleStatus => "guacamole_status",
            Self::IronRdpWeb => "ironrdp_web_error_kind",
            Self::LogonNotification => "logon_error_info_type",
            Self::LogonNotificationData => "logon_error_info_data",
            Self::EarlyUserAuthorization => "early_user_authorization_result",
            Self::Rdstls => "rdstls_result",
            Self::CredSspVersion => "credssp_versions",
            Self::WindowsEvent => "windows_events",
            Self::ProtocolBits => "rdp_protocol_bits",
            Self::RequestFlags => "rdp_request_flags",
            Self::ResponseFlags => "rdp_response_flags",
            Self::Winsock => "winsock",
            Self::WinHttp => "winhttp",
            Self::Entra => "entra",
        }
    }
}

/// Words that people and programs write right before a number of a namespace; where several fit, the longest
/// counts.
pub const LABELS: &[(&str, Namespace)] = &[
    ("extended error code", Namespace::MstscExtended),
    ("extended error", Namespace::MstscExtended),
    ("extended code", Namespace::MstscExtended),
    ("extended reason", Namespace::MstscExtended),
    ("extended", Namespace::MstscExtended),
    ("拡張エラーコード", Namespace::MstscExtended),
    ("扩展错误代码", Namespace::MstscExtended),
    ("扩展错误码", Namespace::MstscExtended),
    ("erweiterter fehlercode", Namespace::MstscExtended),
    ("code d'erreur étendu", Namespace::MstscExtended),
    ("código de error extendido", Namespace::MstscExtended),
    ("código de erro estendido", Namespace::MstscExtended),
    ("расширенный код ошибки", Namespace::MstscExtended),
    ("disconnect reason", Namespace::MstscDisconnect),
    ("disconnect code", Namespace::MstscDisconnect),
    ("disconnection reason", Namespace::MstscDisconnect),
    ("rdp disconnected", Namespace::MstscDisconnect),
    ("mstsc error code", Namespace::MstscDisconnect),
    ("mstsc error", Namespace::MstscDisconnect),
    ("mstsc", Namespace::MstscDisconnect),
    ("rdp error code", Namespace::MstscDisconnect),
    ("rdp error", Namespace::MstscDisconnect),
    ("errinfo", Namespace::ErrInfo),
    ("error info", Namespace::ErrInfo),
    ("set error info", Namespace::ErrInfo),
    ("ntstatus", Namespace::NtStatus),
    ("sub status", Namespace::NtStatus),
    ("substatus", Namespace::NtStatus),
    ("status code", Namespace::NtStatus),
    ("status", Namespace::NtStatus),
    ("sspi", Namespace::Sspi),
    ("credssp error", Namespace::Sspi),
    ("win32 error", Namespace::Win32),
    ("win32", Namespace::Win32),
    ("system error", Namespace::Win32),
    ("freerdp", Namespace::FreeRdpConnect),
    ("errconnect", Namespace::FreeRdpConnect),
    ("xfreerdp exit code", Namespace::XfreerdpExit),
    ("xfreerdp exit", Namespace::XfreerdpExit),
    ("xfreerdp returns", Namespace::XfreerdpExit),
    ("exit status", Namespace::XfreerdpExit),
    ("exit code", Namespace::XfreerdpExit),
    ("exit", Namespace::XfreerdpExit),
    ("exited with", Namespace::XfreerdpExit),
    ("failurecode", Namespace::NegotiationFailure),
    ("negotiation failure", Namespace::NegotiationFailure),
    ("neg failure", Namespace::NegotiationFailure),
    ("neg_failure", Namespace::NegotiationFailure),
    ("kerberos error code", Namespace::Kerberos),
    ("kerberos error", Namespace::Kerberos),
    ("kerberos", Namespace::Kerberos),
    ("krb", Namespace::Kerberos),
    ("kdc", Namespace::Kerberos),
    ("failure code", Namespace::Kerberos),
    ("result code", Namespace::Kerberos),
    ("fatal alert", Namespace::TlsAlert),
    ("tls alert", Namespace::TlsAlert),
    ("ssl alert number", Namespace::TlsAlert),
    ("alert number", Namespace::TlsAlert),
    ("alert", Namespace::TlsAlert),
    ("gateway error", Namespace::GatewayProxy),
    ("gateway", Namespace::GatewayProxy),
    ("guacamole", Namespace::GuacamoleStatus),
    ("guacd", Namespace::GuacamoleStatus),
    ("ironrdp", Namespace::IronRdpWeb),
    ("logon notification", Namespace::LogonNotification),
    ("notification data", Namespace::LogonNotificationData),
    ("early user authorization", Namespace::EarlyUserAuthorization),
    ("rdstls", Namespace::Rdstls),
    ("credssp version", Namespace::CredSspVersion),
    ("event", Namespace::WindowsEvent),
    ("event id", Namespace::WindowsEvent),
    ("eventid", Namespace::WindowsEvent),
    ("eventids", Namespace::WindowsEvent),
    ("events", Namespace::WindowsEvent),
    ("ereignis", Namespace::WindowsEvent),
    ("ereignis id", Namespace::WindowsEvent),
    ("ereignis-id", Namespace::WindowsEvent),
    ("protocol bit", Namespace::ProtocolBits),
    ("requestedprotocols", Namespace::ProtocolBits),
    ("selectedprotocol", Namespace::ProtocolBits),
    ("request flag", Namespace::RequestFlags),
    ("response flag", Namespace::ResponseFlags),
    ("winsock error", Namespace::Winsock),
    ("winsock", Namespace::Winsock),
    ("socket error", Namespace::Winsock),
    ("os error", Namespace::Winsock),
    ("winhttp", Namespace::WinHttp),
];
