//! The measured test: every message and every code of the tables, as it stands and spoilt.
//!
//! `cargo test -p readmit-diagnosis measured -- --nocapture` prints the rates.

use std::collections::BTreeMap;

use super::*;
use crate::codes::{NO_CODE, Radix, TABLES};

/// One text and the causes it can mean.
struct Asked {
    text: String,
    /// Likeliest first; where there are several, the tables say it is ambiguous.
    means: Vec<&'static str>,
    /// The row it is, where it is a code.
    row: Option<&'static Row>,
}

/// Every message of a screen, with all causes that show it.
fn messages() -> Vec<Asked> {
    let mut by_text: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    let mut add = |message: &str, cause: &'static str| {
        // What is but a code is measured with the codes.
        if message.to_lowercase().starts_with("error code") {
            return;
        }
        let means = by_text.entry(message.trim_end_matches(['.', '…', ' ']).to_owned()).or_default();
        if !means.contains(&cause) {
            means.push(cause);
        }
    };
    for cause in causes::ALL {
        cause.seen_as.iter().for_each(|seen| add(seen.message, cause.id));
    }
    for sentence in said::english::SENTENCES.iter().chain(said::languages::SENTENCES) {
        sentence.causes.iter().for_each(|cause| add(sentence.words, cause));
    }
    for screen in SCREENS {
        screen.causes().iter().for_each(|cause| add(screen.message, cause.id));
    }
    // What stands in another sentence can mean all that the other can, too.
    let in_words: Vec<(Vec<String>, Vec<&'static str>)> =
        by_text.iter().map(|(text, means)| (words::words(text), means.clone())).collect();
    let asked = |(text, means): (String, Vec<&'static str>)| {
        let words = words::words(&text);
        let holds = |other: &&(Vec<String>, Vec<&'static str>)| {
            other.0.windows(words.len()).any(|part| part == words)
                || words.windows(other.0.len().max(2)).any(|part| part == other.0)
        };
        let more = in_words.iter().filter(holds).flat_map(|(_, means)| means.clone());
        Asked { text, means: means.into_iter().chain(more).collect(), row: None }
    };
    by_text.into_iter().map(asked).filter(|asked| asked.text.contains(' ')).collect()
}

/// Every code as it is usually written, and every name.
fn codes() -> Vec<Asked> {
    let mut asked = Vec::new();
    for table in TABLES {
        for row in table.rows {
            // Zero is never evidence.
            if row.code != NO_CODE && row.code != 0 {
                let number = match table.radix {
                    Radix::Decimal => row.code.to_string(),
                    Radix::Hexadecimal => format!("0x{:X}", row.code),
                };
                let label = reading::LABELS.iter().find(|(_, home)| *home == table.home);
                let label = label.map_or("", |(label, _)| *label);
                let text = if table.plain_numbers { format!("{label} {number}") } else { number };
                asked.push(Asked { text, means: row.causes.to_vec(), row: Some(row) });
            }
            let is_name = !row.name.is_empty() && !row.name.contains(' ');
            if is_name {
                asked.push(Asked { text: row.name.to_owned(), means: row.causes.to_vec(), row: Some(row) });
            }
        }
    }
    asked
}

/// The halves of long messages. A half that several messages have in common can mean all of them.
fn halves(messages: &[Asked], second: bool) -> Vec<Asked> {
    let long = messages.iter().filter(|asked| words::words(&asked.text).len() >= 8);
    let halved = long.map(|asked| {
        let text = half(&asked.text, second);
        let words = words::words(&text);
        let has = |other: &&Asked| words::words(&other.text).windows(words.len()).any(|part| part == words);
        let means = messages.iter().filter(has).flat_map(|other| other.means.clone()).collect();
        Asked { text, means, row: None }
    });
    // A few words such as "There are no available" are no half of a sentence.
    halved.filter(|asked| words::words(&asked.text).len() > 4).collect()
}

fn found(asked: &Asked, text: &str) -> bool {
    let found = explain(text);
    if asked.row.is_some_and(|row| !found.codes.iter().any(|code| std::ptr::eq(code.row, row))) {
        return false;
    }
    // Names and numbers that stand in several tables are as ambiguous as those that have
    // several causes.
    let elsewhere = found.codes.iter().filter(|code| !code.row.causes.is_empty()).count() > 1;
    match asked.means.as_slice() {
        // The row alone was asked for.
        [] => true,
        [only, rest @ ..] if !elsewhere && rest.iter().all(|other| other == only) => {
            found.causes.first().is_some_and(|cause| cause.id == *only)
        }
        means => found.causes.iter().take(3).any(|cause| means.contains(&cause.id)),
    }
}

fn in_other_case(text: &str) -> String {
    let flip =
        |c: char| if c.is_lowercase() { c.to_uppercase().to_string() } else { c.to_lowercase().to_string() };
    text.chars().map(flip).collect()
}

/// Of every three longer words one with two letters swapped, and one with a letter left out.
fn with_typing_errors(text: &str) -> String {
    let mut nth = 0;
    let spoil = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        let is_word = letters.len() > 4 && letters.iter().all(|c| c.is_alphabetic());
        nth += usize::from(is_word);
        if is_word && nth % 3 == 1 {
            letters.swap(2, 3);
        } else if is_word && nth % 3 == 2 {
            letters.remove(3);
        }
        letters.into_iter().collect::<String>()
    };
    text.split(' ').map(spoil).collect::<Vec<_>>().join(" ")
}

/// A name of a code with two letters swapped.
fn with_a_typing_error(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let middle = letters.len() / 2;
    let at = (middle..letters.len() - 1).find(|&at| letters[at] != letters[at + 1]).unwrap_or(0);
    letters.swap(at, at + 1);
    letters.into_iter().collect()
}

fn half(text: &str, second: bool) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let (first, rest) = words.split_at(words.len().div_ceil(2));
    if second { rest.join(" ") } else { first.join(" ") }
}

fn in_other_order(text: &str) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    let (left, right) = words.split_at_mut(text.split(' ').count() / 2);
    left.reverse();
    [right.join(" "), left.join(" ")].join(" ")
}

fn embedded(text: &str) -> String {
    format!(
        "Hello, since Monday nobody in our branch can work. When Mrs Miller starts her laptop it says {text} and we \
         already restarted 3 times, what shall we do?"
    )
}

/// The rate, with what was missed.
fn rate(asked: &[Asked], spoil: impl Fn(&str) -> String) -> (f64, Vec<String>) {
    let mut missed = Vec::new();
    for one in asked {
        let text = spoil(&one.text);
        if !found(one, &text) {
            let got: Vec<_> = explain(&text).causes.iter().take(3).map(|cause| cause.id).collect();
            missed.push(format!("{text}\n      means {:?}, got {got:?}", one.means));
        }
    }
    let count = |number: usize| f64::from(u32::try_from(number).expect("there are few"));
    (1.0 - count(missed.len()) / count(asked.len()), missed)
}

/// What was asked, the rate aimed at, the rate with what was missed, and of how many.
type Line = (&'static str, f64, (f64, Vec<String>), usize);

#[test]
fn what_stands_in_the_tables_is_found_however_it_is_spoilt() {
    let messages = messages();
    let (codes, only_rows): (Vec<Asked>, Vec<Asked>) =
        codes().into_iter().partition(|asked| !asked.means.is_empty());
    let (first, second) = (halves(&messages, false), halves(&messages, true));
    let names: Vec<Asked> = codes
        .iter()
        .filter(|asked| asked.text.contains('_') && asked.text.len() >= 12)
        .map(Asked::again)
        .collect();
    let same = |text: &str| text.to_owned();
    let lines: [Line; 12] = [
        ("messages as they are", 0.99, rate(&messages, same), messages.len()),
        ("messages in other case", 0.95, rate(&messages, in_other_case), messages.len()),
        ("messages with typing errors", 0.95, rate(&messages, with_typing_errors), messages.len()),
        ("first half of messages", 0.95, rate(&first, same), first.len()),
        ("second half of messages", 0.95, rate(&second, same), second.len()),
        ("messages in other order", 0.95, rate(&messages, in_other_order), messages.len()),
        ("messages in a complaint", 0.95, rate(&messages, embedded), messages.len()),
        ("codes and names as they are", 0.99, rate(&codes, same), codes.len()),
        ("codes and names in other case", 0.95, rate(&codes, in_other_case), codes.len()),
        ("codes and names in a complaint", 0.95, rate(&codes, embedded), codes.len()),
        ("codes that tell no cause, as they are", 0.99, rate(&only_rows, same), only_rows.len()),
        ("names with a typing error", 0.95, rate(&names, with_a_typing_error), names.len()),
    ];
    let mut low = Vec::new();
    for (what, aim, (rate, missed), count) in lines {
        println!("{:5.1} % of {count} {what}", rate * 100.0);
        for miss in &missed {
            println!("    missed: {miss}");
        }
        if rate < aim {
            low.push(what);
        }
    }
    assert!(low.is_empty(), "too low: {low:?}");
}

/// Sentences that have nothing to do with it.
const UNRELATED: &str = include_str!("data/unrelated.txt");

#[test]
fn what_has_nothing_to_do_with_it_is_not_known() {
    assert!(UNRELATED.lines().count() >= 250);
    let known: Vec<String> = UNRELATED
        .lines()
        .filter(|text| explain(text).is_known())
        .map(|text| {
            format!("{text}: {:?}", explain(text).causes.iter().map(|cause| cause.id).collect::<Vec<_>>())
        })
        .collect();
    assert!(known.is_empty(), "{}", known.join("\n"));
}

impl Asked {
    fn again(&self) -> Self {
        Self { text: self.text.clone(), means: self.means.clone(), row: self.row }
    }
}
