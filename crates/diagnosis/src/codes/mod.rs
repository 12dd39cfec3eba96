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
mod rdstls_result;
mod sec_e;
mod tls_alerts;
mod win32_logon;
mod windows_events;
mod xfreerdp_exit;

pub mod builds;

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
    /// The causes it can mean, likeliest first. Some may not be built yet.
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

const fn table(name: &'static str, title: &'static str, radix: Radix, rows: &'static [Row]) -> Table {
    Table { name, title, radix, rows }
}

/// All tables; where a number stands in several, the likelier meaning first.
pub static TABLES: &[Table] = &[
    table(
        "mstsc_disconnect_reason",
        "mstsc (Windows' Remote Desktop) error",
        Radix::Decimal,
        mstsc_disconnect_reason::ROWS,
    ),
    table("mstsc_extended_reason", "mstsc extended error", Radix::Hexadecimal, mstsc_extended_reason::ROWS),
    table("errinfo", "RDP Set Error Info code", Radix::Hexadecimal, errinfo::ROWS),
    table("ntstatus", "Windows status (NTSTATUS)", Radix::Hexadecimal, ntstatus::ROWS),
    table("sec_e", "Windows security error (SSPI)", Radix::Hexadecimal, sec_e::ROWS),
    table("win32_logon", "Windows logon error", Radix::Decimal, win32_logon::ROWS),
    table("freerdp_errconnect", "FreeRDP error", Radix::Hexadecimal, freerdp_errconnect::ROWS),
    table("xfreerdp_exit", "xfreerdp exit code", Radix::Decimal, xfreerdp_exit::ROWS),
    table("rdp_neg_failure", "RDP negotiation failure", Radix::Decimal, rdp_neg_failure::ROWS),
    table("kerberos", "Kerberos error", Radix::Decimal, kerberos::ROWS),
    table("tls_alerts", "TLS alert", Radix::Decimal, tls_alerts::ROWS),
    table("gateway_e_proxy", "RD Gateway error", Radix::Hexadecimal, gateway_e_proxy::ROWS),
    table("guacamole_status", "Guacamole status", Radix::Hexadecimal, guacamole_status::ROWS),
    table("ironrdp_web_error_kind", "IronRDP web error", Radix::Hexadecimal, ironrdp_web_error_kind::ROWS),
    table("logon_error_info_type", "RDP logon notification", Radix::Hexadecimal, logon_error_info_type::ROWS),
    table(
        "logon_error_info_data",
        "RDP logon notification data",
        Radix::Hexadecimal,
        logon_error_info_data::ROWS,
    ),
    table(
        "early_user_authorization_result",
        "Early User Authorization Result",
        Radix::Hexadecimal,
        early_user_authorization_result::ROWS,
    ),
    table("rdstls_result", "RDSTLS result", Radix::Hexadecimal, rdstls_result::ROWS),
    table("credssp_versions", "CredSSP version", Radix::Decimal, credssp_versions::ROWS),
    table("windows_events", "Windows event", Radix::Decimal, windows_events::ROWS),
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
