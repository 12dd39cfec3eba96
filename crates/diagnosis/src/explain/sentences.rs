//! Sentences of screens in a text: misspelt, partial, reordered, embedded.

use std::collections::HashMap;

use crate::cause::Cause;
use crate::causes;

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

/// One sentence of a screen, in words.
struct Sentence {
    cause: &'static Cause,
    words: Vec<String>,
    weight: f64,
}

/// The causes whose sentences a text resembles, likeliest first.
pub(super) fn by_sentence(text: &str) -> Vec<&'static Cause> {
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
pub(super) fn words(text: &str) -> Vec<String> {
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
