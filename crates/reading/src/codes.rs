//! Codes in a piece of text: what is one, and where it is at home.
//!
//! INVARIANT: a number is a code only where the text gives it a namespace (a label right before it, the form of a
//! status) or is hardly more than this number. Times, dates, counts, ports, versions, addresses, GUIDs and zero are
//! none, and what a name already says is not said again by the number behind it.
//!
//! Long because what is a code and what is none are told together, with the lists of words that decide.

use std::sync::LazyLock;

use crate::namespace::{LABELS, Namespace};
use crate::statement::Said;

/// A text of no more words than this is about its number.
const ALONE: usize = 2;
/// MIT's Kerberos libraries count from here.
const MIT_KERBEROS: i64 = -1_765_328_384;

/// Words right before a number that make it a code of some namespace.
const SAYS_CODE: [&str; 23] = [
    "code",
    "error",
    "err",
    "reason",
    "says",
    "shows",
    "said",
    "showing",
    "fehler",
    "fehlercode",
    "erreur",
    "erro",
    "código",
    "codigo",
    "errore",
    "codice",
    "kod",
    "ошибка",
    "コード",
    "エラーコード",
    "错误代码",
    "错误码",
    "代码",
];
/// Words between a label and its number.
const BETWEEN: [&str; 18] = [
    "code", "number", "no", "nr", "id", "ids", "is", "of", "was", "with", "value", "error", "the", "a",
    "and", "code:", "field", "numbers",
];
/// Words behind a number that make it a count.
const UNITS: [&str; 44] = [
    "second",
    "seconds",
    "sec",
    "secs",
    "s",
    "ms",
    "minute",
    "minutes",
    "min",
    "mins",
    "hour",
    "hours",
    "h",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "users",
    "user",
    "computers",
    "pcs",
    "servers",
    "machines",
    "hosts",
    "times",
    "x",
    "percent",
    "mb",
    "gb",
    "kb",
    "tb",
    "bytes",
    "byte",
    "bit",
    "bits",
    "px",
    "hz",
    "sessions",
    "monitors",
    "attempts",
];
/// Words before a number that make it something else.
const OTHER: [&str; 26] = [
    "port", "ports", "pid", "tid", "line", "step", "page", "version", "windows", "server", "win", "office",
    "display", "build", "id=", "session", "room", "ubuntu", "debian", "fedora", "socket", "fd", "at", "took",
    "uid", "vlan",
];

/// One word of a text, with what stands right before and behind it.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    /// The characters right before and behind.
    before: Option<char>,
    behind: Option<char>,
}

/// All codes, names, updates and builds in what a person or a screen says.
pub fn codes(text: &str) -> Vec<Said> {
    let words = words(text);
    let telling = words.iter().filter(|word| !is_filler(word.text)).count();
    find(text, &words, telling <= ALONE)
}

/// The same in a line of a log, where a number without a name before it is none, however short the line.
pub fn codes_of_log(text: &str) -> Vec<Said> {
    if !text.bytes().any(|byte| byte.is_ascii_digit() || byte == b'_') {
        return Vec::new();
    }
    let words = words(text);
    let mut said = find(text, &words, false);
    // A log counts in small numbers, and says "error" and "reason" of its own affairs.
    said.retain(|said| !matches!(said, Said::Unplaced { value, .. } if *value < 0x1_0000));
    said
}

fn find(text: &str, words: &[Word<'_>], alone: bool) -> Vec<Said> {
    let mut said = Vec::new();
    // The namespace of the last code, for "Status: … Sub Status: …" and "36874, 36888".
    let mut last: Option<(usize, Namespace)> = None;
    let mut named_at: Option<usize> = None;
    for at in 0..words.len() {
        let word = words[at];
        if let Some(number) = update(words, at) {
            said.push(Said::Update(number));
            continue;
        }
        if is_name(word.text, words.len() == 1) {
            said.push(Said::Name(word.text.to_owned()));
            if word.text.contains('_') {
                named_at = Some(at);
            }
            if label(words, at + 1).is_none() || word.text.contains('_') {
                continue;
            }
            said.pop();
            continue;
        }
        let Some(number) = number(word.text) else { continue };
        // A name's own number: NAME (0x…), NAME [0x…], NAME: 0x….
        if named_at.is_some_and(|name| at - name == 1) && !matches!(word.before, Some('/')) {
            continue;
        }
        if is_something_else(words, at, &number) {
            continue;
        }
        if let Some(build) = build(words, at, &number, text) {
            said.push(Said::Build(build));
            if !alone {
                continue;
            }
        }
        if number.value == 0 {
            continue;
        }
        let labelled = label(words, at).or_else(|| {
            // A list goes on: "EventIDs 36874, 36888".
            let (from, home) = last?;
            let only_between =
                words[from + 1..at].iter().all(|word| ["and", "or", "und"].contains(&word.text));
            (only_between && number.spelling == Spelling::Decimal).then_some((home, false))
        });
        if let Some((home, detail)) = labelled {
            last = Some((at, home));
            said.push(Said::Code { home, value: number.value, detail });
            continue;
        }
        let previous = at.checked_sub(1).map(|at| words[at].text.to_lowercase()).unwrap_or_default();
        let says_code = SAYS_CODE.contains(&previous.trim_end_matches(':'));
        let in_the_form_of_a_code = number.spelling == Spelling::Hexadecimal || number.value >= 0x8000_0000;
        let counts = number.value < 0x1_0000 && number.spelling == Spelling::Decimal;
        let behind_the_word_error = says_code && !(counts && number.value < 100 && !alone);
        let long = number.spelling == Spelling::Decimal && (50_331_648..=50_332_000).contains(&number.value);
        if alone || in_the_form_of_a_code || behind_the_word_error || long {
            said.push(Said::Unplaced {
                value: number.value,
                hexadecimal: number.spelling == Spelling::Hexadecimal,
                mit_kerberos: number.mit_kerberos,
                alone,
            });
        }
    }
    said
}

/// Words of letters, digits, `_` and `-`, with dots and colons kept inside numbers.
fn words(text: &str) -> Vec<Word<'_>> {
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '\'');
    let mut words = Vec::new();
    let mut from = None;
    let mut push = |from: usize, until: usize| {
        let word = &text[from..until];
        // A lone dash, or dashes at the end: punctuation.
        let word = word.trim_end_matches('-');
        if word.chars().any(char::is_alphanumeric) {
            words.push(Word {
                text: word,
                before: text[..from].chars().next_back(),
                behind: text[from + word.len()..].chars().next(),
            });
        }
    };
    for (at, c) in text.char_indices() {
        match (is_inside(c), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                push(start, at);
                from = None;
            }
            _ => {}
        }
    }
    if let Some(start) = from {
        push(start, text.len());
    }
    words
}

fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 36] = [
        "the",
        "a",
        "an",
        "i",
        "is",
        "it",
        "in",
        "of",
        "on",
        "my",
        "rdp",
        "error",
        "err",
        "code",
        "says",
        "shows",
        "get",
        "got",
        "remote",
        "desktop",
        "connection",
        "windows",
        "mstsc",
        "app",
        "mac",
        "freerdp",
        "xfreerdp",
        "what",
        "does",
        "mean",
        "means",
        "with",
        "and",
        "fehler",
        "failed",
        "fails",
    ];
    FILLERS.contains(&word.to_lowercase().as_str())
}

/// `ERRCONNECT_LOGON_FAILURE`, `SSL_ERROR_…`; alone also a word such as `AADSTS53003` or `UserBlocked`.
fn is_name(word: &str, only: bool) -> bool {
    if word.len() < 5 || !word.is_ascii() || number(word).is_some() {
        return false;
    }
    let letters = || word.chars().filter(char::is_ascii_alphabetic);
    let constant = word.contains('_') && word.len() >= 8 && letters().count() >= 5;
    let with_digits = word.chars().any(|c| c.is_ascii_digit())
        && letters().count() >= 4
        && letters().all(|c| c.is_ascii_uppercase());
    let in_humps = word.len() >= 8
        && word.chars().skip(1).any(|c| c.is_ascii_uppercase())
        && word.chars().any(|c| c.is_ascii_lowercase());
    constant || with_digits && word.len() >= 7 || in_humps || only
}

/// `KB5004442`, or the digits after "KB" or "update".
fn update(words: &[Word<'_>], at: usize) -> Option<u32> {
    let word = words[at].text;
    let before = at.checked_sub(1).map(|at| words[at].text.to_lowercase()).unwrap_or_default();
    let digits = match word.get(..2) {
        Some(kb) if kb.eq_ignore_ascii_case("kb") => &word[2..],
        _ if before == "kb" || before == "update" => word,
        _ => return None,
    };
    let long = (6..=7).contains(&digits.len());
    digits.parse().ok().filter(|_| long)
}

/// "Build 20348", "10.0.20348", or nothing but the number.
fn build(words: &[Word<'_>], at: usize, number: &Number, text: &str) -> Option<u16> {
    if number.spelling != Spelling::Decimal {
        return None;
    }
    let said = words[at.saturating_sub(3)..at]
        .iter()
        .any(|word| ["build", "windows"].contains(&word.text.to_lowercase().as_str()));
    let version = text.contains("10.0.") && number.value >= 10_000;
    let is_all = text.trim().len() <= 5;
    u16::try_from(number.value).ok().filter(|build| *build > 2000 && (said || version || is_all))
}

/// Times, dates, addresses, versions, ports, counts, list numerals, parts of identifiers.
fn is_something_else(words: &[Word<'_>], at: usize, number: &Number) -> bool {
    let word = words[at];
    let text = word.text.to_lowercase();
    let before = at.checked_sub(1).map(|at| words[at]);
    let next = words.get(at + 1);
    let digit_before = before.is_some_and(|word| word.text.ends_with(|c: char| c.is_ascii_hexdigit()));
    let digit_next = next.is_some_and(|next| next.text.starts_with(|c: char| c.is_ascii_hexdigit()));
    // 07:30, 10.0.0.1, 2001:db8::1, 1.2, 01/21/26, and so on from both sides.
    let joined = |c: Option<char>| matches!(c, Some(':' | '.' | '/' | '\\' | '@' | '%'));
    let number_before = before.is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
    let number_next = next.is_some_and(|next| next.text.starts_with(|c: char| c.is_ascii_digit()));
    let touches = |from: Option<&Word<'_>>, to: Option<&Word<'_>>| match (from, to) {
        // Nothing but one sign between the two words.
        (Some(from), Some(to)) => {
            let end = from.text.as_ptr() as usize + from.text.len();
            to.text.as_ptr() as usize == end + 1
        }
        _ => false,
    };
    let tied_before =
        joined(word.before) && touches(before.as_ref(), Some(&word)) && (number_before || digit_before);
    let tied_behind = joined(word.behind)
        && touches(Some(&word), next)
        && (number_next || digit_next && word.behind != Some('.'));
    if number.spelling == Spelling::Decimal && (tied_before || tied_behind) {
        return true;
    }
    // host:3389, :10, srv1.example:443
    if number.spelling == Spelling::Decimal
        && word.before == Some(':')
        && touches(before.as_ref(), Some(&word))
    {
        let label = before.is_some_and(|word| SAYS_CODE.contains(&word.text.to_lowercase().as_str()));
        if !label && !labels_before(words, at) {
            return true;
        }
    }
    if number.spelling == Spelling::Hexadecimal {
        // A handle or an address in memory: [0x64a8c3729a20] is longer than a code; @0x… is a place.
        return word.before == Some('@');
    }
    let unit = next.is_some_and(|next| UNITS.contains(&next.text.to_lowercase().as_str()));
    if unit && number.value < 0x1_0000 || word.behind == Some('%') {
        return true;
    }
    if let Some(before) = before {
        let before = before.text.to_lowercase();
        let is_place =
            OTHER.contains(&before.as_str()) && !["build", "windows", "server"].contains(&before.as_str());
        if is_place && label(words, at).is_none() {
            return true;
        }
        // Windows 10, Server 2012.
        if ["windows", "server", "win", "office"].contains(&before.as_str()) && number.value < 3000 {
            return true;
        }
    }
    // "1." and "2)" at the beginning of a line.
    let opens = word.before.is_none_or(|c| c == '\n') && matches!(word.behind, Some('.' | ')'));
    let year = (1970..=2100).contains(&number.value)
        && text.len() == 4
        && !labels_before(words, at)
        && words.len() > 2 * ALONE;
    opens && number.value < 100 || year
}

fn labels_before(words: &[Word<'_>], at: usize) -> bool {
    label(words, at).is_some()
        || at.checked_sub(1).is_some_and(|at| SAYS_CODE.contains(&words[at].text.to_lowercase().as_str()))
}

/// A label, and its words.
type Split = (&'static (&'static str, Namespace), Vec<&'static str>);

/// The labels, in words.
static SPLIT_LABELS: LazyLock<Vec<Split>> =
    LazyLock::new(|| LABELS.iter().map(|label| (label, label.0.split(' ').collect())).collect());

/// The namespace that the words right before a number name, and whether it is a detail's field.
fn label(words: &[Word<'_>], at: usize) -> Option<(Namespace, bool)> {
    let lower = |word: &Word<'_>| word.text.to_lowercase().trim_matches('-').to_owned();
    // Up to five words before, none of them a number, nothing between that breaks a sentence.
    let mut start = at;
    while start > 0 && at - start < 6 {
        let word = words[start - 1];
        let breaks = matches!(word.behind, Some('.' | ';' | '?'));
        if number(word.text).is_some() || is_name(word.text, false) && word.text.contains('_') || breaks {
            break;
        }
        start -= 1;
    }
    let before: Vec<String> = words[start..at].iter().map(lower).collect();
    if before.is_empty() {
        return None;
    }
    let mut best: Option<(usize, &(&str, Namespace))> = None;
    for (label, parts) in SPLIT_LABELS.iter().map(|(label, parts)| (*label, parts)) {
        let ends = before.len();
        // The label, and behind it nothing but words that lead to the number.
        for from in 0..ends.saturating_sub(parts.len() - 1) {
            let fits = before[from..from + parts.len()].iter().zip(parts).all(|(word, part)| word == part);
            let leads = before[from + parts.len()..].iter().all(|word| BETWEEN.contains(&word.as_str()));
            if fits && leads && best.is_none_or(|(known, _)| parts.len() > known) {
                best = Some((parts.len(), label));
            }
        }
    }
    let (_, (label, home)) = best?;
    let detail = label.contains("sub") || *home == Namespace::MstscExtended;
    Some((*home, detail))
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
        return hexadecimal(digits.trim_end_matches(['L', 'l']));
    }
    if let Ok(number) = token.parse::<i64>() {
        let value = if number < 0 {
            // A dash before a small number is a dash.
            match i32::try_from(number) {
                Ok(number) if number < -65_536 => u32::from_ne_bytes(number.to_ne_bytes()),
                _ => u32::try_from(number.unsigned_abs()).ok()?,
            }
        } else {
            u32::try_from(number).ok()?
        };
        let mit =
            u32::try_from(number.saturating_sub(MIT_KERBEROS)).ok().filter(|code| number < 0 && *code < 256);
        return Some(Number { value, spelling: Spelling::Decimal, mit_kerberos: mit });
    }
    let eight = bare.strip_suffix(['h', 'H']).unwrap_or(bare);
    let is_status = eight.len() == 8
        && eight.bytes().all(|byte| byte.is_ascii_hexdigit())
        && ["c0", "C0", "80", "d0", "D0"].iter().any(|head| eight.starts_with(head));
    is_status.then(|| hexadecimal(eight))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn none(text: &str) {
        let numbers: Vec<_> = codes(text)
            .into_iter()
            .filter(|said| matches!(said, Said::Code { .. } | Said::Unplaced { .. }))
            .collect();
        assert!(numbers.is_empty(), "{text}: {numbers:?}");
    }

    fn values(text: &str) -> Vec<(Option<Namespace>, u32)> {
        codes(text)
            .into_iter()
            .filter_map(|said| match said {
                Said::Code { home, value, .. } => Some((Some(home), value)),
                Said::Unplaced { value, .. } => Some((None, value)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn what_is_no_code() {
        for text in [
            "Error at 07:30 when I tried to connect to the office",
            "rdp error since 5 days and nobody can help us",
            "rdp stopped with an error after 3 minutes of work",
            "I get an error on 2 of 5 computers when using rdp",
            "got an error at 09:15 today when connecting with remote desktop",
            "Error code: 0x0 Extended error code: 0x0 Timestamp (UTC): 01/21/26 10:53:14 AM",
            "error: connection to 192.0.2.7:3389 was refused by the peer",
            "status of port 3389 is closed on the firewall here",
            "the error came with version 1.2.3947.0 of the new app",
            "Activity ID: 00000000-0000-0000-0000-000000000001 is shown there",
            "1. open the error log 2. look for a line with the word error",
            "error in 2024 and again in 2025 on all of our servers",
            "process exited, status=0/SUCCESS as far as anyone can tell",
        ] {
            none(text);
        }
    }

    #[test]
    fn a_code_has_its_home() {
        use Namespace::{
            ErrInfo, Kerberos, MstscDisconnect, MstscExtended, NtStatus, WindowsEvent, XfreerdpExit,
        };
        for (text, expected) in [
            ("Error code: 0x904 Extended error code: 0x7", vec![(None, 0x904), (Some(MstscExtended), 7)]),
            (
                "Status: 0x80090302 Sub Status: 0xC0000418",
                vec![(Some(NtStatus), 0x8009_0302), (Some(NtStatus), 0xC000_0418)],
            ),
            ("RDP disconnected! 519", vec![(Some(MstscDisconnect), 519)]),
            (
                "Schannel, EventIDs 36874, 36888 since yesterday evening on the host",
                vec![(Some(WindowsEvent), 36874), (Some(WindowsEvent), 36888)],
            ),
            ("xfreerdp exit code 131", vec![(Some(XfreerdpExit), 131)]),
            ("kerberos error 18", vec![(Some(Kerberos), 18)]),
            ("errinfo 0x9", vec![(Some(ErrInfo), 9)]),
            ("2308", vec![(None, 2308)]),
            ("my screen says 2308 and nothing else happens when I click", vec![(None, 2308)]),
            ("-1073741260", vec![(None, 0xC000_0234)]),
            (
                "An authentication error has occurred (Code: 0x80080005). Remote computer: PC7",
                vec![(None, 0x8008_0005)],
            ),
        ] {
            assert_eq!(values(text), expected, "{text}");
        }
    }

    #[test]
    fn what_a_name_says_is_not_said_again_by_its_number() {
        for text in [
            "ERRINFO_RPC_INITIATED_DISCONNECT (0x00000001):The disconnection was initiated",
            "ERRCONNECT_TLS_CONNECT_FAILED [0x00020008]",
            "STATUS_LOGON_FAILURE: 0xC000006D",
        ] {
            none(text);
            assert!(matches!(codes(text)[0], Said::Name(_)), "{text}");
        }
    }

    #[test]
    fn updates_and_builds_are_no_codes() {
        assert_eq!(codes("since KB5074109 nothing works any more here"), [Said::Update(5_074_109)]);
        assert_eq!(codes("the host is Windows build 20348 they say at work"), [Said::Build(20348)]);
    }
}
