//! Tables of codes: what other people's numbers are called and mean.
//!
//! Numbers are matched, texts are not. A code that no table lists stays a number.

mod credssp_versions;
mod early_user_authorization_result;
mod entra;
mod errinfo;
mod freerdp_errconnect;
mod gateway_e_proxy;
mod guacamole_status;
mod ironrdp_web_error_kind;
mod kerberos;
mod logon_error_info_data;
mod logon_error_info_type;
mod mstsc_disconnect_reason;
mod mstsc_extended_reason;
mod ntstatus;
mod rdp_neg_failure;
mod rdp_protocol_bits;
mod rdp_request_flags;
mod rdp_response_flags;
mod rdstls_result;
mod sec_e;
mod tls_alerts;
mod win32_logon;
mod windows_events;
mod winhttp;
mod winsock;
mod xfreerdp_exit;

pub mod builds;
pub mod updates;

pub use reading::Namespace;

use crate::cause::Trust;
use crate::facts::WindowsVersion;

/// The day up to which these tables were kept.
pub const KNOWLEDGE_AS_OF: &str = "2026-11-25";

/// One table.
#[derive(Debug)]
pub struct Table {
    /// Whose numbers these are.
    pub home: Namespace,
    /// What its codes are, for people.
    pub title: &'static str,
    /// How codes of this table are usually written.
    pub radix: Radix,
    /// Whether its numbers are so small or plain that in a sentence they are meant only where
    /// such a word stands before them.
    pub plain_numbers: bool,
    /// Its rows.
    pub rows: &'static [Row],
}

/// How codes are usually written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Radix {
    /// 2825
    Decimal,
    /// 0xC0000234
    Hexadecimal,
}

/// One code.
#[derive(Debug)]
pub struct Row {
    /// The number, or [`NO_CODE`].
    pub code: u32,
    /// Its name; empty where it has none.
    pub name: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// The causes it can mean, likeliest first.
    pub causes: &'static [&'static str],
    /// How well that is known.
    pub trust: Trust,
}

/// The code of things that only have a name.
pub const NO_CODE: u32 = u32::MAX - 1;

const fn row(
    code: u32,
    name: &'static str,
    meaning: &'static str,
    causes: &'static [&'static str],
    trust: Trust,
) -> Row {
    Row { code, name, meaning, causes, trust }
}

/// All tables; where a number stands in several, the likelier meaning first.
pub static TABLES: &[Table] = &[
    Table {
        home: Namespace::MstscDisconnect,
        title: "mstsc (Windows' Remote Desktop) error",
        radix: Radix::Decimal,
        plain_numbers: false,
        rows: mstsc_disconnect_reason::ROWS,
    },
    Table {
        home: Namespace::MstscExtended,
        title: "mstsc extended error",
        radix: Radix::Hexadecimal,
        plain_numbers: true,
        rows: mstsc_extended_reason::ROWS,
    },
    Table {
        home: Namespace::ErrInfo,
        title: "RDP Set Error Info code",
        radix: Radix::Hexadecimal,
        plain_numbers: false,
        rows: errinfo::ROWS,
    },
    Table {
        home: Namespace::NtStatus,
        title: "Windows status (NTSTATUS)",
        radix: Radix::Hexadecimal,
        plain_numbers: false,
        rows: ntstatus::ROWS,
    },
    Table {
        home: Namespace::Sspi,
        title: "Windows security error (SSPI)",
        radix: Radix::Hexadecimal,
        plain_numbers: false,
        rows: sec_e::ROWS,
    },
    Table {
        home: Namespace::Win32,
        title: "Windows logon error",
        radix: Radix::Decimal,
        plain_numbers: true,
        rows: win32_logon::ROWS,
    },
    Table {
        home: Namespace::FreeRdpConnect,
        title: "FreeRDP error",
        radix: Radix::Hexadecimal,
        plain_numbers: false,
        rows: freerdp_errconnect::ROWS,
    },
    Table {
        home: Namespace::XfreerdpExit,
        title: "xfreerdp exit code",
        radix: Radix::Decimal,
        plain_numbers: true,
        rows: xfreerdp_exit::ROWS,
    },
    Table {
        home: Namespace::NegotiationFailure,
        title: "RDP negotiation failure",
        radix: Radix::Decimal,
        plain_numbers: true,
        rows: rdp_neg_failure::ROWS,
    },
    Table {
        home: Namespace::Kerberos,
        title: "Kerberos error",
        radix: Radix::Decimal,
        plain_numbers: true,
        rows: kerberos::ROWS,
    },
    Table {
        home: Namespace::TlsAlert,
        title: "TLS alert",
        radix: Radix::Decimal,
        plain_numbers: true,
        rows: tls_alerts::ROWS,
    },
    Table {
        home: Namespace::GatewayProxy,
        title: "RD Gateway error",
        radix: Radix::Hexadecimal,
        plain_numbers: false,
        rows: gateway_e_proxy::ROWS,
    },
    Table {
        home: Namespace::GuacamoleStatus,
        title: "Guacamole status",
        radix: Radix::Hexadecimal,
        plain_numbers: true,
        rows: guacamole_status::ROWS,
    },
    Table {
        home: Namespace::IronRdpWeb,
        title: "IronRDP web error",
        radix: Radix::Hexadecimal,
        plain_numbers: true,
        rows: ironrdp_web_error_kind::ROWS,
    },
    Table {
        home: Namespace::LogonNotification,
        title: "RDP logon notification",
        radix: Radix::Hexadecimal,
        plain_numbers: false,
        rows: logon_error_info_type::ROWS,
    },
    Table {
        home: Namespace::LogonNotificationData,
        title: "RDP logon notification data",
        radix: Radix::Hexadecimal,
        plain_numbers: true,
        rows: logon_error_info_data::ROWS,
    },
    Table {
        home: Namespace::EarlyUserAuthorization,
        title: "Early User Authorization Result",
        radix: Radix::Hexadecimal,
        plain_numbers: true,
        rows: early_user_authorization_result::ROWS,
    },
    Table {
        home: Namespace::Rdstls,
        title: "RDSTLS result",
        radix: Radix::Hexadecimal,
        plain_numbers: true,
        rows: rdstls_result::ROWS,
    },
    Table {
        home: Namespace::CredSspVersion,
        title: "CredSSP version",
        radix: Radix::Decimal,
        plain_numbers: true,
        rows: credssp_versions::ROWS,
    },
    Table {
        home: Namespace::WindowsEvent,
        title: "Windows event",
        radix: Radix::Decimal,
        plain_numbers: true,
        rows: windows_events::ROWS,
    },
    Table {
        home: Namespace::ProtocolBits,
        title: "RDP security protocol",
        radix: Radix::Hexadecimal,
        plain_numbers: true,
        rows: rdp_protocol_bits::ROWS,
    },
    Table {
        home: Namespace::RequestFlags,
        title: "RDP negotiation request flag",
        radix: Radix::Hexadecimal,
        plain_numbers: true,
        rows: rdp_request_flags::ROWS,
    },
    Table {
        home: Namespace::ResponseFlags,
        title: "RDP negotiation response flag",
        radix: Radix::Hexadecimal,
        plain_numbers: true,
        rows: rdp_response_flags::ROWS,
    },
    Table {
        home: Namespace::Winsock,
        title: "Windows socket error",
        radix: Radix::Decimal,
        plain_numbers: false,
        rows: winsock::ROWS,
    },
    Table {
        home: Namespace::WinHttp,
        title: "Windows HTTP error",
        radix: Radix::Decimal,
        plain_numbers: false,
        rows: winhttp::ROWS,
    },
    Table {
        home: Namespace::Entra,
        title: "Microsoft Entra sign-in error",
        radix: Radix::Decimal,
        plain_numbers: true,
        rows: entra::ROWS,
    },
];

/// A row of one table.
pub fn lookup(home: Namespace, code: u32) -> Option<&'static Row> {
    table(home).rows.iter().find(|row| row.code == code)
}

/// The table of a namespace.
pub fn table(home: Namespace) -> &'static Table {
    TABLES.iter().find(|table| table.home == home).expect("every namespace has its table; a test holds it")
}

/// A status code of Windows with its name.
pub fn status_words(code: u32) -> String {
    match lookup(Namespace::NtStatus, code).or_else(|| lookup(Namespace::Sspi, code)) {
        Some(row) => format!("{} (0x{code:08X})", row.name),
        None => format!("the unlisted status 0x{code:08X}"),
    }
}

/// Whether a status judges the person, so that the mechanism must have worked.
pub fn judges_the_person(code: u32) -> bool {
    let judging = |row: &Row| row.causes.iter().any(|cause| cause.starts_with("logon/"));
    lookup(Namespace::NtStatus, code).or_else(|| lookup(Namespace::Sspi, code)).is_some_and(judging)
}

/// A version field in words: "Windows Server 2022", or its numbers.
pub fn windows_words(version: WindowsVersion) -> String {
    match builds::find(version) {
        Some(build) => format!("{} (build {})", build.products.join(" or "), version.build),
        None => format!("version {}.{}.{}", version.major, version.minor, version.build),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_has_its_name_and_an_unlisted_one_its_number() {
        assert_eq!(status_words(0xC000_0234), "STATUS_ACCOUNT_LOCKED_OUT (0xC0000234)");
        assert_eq!(status_words(0xC000_BEEF), "the unlisted status 0xC000BEEF");
    }

    #[test]
    fn a_missing_domain_controller_judges_nobody() {
        assert!(judges_the_person(0xC000_0234));
        assert!(!judges_the_person(0xC000_005E));
    }
}
