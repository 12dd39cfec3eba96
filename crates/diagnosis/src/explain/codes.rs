//! Codes in a text, in any spelling.

use super::{CodeMeaning, Weighed};
use crate::cause::Cause;
use crate::causes;
use crate::codes::builds::{BUILDS, Build};
use crate::codes::updates::{self, Update};
use crate::codes::{NO_CODE, TABLES, Table};

/// MIT's Kerberos libraries count from here.
const MIT_KERBEROS: i64 = -1_765_328_384;
/// Words in front of a number that may say which table it belongs to.
const IN_FRONT: usize = 4;
/// A text of no more words than this is about its number.
const ALONE: usize = 4;

/// Words in front of a number that is a code.
const SAYS_CODE: [&str; 11] =
    ["code", "error", "err", "reason", "status", "says", "shows", "fehler", "erreur", "erro", "number"];

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) codes: Vec<FoundCode>,
    pub(super) builds: Vec<&'static Build>,
    pub(super) updates: Vec<(u32, &'static Update)>,
    /// Causes whose screens show a code that no table has.
    pub(super) causes: Vec<&'static Cause>,
}

/// One code, and what stood in front of it.
#[derive(Debug)]
pub(super) struct FoundCode {
    pub(super) meaning: CodeMeaning,
    /// How much it tells beside the others.
    weight: f64,
}

impl FoundCode {
    /// Adds what its row leads to, then what shows the code on a screen.
    pub(super) fn weigh(&self, weighed: &mut Weighed) {
        let CodeMeaning { table, row } = self.meaning;
        let listed = || row.causes.iter().filter_map(|id| causes::find(id));
        for (place, cause) in listed().enumerate() {
            weighed.add(cause, self.weight * (1.0 - 0.1 * small(place.min(5))));
        }
        for cause in causes::ALL.iter().copied().filter(|cause| shows(cause, table, row.code)) {
            if !listed().any(|known| known.id == cause.id) {
                weighed.add(cause, self.weight * 0.3);
            }
        }
    }
}

fn small(number: usize) -> f64 {
    f64::from(u8::try_from(number).unwrap_or(u8::MAX))
}

/// Whether a screen of this cause shows the code.
fn shows(cause: &Cause, table: &Table, code: u32) -> bool {
    let mut screens =
        cause.seen_as.iter().flat_map(|seen| seen.codes.iter().map(move |code| (seen.client, code)));
    screens.any(|(client, text)| {
        if let Some((words, digits)) = text.rsplit_once(' ') {
            let table_fits = table.said_as.iter().any(|said| words.to_lowercase().contains(said));
            return table_fits && number(digits).is_some_and(|number| number.value == code);
        }
        let own = if client == "guacamole" { "guacamole_status" } else { "mstsc_disconnect_reason" };
        number(text).is_some_and(|number| number.value == code)
            && (table.name == own || code > 0xFFFF && !table.plain_numbers)
    })
}

/// All codes, builds and updates in a text.
pub(super) fn find(text: &str) -> Found {
    let mut found = Found::default();
    let tokens: Vec<&str> = tokens(text).collect();
    let alone = tokens.len() <= ALONE;
    for (at, token) in tokens.iter().enumerate() {
        let before = tokens[at.saturating_sub(IN_FRONT)..at].join(" ").to_lowercase();
        if let Some(kb) = update_number(token, &before) {
            found.updates.extend(updates::find(kb).into_iter().map(|update| (kb, update)));
            continue;
        }
        let named = by_name(token, tokens.len() == 1);
        if !named.is_empty() {
            for meaning in named {
                found.add(meaning, 2.0);
            }
            continue;
        }
        let Some(number) = number(token) else {
            found.by_screen(token);
            continue;
        };
        found.number(&number, &before, alone, text);
    }
    found
}

impl Found {
    fn add(&mut self, meaning: CodeMeaning, weight: f64) {
        if !self.codes.iter().any(|known| std::ptr::eq(known.meaning.row, meaning.row)) {
            self.codes.push(FoundCode { meaning, weight });
        }
    }

    fn statuses(&self) -> usize {
        self.codes.iter().filter(|found| found.meaning.table.name == "ntstatus").count()
    }

    fn number(&mut self, number: &Number, before: &str, alone: bool, text: &str) {
        let known = self.codes.len();
        // The detail tells more than the headline: sub status, status, extended code, code, event.
        let statuses = self.statuses();
        let weight = move |table: &Table| match table.name {
            "ntstatus" | "sec_e" if before.contains("sub") => 8.0,
            // Events give the status first, and behind it the sub status.
            "ntstatus" | "sec_e" if statuses > 0 => 8.0,
            "ntstatus" | "sec_e" | "mstsc_extended_reason" => 4.0,
            "windows_events" | "xfreerdp_exit" => 1.5,
            _ => 2.0,
        };
        let hinted: Vec<&Table> = TABLES
            .iter()
            .filter(|table| table.said_as.iter().any(|said| near_the_number(before, said)))
            .collect();
        for table in &hinted {
            self.rows(table, number.value, weight(table));
        }
        if self.codes.len() > known {
            return;
        }
        self.build(number, before, text);
        // "24" or "2055" inside a sentence is a count or a year, unless something says otherwise;
        // "Windows 10" and "Server 2012" are none in any case.
        let last = before.rsplit(' ').next().unwrap_or_default();
        if ["windows", "server", "win", "office"].contains(&last) {
            return;
        }
        let said = SAYS_CODE.iter().any(|word| before.contains(word));
        let counts = number.spelling == Spelling::Decimal && number.value < 0x1_0000 && !said;
        if counts && !alone {
            return;
        }
        for table in TABLES.iter().filter(|table| !table.plain_numbers) {
            self.rows(table, number.value, weight(table));
        }
        // An HRESULT around a Win32 code, FreeRDP's way to write Set Error Info.
        match number.value >> 16 {
            0x8007 => self.rows_of("win32_logon", number.value & 0xFFFF, 2.0),
            1 if number.spelling == Spelling::Hexadecimal => {
                self.rows_of("errinfo", number.value & 0xFFFF, 2.0);
            }
            _ => {}
        }
        if let Some(code) = number.mit_kerberos {
            self.rows_of("kerberos", code, 4.0);
        }
        let nowhere = self.codes.len() == known;
        if alone || nowhere && !counts {
            for table in TABLES.iter().filter(|table| table.plain_numbers) {
                // Beside a plain meaning these are the second thought.
                self.rows(table, number.value, if nowhere { 2.0 } else { 0.5 });
            }
        }
        if self.codes.len() == known {
            let shown = |cause: &&&Cause| shows(cause, &TABLES[0], number.value);
            self.causes.extend(causes::ALL.iter().filter(shown).copied());
        }
    }

    fn rows_of(&mut self, table: &str, code: u32, weight: f64) {
        if let Some(table) = TABLES.iter().find(|known| known.name == table) {
            self.rows(table, code, weight);
        }
    }

    fn rows(&mut self, table: &'static Table, code: u32, weight: f64) {
        // One event id can stand in several logs.
        for row in table.rows.iter().filter(|row| row.code == code && code != NO_CODE) {
            self.add(CodeMeaning { table, row }, weight);
        }
    }

    fn build(&mut self, number: &Number, before: &str, text: &str) {
        let said = before.contains("build") || before.contains("windows") || text.trim().len() <= 5;
        let version = text.contains("10.0.") || number.value >= 10_000;
        if number.spelling == Spelling::Decimal && (said || version) {
            let fits = |build: &&Build| u32::from(build.build) == number.value;
            self.builds.extend(BUILDS.iter().filter(fits));
        }
    }

    /// A code that is no number: AADSTS53003.
    fn by_screen(&mut self, token: &str) {
        let code = |code: &str| code.eq_ignore_ascii_case(token) && token.len() > 4;
        let shown = |cause: &&&Cause| cause.seen_as.iter().any(|seen| seen.codes.iter().any(|it| code(it)));
        self.causes.extend(causes::ALL.iter().filter(shown).copied());
    }
}

/// Whether one of the words right before a number names a table.
fn near_the_number(before: &str, said: &str) -> bool {
    before.split_once(said).is_some_and(|(left, right)| {
        let starts = left.is_empty() || left.ends_with(|c: char| !c.is_alphanumeric());
        // "status" in "sub status" and in "status 0x…"; not a number that belongs to another word.
        starts && !right.split_whitespace().any(|word| number(word).is_some())
    })
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))
        .map(|token| token.trim_end_matches('-'))
        .filter(|token| !token.is_empty())
}

/// `KB5004442`, or the digits after "KB".
fn update_number(token: &str, before: &str) -> Option<u32> {
    let digits = match token.get(..2) {
        Some(kb) if kb.eq_ignore_ascii_case("kb") => &token[2..],
        _ if before.ends_with("kb") || before.ends_with("update") => token,
        _ => return None,
    };
    let long = (6..=7).contains(&digits.len());
    digits.parse().ok().filter(|_| long)
}

/// Rows of this name: `ERRCONNECT_LOGON_FAILURE` in any case, `ACCOUNT_LOCKED_OUT` without its
/// family, a long name with a typing error in it.
fn by_name(token: &str, alone: bool) -> Vec<CodeMeaning> {
    let is_name = token.contains('_') && token.len() >= 8;
    let one_word =
        token.len() >= 8 && token.chars().skip(1).any(char::is_uppercase) || alone && token.len() > 3;
    if !is_name && !one_word {
        return Vec::new();
    }
    let rows = |fits: &dyn Fn(&str) -> bool| -> Vec<CodeMeaning> {
        let fitting = |table: &'static Table| {
            let rows = table.rows.iter().filter(|row| !row.name.is_empty() && fits(row.name));
            rows.map(move |row| CodeMeaning { table, row }).collect::<Vec<_>>()
        };
        TABLES.iter().flat_map(fitting).collect()
    };
    let same = rows(&|name| name.eq_ignore_ascii_case(token));
    if !same.is_empty() || !is_name {
        return same;
    }
    let upper = token.to_ascii_uppercase();
    let tail =
        rows(&|name| name.to_ascii_uppercase().strip_suffix(&upper).is_some_and(|rest| rest.ends_with('_')));
    if !tail.is_empty() {
        return tail;
    }
    let off = |name: &str| strsim::osa_distance(&name.to_ascii_uppercase(), &upper);
    let about_as_long = |name: &str| name.len().abs_diff(token.len()) <= 2 && name.contains('_');
    let least = TABLES
        .iter()
        .flat_map(|table| table.rows)
        .filter(|row| about_as_long(row.name))
        .map(|row| off(row.name))
        .min();
    match least {
        Some(least) if least <= 2 && token.len() >= 10 => {
            rows(&|name| about_as_long(name) && off(name) == least)
        }
        _ => Vec::new(),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    Decimal,
    Hexadecimal,
}

/// A number as someone wrote it.
#[derive(Debug)]
struct Number {
    value: u32,
    spelling: Spelling,
    /// The Kerberos error it is in MIT's counting.
    mit_kerberos: Option<u32>,
}

/// `0x904`, `0X904`, `2308`, `-1073741260`, `C0000234`, `c000006dh`.
fn number(token: &str) -> Option<Number> {
    let hexadecimal = |digits: &str| {
        let value = u32::from_str_radix(digits, 16).ok()?;
        Some(Number { value, spelling: Spelling::Hexadecimal, mit_kerberos: None })
    };
    let bare = token.trim_start_matches('-');
    if let Some(digits) = bare.strip_prefix("0x").or_else(|| bare.strip_prefix("0X")) {
        return hexadecimal(digits);
    }
    if let Ok(number) = token.parse::<i64>() {
        let value = if number < 0 {
            u32::from_ne_bytes(i32::try_from(number).ok()?.to_ne_bytes())
        } else {
            u32::try_from(number).ok()?
        };
        let mit = u32::try_from(number - MIT_KERBEROS).ok().filter(|code| number < 0 && *code < 256);
        return Some(Number { value, spelling: Spelling::Decimal, mit_kerberos: mit });
    }
    let eight = bare.strip_suffix(['h', 'H']).unwrap_or(bare);
    let is_code = eight.len() == 8 && eight.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_code.then(|| hexadecimal(eight))?
}
