//! What the codes and names in statements mean.

use std::collections::BTreeSet;

use reading::{Namespace, Said, Severity, Statement};

use super::CodeMeaning;
use super::weigh::{SETTLES, Weighed, by_count};
use crate::cause::Cause;
use crate::causes;
use crate::codes::builds::{BUILDS, Build};
use crate::codes::updates::{self, Update};
use crate::codes::{NO_CODE, Row, TABLES, Table, table};

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) codes: Vec<CodeMeaning>,
    pub(super) builds: Vec<&'static Build>,
    pub(super) updates: Vec<(u32, &'static Update)>,
    /// The names that were looked up: what a log repeats is looked up once.
    names: BTreeSet<String>,
    /// How many of them no table has.
    strange: usize,
    /// What a code in this statement weighs at most.
    most: f64,
    /// This statement also has an extended code.
    beside_extended: bool,
}

/// So many names that no table has are compared with all that tables have: it takes time.
const STRANGE: usize = 64;

/// Looks the codes of all statements up, and weighs what they lead to.
pub(super) fn weigh(statements: &[Statement], weighed: &mut Weighed) -> Found {
    let mut found = Found::default();
    let last = statements.iter().rposition(|statement| !statement.says.is_empty()).unwrap_or(0);
    for (number, statement) in statements.iter().enumerate() {
        // The last word counts most, and an error more than a warning.
        let late = if number == last { 1.0 } else { 0.85 };
        let serious = match statement.severity {
            Severity::Debug | Severity::Warning => 0.85,
            Severity::Info | Severity::Unsaid | Severity::Error => 1.0,
        };
        // What a program mentions by the way may be somebody else's word: it settles nothing.
        found.most = if statement.severity == Severity::Info { SETTLES - 0.1 } else { f64::MAX };
        let is_extended = |said: &Said| matches!(said, Said::Code { home: Namespace::MstscExtended, .. });
        found.beside_extended = statement.says.iter().any(is_extended);
        for said in &statement.says {
            found.said(said, late * serious, weighed);
        }
    }
    found
}

impl Found {
    fn said(&mut self, said: &Said, share: f64, weighed: &mut Weighed) {
        match said {
            Said::Code { home, value, detail } => {
                let before = self.codes.len();
                let more = if *detail { 1.6 } else { 1.0 };
                self.rows(table(*home), *value, share * more, weighed);
                // "Status" is said of HRESULTs and exit states, too.
                if self.codes.len() == before && *home != Namespace::WindowsEvent {
                    self.unplaced(*value, *value > 0xFFFF, None, false, share, weighed);
                }
            }
            Said::Unplaced { value, hexadecimal, mit_kerberos, alone } => {
                self.unplaced(*value, *hexadecimal, *mit_kerberos, *alone, share, weighed);
            }
            Said::Name(name) => self.name(name, share, weighed),
            Said::Update(number) => {
                if self.updates.iter().any(|(known, _)| known == number) {
                    return;
                }
                for update in updates::find(*number) {
                    self.updates.push((*number, update));
                    weighed.evidence(update.cause.as_slice(), 5.0, &format!("KB{number}"));
                }
            }
            Said::Build(number) => {
                let fits = |build: &&Build| {
                    build.build == *number && !self.builds.iter().any(|known| std::ptr::eq(*known, *build))
                };
                let builds: Vec<&'static Build> = BUILDS.iter().filter(fits).collect();
                self.builds.extend(builds);
            }
        }
    }

    /// A number whose namespace nobody says.
    fn unplaced(
        &mut self,
        value: u32,
        hexadecimal: bool,
        mit_kerberos: Option<u32>,
        alone: bool,
        share: f64,
        weighed: &mut Weighed,
    ) {
        let before = self.codes.len();
        // A small number means something to everybody, and settles nothing.
        let small = if value < 0x100 { 0.8 } else { 1.0 };
        // Of two statuses, the second is the detail of the first.
        let has_status = self.codes.iter().any(|code| code.table.home == Namespace::NtStatus);
        let detail = if has_status && value >= 0xC000_0000 { 1.6 } else { 1.0 };
        let share = share * small * detail;
        // Beside an extended code, the first one is of the same screen and nobody else's.
        if self.beside_extended && value < 0x1_0000 {
            self.rows(table(Namespace::MstscDisconnect), value, share, weighed);
            if self.codes.len() > before {
                return;
            }
        }
        for table in TABLES.iter().filter(|table| !table.plain_numbers) {
            // A small number is what screens show most: mstsc's and its relatives'; other meanings come second.
            let second = self.codes.len() > before && value < 0x1_0000;
            self.rows(table, value, share * if second { 0.3 } else { 1.0 }, weighed);
        }
        // An HRESULT around a Win32 code, FreeRDP's way to write Set Error Info.
        match value >> 16 {
            0x8007 => {
                for home in [Namespace::Win32, Namespace::Winsock, Namespace::WinHttp] {
                    self.rows(table(home), value & 0xFFFF, share, weighed);
                }
            }
            1 if hexadecimal => self.rows(table(Namespace::ErrInfo), value & 0xFFFF, share, weighed),
            _ => {}
        }
        if let Some(code) = mit_kerberos {
            self.rows(table(Namespace::Kerberos), code, share, weighed);
        }
        let nowhere = self.codes.len() == before;
        if alone || nowhere && (value > 0xFFFF || hexadecimal) {
            // Nobody writes a program's exit code or an event's number in hexadecimal.
            let decimal = |home| matches!(home, Namespace::XfreerdpExit | Namespace::WindowsEvent);
            let fits = |table: &&Table| table.plain_numbers && !(hexadecimal && decimal(table.home));
            for table in TABLES.iter().filter(fits) {
                // Beside a plain meaning these are the second thought; an extended code stands beside another
                // one, so that alone it settles nothing.
                let as_extended = if table.home == Namespace::MstscExtended { 0.8 } else { 1.0 };
                self.rows(table, value, share * as_extended * if nowhere { 0.9 } else { 0.2 }, weighed);
            }
        }
        // Screens show codes that no table has.
        if self.codes.len() == before {
            let disconnect = table(Namespace::MstscDisconnect);
            let shown: Vec<&str> = causes::ALL
                .iter()
                .filter(|cause| shows(cause, disconnect, value))
                .map(|cause| cause.id)
                .collect();
            weighed.evidence(&shown, by_count(shown.len()) * share, &format!("the code 0x{value:X}"));
        }
    }

    /// `ERRCONNECT_LOGON_FAILURE` in any case, `ACCOUNT_LOCKED_OUT` without its family, a word that is a
    /// screen's code. A typing error is forgiven in long names only, never in numbers.
    fn name(&mut self, name: &str, share: f64, weighed: &mut Weighed) {
        const LONGEST: usize = 80;
        if name.len() > LONGEST || !self.names.insert(name.to_ascii_uppercase()) {
            return;
        }
        let rows = rows_named(name, self.strange < STRANGE);
        self.strange += usize::from(rows.is_empty());
        // FreeRDP lists one name in two tables: its error and its exit code.
        let mut seen: Vec<&str> = Vec::new();
        for CodeMeaning { table, row } in rows {
            let again = seen.contains(&row.name);
            seen.push(row.name);
            self.row(table, row, share * if again { 0.1 } else { 1.0 }, weighed);
        }
        if seen.is_empty() && name.len() > 4 {
            let is = |code: &&str| code.eq_ignore_ascii_case(name);
            let shown: Vec<&str> = causes::ALL
                .iter()
                .filter(|cause| cause.seen_as.iter().any(|seen| seen.codes.iter().any(is)))
                .map(|cause| cause.id)
                .collect();
            weighed.evidence(
                &shown,
                by_count(shown.len()) * share,
                &format!("the code {}", name.to_uppercase()),
            );
        }
    }

    fn rows(&mut self, table: &'static Table, code: u32, share: f64, weighed: &mut Weighed) {
        if code == NO_CODE || code == 0 {
            return;
        }
        // One event id can stand in several logs.
        for row in table.rows.iter().filter(|row| row.code == code) {
            self.row(table, row, share, weighed);
        }
    }

    fn row(&mut self, table: &'static Table, row: &'static Row, share: f64, weighed: &mut Weighed) {
        if self.codes.iter().any(|known| std::ptr::eq(known.row, row)) {
            return;
        }
        self.codes.push(CodeMeaning { table, row });
        let weight = (weight_of(table.home) * by_count(row.causes.len()) * share).min(self.most);
        let why = words(table, row);
        weighed.evidence(row.causes, weight, &why);
        // What shows the code on a screen, without being named by the table.
        for cause in causes::ALL.iter().filter(|cause| shows(cause, table, row.code)) {
            if !row.causes.contains(&cause.id) {
                weighed.add(cause, weight * 0.3, false, &why);
            }
        }
    }
}

/// How much a namespace tells beside the others. FreeRDP's own names sum up what it was told; an event's number says
/// less than the status in it.
fn weight_of(home: Namespace) -> f64 {
    match home {
        Namespace::NtStatus | Namespace::Sspi | Namespace::MstscExtended | Namespace::Kerberos => 1.1,
        Namespace::FreeRdpConnect => 0.85,
        Namespace::XfreerdpExit | Namespace::WindowsEvent => 0.75,
        _ => 1.0,
    }
}

fn words(table: &Table, row: &Row) -> String {
    match (row.name, row.code) {
        ("", code) => format!("{} 0x{code:X}", table.title),
        (name, NO_CODE) => name.to_owned(),
        (name, _) if table.home == Namespace::WindowsEvent => format!("the event {name}"),
        (name, _) => name.to_owned(),
    }
}

/// Rows of this name; those of a similar one, where `similar` ones are wanted.
fn rows_named(token: &str, similar: bool) -> Vec<CodeMeaning> {
    let rows = |fits: &dyn Fn(&str) -> bool| -> Vec<CodeMeaning> {
        let fitting = |table: &'static Table| {
            let rows = table.rows.iter().filter(|row| !row.name.is_empty() && fits(row.name));
            rows.map(move |row| CodeMeaning { table, row }).collect::<Vec<_>>()
        };
        TABLES.iter().flat_map(fitting).collect()
    };
    let same = rows(&|name| name.eq_ignore_ascii_case(token));
    if !same.is_empty() || !token.contains('_') {
        return same;
    }
    let upper = token.to_ascii_uppercase();
    let tail = rows(&|name| {
        let begin = name.len().checked_sub(token.len()).filter(|begin| *begin > 0);
        let parts = begin.and_then(|begin| Some((name.get(..begin)?, name.get(begin..)?)));
        parts.is_some_and(|(rest, tail)| rest.ends_with('_') && tail.eq_ignore_ascii_case(token))
    });
    if !tail.is_empty() {
        return tail;
    }
    // Names such as KRB_AP_ERR_SKEW are close to one another; a typing error is one in long ones.
    if !similar {
        return Vec::new();
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
        Some(least) if least <= 2 && token.len() >= 10 && !token.chars().any(|c| c.is_ascii_digit()) => {
            rows(&|name| about_as_long(name) && off(name) == least)
        }
        _ => Vec::new(),
    }
}

/// Whether a screen of this cause shows the code.
fn shows(cause: &Cause, table: &Table, code: u32) -> bool {
    let mut screens =
        cause.seen_as.iter().flat_map(|seen| seen.codes.iter().map(move |code| (seen.client, code)));
    screens.any(|(client, text)| {
        if let Some((words, digits)) = text.rsplit_once(' ') {
            let words = words.to_lowercase();
            let home = reading::LABELS.iter().find(|(label, _)| *label == words).map(|(_, home)| *home);
            return home == Some(table.home) && number(digits) == Some(code);
        }
        let own = if client == "guacamole" { Namespace::GuacamoleStatus } else { Namespace::MstscDisconnect };
        number(text) == Some(code) && (table.home == own || code > 0xFFFF && !table.plain_numbers)
    })
}

/// A number as the catalogue writes it.
fn number(text: &str) -> Option<u32> {
    match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}
