//! Tables of codes: what other people's numbers are called and mean.
//!
//! Numbers are matched, texts are not. A code that no table lists stays a number.

mod credssp_versions;
mod early_user_authorization_result;
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
mod xfreerdp_exit;

pub mod builds;
pub mod updates;

use crate::cause::Trust;
use crate::facts::WindowsVersion;

/// The day up to which these tables were kept.
pub const KNOWLEDGE_AS_OF: &str = "2026-11-22";

/// One table.
#[derive(Debug)]
pub struct Table {
    /// Its name in this project.
    pub name: &'static str,
    /// What its codes are, for people.
    pub title: &'static str,
    /// How codes of this table are usually written.
    pub radix: Radix,
    /// Words that people write before its numbers.
    pub said_as: &'static [&'static str],
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
        name: "mstsc_disconnect_reason",
        title: "mstsc (Windows' Remote Desktop) error",
        radix: Radix::Decimal,
        said_as: &["mstsc", "disconnect reason"],
        plain_numbers: false,
        rows: mstsc_disconnect_reason::ROWS,
    },
    Table {
        name: "mstsc_extended_reason",
        title: "mstsc extended error",
        radix: Radix::Hexadecimal,
        said_as: &["extended"],
        plain_numbers: true,
        rows: mstsc_extended_reason::ROWS,
    },
    Table {
        name: "errinfo",
        title: "RDP Set Error Info code",
        radix: Radix::Hexadecimal,
        said_as: &["errinfo", "error info"],
        plain_numbers: false,
        rows: errinfo::ROWS,
    },
    Table {
        name: "ntstatus",
        title: "Windows status (NTSTATUS)",
        radix: Radix::Hexadecimal,
        said_as: &["ntstatus", "status"],
        plain_numbers: false,
        rows: ntstatus::ROWS,
    },
    Table {
        name: "sec_e",
        title: "Windows security error (SSPI)",
        radix: Radix::Hexadecimal,
        said_as: &["sspi", "credssp error"],
        plain_numbers: false,
        rows: sec_e::ROWS,
    },
    Table {
        name: "win32_logon",
        title: "Windows logon error",
        radix: Radix::Decimal,
        said_as: &["win32", "system error"],
        plain_numbers: true,
        rows: win32_logon::ROWS,
    },
    Table {
        name: "freerdp_errconnect",
        title: "FreeRDP error",
        radix: Radix::Hexadecimal,
        said_as: &["freerdp", "errconnect"],
        plain_numbers: false,
        rows: freerdp_errconnect::ROWS,
    },
    Table {
        name: "xfreerdp_exit",
        title: "xfreerdp exit code",
        radix: Radix::Decimal,
        said_as: &["exit"],
        plain_numbers: true,
        rows: xfreerdp_exit::ROWS,
    },
    Table {
        name: "rdp_neg_failure",
        title: "RDP negotiation failure",
        radix: Radix::Decimal,
        said_as: &["negotiation failure", "neg_failure"],
        plain_numbers: true,
        rows: rdp_neg_failure::ROWS,
    },
    Table {
        name: "kerberos",
        title: "Kerberos error",
        radix: Radix::Decimal,
        said_as: &["kerberos", "krb", "kdc"],
        plain_numbers: true,
        rows: kerberos::ROWS,
    },
    Table {
        name: "tls_alerts",
        title: "TLS alert",
        radix: Radix::Decimal,
        said_as: &["alert"],
        plain_numbers: true,
        rows: tls_alerts::ROWS,
    },
    Table {
        name: "gateway_e_proxy",
        title: "RD Gateway error",
        radix: Radix::Hexadecimal,
        said_as: &["gateway"],
        plain_numbers: false,
        rows: gateway_e_proxy::ROWS,
    },
    Table {
        name: "guacamole_status",
        title: "Guacamole status",
        radix: Radix::Hexadecimal,
        said_as: &["guacamole", "guacd"],
        plain_numbers: true,
        rows: guacamole_status::ROWS,
    },
    Table {
        name: "ironrdp_web_error_kind",
        title: "IronRDP web error",
        radix: Radix::Hexadecimal,
        said_as: &["ironrdp"],
        plain_numbers: true,
        rows: ironrdp_web_error_kind::ROWS,
    },
    Table {
        name: "logon_error_info_type",
        title: "RDP logon notification",
        radix: Radix::Hexadecimal,
        said_as: &["logon notification"],
        plain_numbers: false,
        rows: logon_error_info_type::ROWS,
    },
    Table {
        name: "logon_error_info_data",
        title: "RDP logon notification data",
        radix: Radix::Hexadecimal,
        said_as: &["notification data"],
        plain_numbers: true,
        rows: logon_error_info_data::ROWS,
    },
    Table {
        name: "early_user_authorization_result",
        title: "Early User Authorization Result",
        radix: Radix::Hexadecimal,
        said_as: &["early user authorization"],
        plain_numbers: true,
        rows: early_user_authorization_result::ROWS,
    },
    Table {
        name: "rdstls_result",
        title: "RDSTLS result",
        radix: Radix::Hexadecimal,
        said_as: &["rdstls"],
        plain_numbers: true,
        rows: rdstls_result::ROWS,
    },
    Table {
        name: "credssp_versions",
        title: "CredSSP version",
        radix: Radix::Decimal,
        said_as: &["credssp version"],
        plain_numbers: true,
        rows: credssp_versions::ROWS,
    },
    Table {
        name: "windows_events",
        title: "Windows event",
        radix: Radix::Decimal,
        said_as: &["event"],
        plain_numbers: true,
        rows: windows_events::ROWS,
    },
    Table {
        name: "rdp_protocol_bits",
        title: "RDP security protocol",
        radix: Radix::Hexadecimal,
        said_as: &["protocol bit", "requestedprotocols", "selectedprotocol"],
        plain_numbers: true,
        rows: rdp_protocol_bits::ROWS,
    },
    Table {
        name: "rdp_request_flags",
        title: "RDP negotiation request flag",
        radix: Radix::Hexadecimal,
        said_as: &["request flag"],
        plain_numbers: true,
        rows: rdp_request_flags::ROWS,
    },
    Table {
        name: "rdp_response_flags",
        title: "RDP negotiation response flag",
        radix: Radix::Hexadecimal,
        said_as: &["response flag"],
        plain_numbers: true,
        rows: rdp_response_flags::ROWS,
    },
];

/// A row of one table.
pub fn lookup(table: &str, code: u32) -> Option<&'static Row> {
    let table = TABLES.iter().find(|candidate| candidate.name == table)?;
    table.rows.iter().find(|row| row.code == code)
}

/// A status code of Windows with its name.
pub fn status_words(code: u32) -> String {
    match lookup("ntstatus", code).or_else(|| lookup("sec_e", code)) {
        Some(row) => format!("{} (0x{code:08X})", row.name),
        None => format!("the unlisted status 0x{code:08X}"),
    }
}

/// Whether a status judges the person, so that the mechanism must have worked.
pub fn judges_the_person(code: u32) -> bool {
    let judging = |row: &Row| row.causes.iter().any(|cause| cause.starts_with("logon/"));
    lookup("ntstatus", code).or_else(|| lookup("sec_e", code)).is_some_and(judging)
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
