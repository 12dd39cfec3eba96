//! From what stands on a screen to causes: a code in any spelling, or a sentence.
//!
//! The only place where texts are matched, because a person typed them in. Codes win
//! over words; words are weighed by how rare they are, and a text that fits nothing
//! is "not known".

use std::collections::HashMap;

use crate::cause::Cause;
use crate::causes;
use crate::codes::{Row, TABLES, Table};

/// More of a text than this is not read, in characters.
const LONGEST: usize = 2000;
/// At most so many causes are named.
const MOST: usize = 6;
/// Below this share of matched weight a sentence is not known.
const ENOUGH: f64 = 0.62;
/// A few rare words must match, whatever the share …
const LEAST_WEIGHT: f64 = 9.0;
/// … unless all that was asked matches: "wrong password", "internal error".
const LEAST_WEIGHT_OF_ALL: f64 = 4.0;
/// Words that tell nothing.
const EMPTY_WORDS: &str = " a an and any are as at be been but by can do for from get got has have help how i if im in \
    is it its just me my of on or our please pls pc says so that the then there this to was we what when why will \
    with you your ";

/// What a text can mean.
#[derive(Debug, Default)]
pub struct Explanation {
    /// The codes found in it, with their rows.
    pub codes: Vec<CodeMeaning>,
    /// The causes it can mean, likeliest first.
    pub causes: Vec<&'static Cause>,
}

/// One code found in a text.
#[derive(Debug, Clone, Copy)]
pub struct CodeMeaning {
    /// In which table.
    pub table: &'static Table,
    /// Its row.
    pub row: &'static Row,
}

impl Explanation {
    /// Whether anything is known.
    pub fn is_known(&self) -> bool {
        !self.codes.is_empty() || !self.causes.is_empty()
    }
}

/// Explains a text.
pub fn explain(text: &str) -> Explanation {
    let text: String = text.chars().take(LONGEST).collect();
    let text = text.trim();
    if let Some(cause) = causes::find(text) {
        return Explanation { codes: Vec::new(), causes: with_explained(vec![cause]) };
    }
    let codes = codes_in(text);
    let mut found: Vec<&'static Cause> = Vec::new();
    let mut add = |cause: &'static Cause| {
        if !found.iter().any(|known| known.id == cause.id) && found.len() < MOST {
            found.push(cause);
        }
    };
    for code in &codes {
        code.row.causes.iter().filter_map(|id| causes::find(id)).for_each(&mut add);
    }
    // Words after codes: "Error code: 0x204" is about the number.
    let sentences = by_sentence(text);
    if codes.is_empty() || !sentences.is_empty() {
        with_explained(sentences).into_iter().for_each(&mut add);
    }
    Explanation { codes, causes: found }
}

/// Each cause, and behind the first the causes it accounts for.
fn with_explained(causes: Vec<&'static Cause>) -> Vec<&'static Cause> {
    let mut out: Vec<&'static Cause> = Vec::new();
    for (index, cause) in causes.into_iter().enumerate() {
        let family = if index == 0 { cause.explains } else { &[] };
        for next in std::iter::once(cause).chain(family.iter().filter_map(|id| causes::find(id))) {
            if !out.iter().any(|known| known.id == next.id) {
                out.push(next);
            }
        }
    }
    out
}

// ---- codes ---------------------------------------------------------------------------

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

fn codes_in(text: &str) -> Vec<CodeMeaning> {
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

// ---- sentences -----------------------------------------------------------------------

/// One sentence of a screen, in words.
struct Sentence {
    cause: &'static Cause,
    words: Vec<String>,
    weight: f64,
}

fn by_sentence(text: &str) -> Vec<&'static Cause> {
    let asked = words(text);
    if asked.len() < 2 {
        return Vec::new();
    }
    let mut sentences = all_sentences();
    let rarity = rarity(&sentences);
    for sentence in &mut sentences {
        sentence.weight = weigh(&sentence.words, &rarity);
    }
    let telling: Vec<String> =
        asked.iter().filter(|word| !EMPTY_WORDS.contains(&format!(" {word} "))).cloned().collect();
    let asked_weight = weigh(&telling, &rarity);
    let mut best: Vec<(f64, &'static Cause)> = Vec::new();
    for sentence in &sentences {
        let shared = shared_weight(&asked, &sentence.words, &rarity);
        let of_telling = shared_weight(&telling, &sentence.words, &rarity);
        // Half a sentence is covered by what was asked; a long complaint covers the sentence.
        let of_asked = of_telling / asked_weight.max(f64::EPSILON);
        let of_sentence = shared / sentence.weight.max(f64::EPSILON);
        let all_of_it = of_asked > 0.95 && of_telling >= LEAST_WEIGHT_OF_ALL && telling.len() > 1;
        if shared < LEAST_WEIGHT.min(sentence.weight * 0.95) && !all_of_it {
            continue;
        }
        let cover = of_asked.max(of_sentence);
        if cover < ENOUGH {
            continue;
        }
        // Among equals the closer sentence wins.
        let score =
            if of_asked > 0.95 { 1.4 + 0.04 * of_sentence } else { cover + 0.5 * of_asked.min(of_sentence) };
        match best.iter_mut().find(|(_, cause)| cause.id == sentence.cause.id) {
            Some((known, _)) => *known = known.max(score),
            None => best.push((score, sentence.cause)),
        }
    }
    // Scores that are nearly the same say the same; then the more frequent cause is first.
    let step = |score: f64| (score * 10.0).round();
    best.sort_by(|a, b| step(b.0).total_cmp(&step(a.0)).then(a.1.frequency.cmp(&b.1.frequency)));
    let top = best.first().map_or(0.0, |(score, _)| *score);
    best.into_iter().filter(|(score, _)| *score > top - 0.35).map(|(_, cause)| cause).collect()
}

fn all_sentences() -> Vec<Sentence> {
    let of_cause = |cause: &&'static Cause| {
        let cause: &'static Cause = cause;
        let messages = cause.seen_as.iter().map(|seen| seen.message);
        messages.chain([cause.title]).map(move |text| Sentence { cause, words: words(text), weight: 0.0 })
    };
    causes::ALL.iter().flat_map(of_cause).filter(|sentence| sentence.words.len() > 1).collect()
}

/// Lower-case words of letters and digits.
fn words(text: &str) -> Vec<String> {
    let straight = text.replace(['\u{2019}', '\u{02BC}'], "'").to_lowercase();
    straight
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '_'))
        .map(|word| word.replace('\'', ""))
        .filter(|word| !word.is_empty())
        .take(300)
        .collect()
}

/// How much a word tells: the fewer sentences have it, the more.
fn rarity(sentences: &[Sentence]) -> HashMap<String, f64> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for sentence in sentences {
        let mut seen: Vec<&str> = sentence.words.iter().map(String::as_str).collect();
        seen.sort_unstable();
        seen.dedup();
        for word in seen {
            *counts.entry(word).or_default() += 1;
        }
    }
    let all = f64::from(u32::try_from(sentences.len()).unwrap_or(u32::MAX));
    counts.into_iter().map(|(word, count)| (word.to_owned(), (1.0 + all / f64::from(count)).ln())).collect()
}

/// A word that no sentence has still says that the text is about something else.
const UNKNOWN_WORD: f64 = 3.0;

fn weigh(words: &[String], rarity: &HashMap<String, f64>) -> f64 {
    words.iter().map(|word| rarity.get(word).copied().unwrap_or(UNKNOWN_WORD)).sum()
}

/// The weight of a sentence's words that were asked for, typing errors allowed.
fn shared_weight(asked: &[String], sentence: &[String], rarity: &HashMap<String, f64>) -> f64 {
    let mut left: Vec<&String> = asked.iter().collect();
    let mut sum = 0.0;
    for word in sentence {
        let weight = rarity.get(word).copied().unwrap_or(UNKNOWN_WORD);
        if let Some(at) = left.iter().position(|other| *other == word) {
            left.swap_remove(at);
            sum += weight;
        } else if let Some(at) = left.iter().position(|other| nearly(other, word)) {
            left.swap_remove(at);
            sum += weight * 0.9;
        }
    }
    sum
}

/// Whether two words differ by a typing error.
fn nearly(a: &str, b: &str) -> bool {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if short < 4 || long - short > 2 {
        return false;
    }
    let allowed = if short < 7 { 1 } else { 2 };
    strsim::osa_distance(a, b) <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> &'static str {
        explain(text).causes.first().map_or("not known", |cause| cause.id)
    }

    #[test]
    fn the_articles_sentence_exact_misspelt_and_partial() {
        const HEADLINE: &str = "client/server-authentication-required";
        for text in [
            "You cannot proceed because authentication is required",
            "you can not procede becuase authentification is required.",
            "cannot proceed because authentication",
            "authentication is required you cannot proceed",
            "help! my work pc says You cannot proceed because authentication is required and I tried everything",
            "The remote computer could not be authenticated due to problems with its security certificate.",
        ] {
            assert_eq!(first(text), HEADLINE, "{text}");
        }
        let family = explain("You cannot proceed because authentication is required").causes;
        assert!(family[1..].iter().any(|cause| cause.stage == crate::Stage::Tls), "{family:?}");
    }

    #[test]
    fn codes_in_all_spellings() {
        for text in [
            "0xC0000234",
            "c0000234",
            "-1073741260",
            "3221226036",
            "STATUS_ACCOUNT_LOCKED_OUT",
            "ERRCONNECT_ACCOUNT_LOCKED_OUT",
            "freerdp says ERRCONNECT_ACCOUNT_LOCKED_OUT [0x00020018]",
        ] {
            assert_eq!(first(text), "logon/locked-out", "{text}");
        }
        for text in ["2825", "0xB09", "error 2825", "Error code: 0xb09"] {
            assert_eq!(first(text), "negotiation/nla-required", "{text}");
        }
        assert_eq!(first("xfreerdp exit code 134"), "logon/wrong-credentials");
    }

    #[test]
    fn plain_words_lead_to_the_plain_cause() {
        for (text, cause) in [
            ("Your credentials did not work", "logon/wrong-credentials"),
            ("my password is wrong", "logon/wrong-credentials"),
            ("account locked", "logon/locked-out"),
            ("my password expired", "logon/password-expired"),
            ("black screen", "session/black-screen"),
            ("Remote Desktop can't find the computer", "name/not-found"),
        ] {
            assert_eq!(
                first(text),
                cause,
                "{text}: {:?}",
                explain(text).causes.iter().map(|c| c.id).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn an_unlisted_code_of_a_table_is_still_named() {
        let found = explain("TLS alert 120");
        assert_eq!(found.codes[0].row.name, "no_application_protocol");
    }

    #[test]
    fn what_has_nothing_to_do_with_it_is_not_known() {
        for text in [
            "",
            "   ",
            "hello world",
            "my printer is out of paper",
            "how do I cook rice on a sunday",
            "how do I bake bread in a cold oven",
            "the train to the city leaves at nine in the morning",
            "\u{1b}[2J",
        ] {
            assert!(!explain(text).is_known(), "{text}: {:?}", explain(text));
        }
    }

    #[test]
    fn an_enormous_text_is_answered() {
        explain(&"authentication ".repeat(1_000_000));
    }

    #[test]
    fn every_sentence_of_a_built_cause_leads_to_it_or_to_one_that_shares_it() {
        let mut missed = Vec::new();
        for cause in causes::ALL {
            // Names of codes are the tables' business.
            let sentence = |seen: &&crate::cause::SeenAs| {
                words(seen.message).len() > 4 && !seen.message.contains("ERRCONNECT")
            };
            for seen in cause.seen_as.iter().filter(sentence) {
                let shares = |found: &&Cause| {
                    found.id == cause.id || found.seen_as.iter().any(|other| other.message == seen.message)
                };
                if !explain(seen.message).causes.iter().any(shares) {
                    missed.push(format!("{}: {}", cause.id, seen.message));
                }
            }
        }
        assert!(missed.is_empty(), "{}", missed.join("\n"));
    }
}
