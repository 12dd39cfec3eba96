//! Codes in a text, in any spelling.

use super::CodeMeaning;
use crate::codes::{Row, TABLES, Table};

/// Words near a number that say which table it belongs to.
const HINTS: [(&str, &str); 12] = [
    ("exit", "xfreerdp_exit"),
    ("alert", "tls_alerts"),
    ("event", "windows_events"),
    ("extended", "mstsc_extended_reason"),
    ("kerberos", "kerberos"),
    ("krb", "kerberos"),
    ("kdc", "kerberos"),
    ("errinfo", "errinfo"),
    ("guacamole", "guacamole_status"),
    ("negotiation failure", "rdp_neg_failure"),
    ("win32", "win32_logon"),
    ("credssp version", "credssp_versions"),
];

/// Tables whose numbers are too small or too plain to be meant without a hint.
const NEEDS_HINT: [&str; 13] = [
    "xfreerdp_exit",
    "tls_alerts",
    "windows_events",
    "kerberos",
    "guacamole_status",
    "rdp_neg_failure",
    "credssp_versions",
    "early_user_authorization_result",
    "rdstls_result",
    "logon_error_info_data",
    "ironrdp_web_error_kind",
    "win32_logon",
    "mstsc_extended_reason",
];

/// All codes in a text, with their rows.
pub(super) fn codes_in(text: &str) -> Vec<CodeMeaning> {
    let lower = text.to_lowercase();
    let hinted: Vec<&str> =
        HINTS.iter().filter(|(word, _)| lower.contains(word)).map(|(_, table)| *table).collect();
    let alone = text.split_whitespace().count() <= 4;
    let mut found: Vec<CodeMeaning> = Vec::new();
    let mut add = |table: &'static Table, row: &'static Row| {
        if !found.iter().any(|known| std::ptr::eq(known.row, row)) {
            found.push(CodeMeaning { table, row });
        }
    };
    for token in tokens(text) {
        let by_name = |row: &&Row| !row.name.is_empty() && name_fits(row.name, token);
        let mut named = false;
        for table in TABLES {
            if let Some(row) = table.rows.iter().find(by_name) {
                add(table, row);
                named = true;
            }
        }
        if named {
            continue;
        }
        let Some((number, spelt)) = number(token) else { continue };
        if !hinted.is_empty() {
            let mut hit = false;
            for table in TABLES.iter().filter(|table| hinted.contains(&table.name)) {
                if let Some(row) = table.rows.iter().find(|row| row.code == number) {
                    add(table, row);
                    hit = true;
                }
            }
            if hit {
                continue;
            }
        }
        // "1" or "24" inside a sentence is a count, not a code.
        if spelt == Spelling::Decimal && number < 256 && !alone {
            continue;
        }
        for table in TABLES.iter().filter(|table| !NEEDS_HINT.contains(&table.name)) {
            if let Some(row) = table.rows.iter().find(|row| row.code == number) {
                add(table, row);
            }
        }
        // An HRESULT around a Win32 code.
        if number >> 16 == 0x8007
            && let Some(table) = TABLES.iter().find(|table| table.name == "win32_logon")
            && let Some(row) = table.rows.iter().find(|row| row.code == number & 0xFFFF)
        {
            add(table, row);
        }
    }
    found
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))
        .map(|token| token.trim_end_matches('-'))
        .filter(|token| !token.is_empty())
}

/// `ERRCONNECT_LOGON_FAILURE`, in any case, or without its family's prefix where it is long.
fn name_fits(name: &str, token: &str) -> bool {
    token.len() >= 8 && token.contains('_') && name.eq_ignore_ascii_case(token)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    Decimal,
    Hexadecimal,
}

/// `0x904`, `0X904`, `2308`, `-1073741260`, `C0000234`.
fn number(token: &str) -> Option<(u32, Spelling)> {
    let bare = token.trim_start_matches('-');
    if let Some(digits) = bare.strip_prefix("0x").or_else(|| bare.strip_prefix("0X")) {
        return u32::from_str_radix(digits, 16).ok().map(|number| (number, Spelling::Hexadecimal));
    }
    if let Ok(number) = token.parse::<i64>() {
        let number = if number < 0 {
            u32::from_ne_bytes(i32::try_from(number).ok()?.to_ne_bytes())
        } else {
            u32::try_from(number).ok()?
        };
        return Some((number, Spelling::Decimal));
    }
    let eight_digits = bare.len() == 8 && bare.bytes().all(|byte| byte.is_ascii_hexdigit());
    eight_digits.then(|| u32::from_str_radix(bare, 16).ok().map(|number| (number, Spelling::Hexadecimal)))?
}
