//! Texts with known causes in, likeness of another text to each cause out.
//!
//! Multinomial logistic regression over words weighted by TF-IDF: each example is a vector of its words, each cause a
//! vector of weights, and how much a text is like a cause is its share among all (softmax). It starts from the causes'
//! centroids (Rocchio) and goes over the examples some times, each time in another order that is always the same. It is
//! slow to learn and quick to ask: what was learned is plain text, sorted by word, in which a word is found by halving,
//! so a program carries it as it is and reads none of it beforehand.
//!
//! It never settles anything: likeness is a guess, and whoever asks has to say so. Nor does it know Remote Desktop,
//! files or the network.

mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

pub use words::{has_no_spaces, stem, words};

/// A text of which the cause is known.
#[derive(Debug, Clone)]
pub struct Example {
    /// What it is an example of.
    pub cause: String,
    /// The text.
    pub text: String,
    /// How much it counts beside others.
    pub weight: f64,
}

/// What was learned. See [`learn`] for its form.
#[derive(Debug, Clone)]
pub struct Model<'a> {
    causes: Vec<&'a str>,
    lines: &'a str,
}

/// How much a text is like the examples of a cause.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness<'a> {
    /// The cause.
    pub cause: &'a str,
    /// Its share among all causes, from 0 to 1; all together come to 1.
    pub share: f64,
    /// The words of the text that make it so, as they stand there, the most telling first.
    pub because: Vec<String>,
}

/// So many words are given as the reason.
const REASONS: usize = 4;
/// So much of a text is looked at, in bytes: its end.
const MOST: usize = 64 << 10;
/// So many times all examples are gone over …
const ROUNDS: u32 = 20;
/// … by steps of this length at first …
const STEP: f64 = 2.0;
/// … which grow shorter by so much with each round.
const SHORTER: f64 = 0.2;
/// A smaller weight is left out.
const LEAST: f64 = 0.3;

/// Learns from examples.
///
/// The first line of what comes back has all causes, with tabs between them; each line after it a word, what it
/// weighs, and pairs of a cause's place in the first line and what the word says for that cause or, below zero, against
/// it. The lines are sorted by word.
pub fn learn(examples: &[Example]) -> String {
    for Example { cause, .. } in examples {
        assert!(!cause.is_empty() && !cause.contains(['\t', '\n']), "{cause:?} is no name of a cause");
    }
    let texts: Vec<BTreeMap<String, f64>> = examples.iter().map(|example| counted(&example.text)).collect();
    let mut found_in: BTreeMap<&str, f64> = BTreeMap::new();
    for word in texts.iter().flat_map(BTreeMap::keys) {
        *found_in.entry(word).or_default() += 1.0;
    }
    let all = number(examples.len());
    let words: Vec<(&str, f64)> =
        found_in.into_iter().map(|(word, count)| (word, ((all + 1.0) / (count + 0.5)).ln())).collect();
    let places: BTreeMap<&str, usize> = words.iter().enumerate().map(|(at, (word, _))| (*word, at)).collect();
    let causes: Vec<&str> =
        examples.iter().map(|example| example.cause.as_str()).collect::<BTreeSet<_>>().into_iter().collect();
    let examples: Vec<Vector> = examples
        .iter()
        .zip(&texts)
        .map(|(example, text)| {
            let mut parts: Vec<(usize, f64)> = text
                .iter()
                .map(|(word, count)| (places[word.as_str()], count))
                .map(|(at, count)| (at, count * words[at].1))
                .collect();
            let length = length(parts.iter().map(|(_, part)| *part));
            for (_, part) in &mut parts {
                *part /= length;
            }
            let cause = causes.binary_search(&example.cause.as_str()).expect("all causes are in the list");
            Vector { cause, parts, weight: example.weight }
        })
        .collect();
    let weights = weights(&examples, causes.len(), words.len());
    let mut learned = causes.join("\t");
    learned.push('\n');
    for (at, (word, weight)) in words.iter().enumerate() {
        let mut line = String::new();
        for (place, of_cause) in
            weights.iter().enumerate().filter(|(_, of_cause)| of_cause[at].abs() >= LEAST)
        {
            write!(line, "\t{place} {:.1}", of_cause[at]).expect("a string takes all");
        }
        if !line.is_empty() {
            writeln!(learned, "{word}\t{weight:.2}{line}").expect("a string takes all");
        }
    }
    learned
}

/// An example as a vector of length 1.
struct Vector {
    cause: usize,
    /// The place of each word, and its part.
    parts: Vec<(usize, f64)>,
    weight: f64,
}

/// What each word says for each cause, by cause and word.
fn weights(examples: &[Vector], causes: usize, words: usize) -> Vec<Vec<f64>> {
    let mut weights = vec![vec![0.0; words]; causes];
    for example in examples {
        for (at, part) in &example.parts {
            weights[example.cause][*at] += example.weight * part;
        }
    }
    for of_cause in &mut weights {
        let length = length(of_cause.iter().copied());
        for weight in of_cause {
            *weight /= length;
        }
    }
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut shares = vec![0.0; causes];
    let mut seed: u64 = 1;
    for round in 0..ROUNDS {
        shuffle(&mut order, &mut seed);
        let step = STEP / (1.0 + SHORTER * f64::from(round));
        for example in order.iter().map(|place| &examples[*place]) {
            for (share, of_cause) in shares.iter_mut().zip(&weights) {
                *share = example.parts.iter().map(|(at, part)| of_cause[*at] * part).sum();
            }
            softmax(&mut shares);
            for (place, (share, of_cause)) in shares.iter().zip(&mut weights).enumerate() {
                let wanted = if place == example.cause { 1.0 } else { 0.0 };
                let off = example.weight * (share - wanted);
                // What is nearly right already is left as it is.
                if off.abs() > 1e-4 {
                    for (at, part) in &example.parts {
                        of_cause[*at] -= step * off * part;
                    }
                }
            }
        }
    }
    weights
}

/// Another order, always the same for the same seed (Fisher and Yates, by a linear congruence).
fn shuffle(order: &mut [usize], seed: &mut u64) {
    for at in (1..order.len()).rev() {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let other = usize::try_from(*seed >> 33).unwrap_or_default() % (at + 1);
        order.swap(at, other);
    }
}

/// Makes shares of sums: all together come to 1.
fn softmax(sums: &mut [f64]) {
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    let mut all = 0.0;
    for sum in &mut *sums {
        *sum = (*sum - most).exp();
        all += *sum;
    }
    for sum in sums {
        *sum /= all;
    }
}

/// The words of a text with what their number counts: the second time less than the first.
fn counted(text: &str) -> BTreeMap<String, f64> {
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    for (word, _) in words(text) {
        *counts.entry(word).or_default() += 1.0;
    }
    for count in counts.values_mut() {
        *count = 1.0 + count.ln();
    }
    counts
}

fn length(parts: impl Iterator<Item = f64>) -> f64 {
    parts.map(|part| part * part).sum::<f64>().sqrt().max(f64::EPSILON)
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

impl<'a> Model<'a> {
    /// What [`learn`] gave.
    pub fn new(learned: &'a str) -> Self {
        let (causes, lines) = learned.split_once('\n').unwrap_or((learned, ""));
        Self { causes: causes.split('\t').collect(), lines }
    }

    /// The causes that a text is like, the likest first; nothing where it has no word of any example.
    pub fn ask(&self, text: &str) -> Vec<Likeness<'a>> {
        let mut said: BTreeMap<String, (f64, String)> = BTreeMap::new();
        let mut from = text.len().saturating_sub(MOST);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        for (stem, word) in words(&text[from..]) {
            said.entry(stem).or_insert((0.0, word)).0 += 1.0;
        }
        let mut all = 0.0;
        let mut parts: Vec<Vec<(f64, &str)>> = vec![Vec::new(); self.causes.len()];
        for (stem, (count, word)) in &said {
            let Some((weight, says)) = self.find(stem) else { continue };
            let weight = weight * (1.0 + count.ln());
            all += weight * weight;
            for (place, says) in says {
                if let Some(of_cause) = parts.get_mut(place) {
                    of_cause.push((weight * says, word));
                }
            }
        }
        if all == 0.0 {
            return Vec::new();
        }
        let all = all.sqrt();
        let mut shares: Vec<f64> =
            parts.iter().map(|words| words.iter().map(|(part, _)| part).sum::<f64>() / all).collect();
        softmax(&mut shares);
        let mut likest: Vec<Likeness<'a>> = self
            .causes
            .iter()
            .zip(parts.into_iter().zip(shares))
            .map(|(cause, (mut words, share))| {
                words.retain(|(part, _)| *part > 0.0);
                words.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
                let because = words.iter().take(REASONS).map(|(_, word)| (*word).to_owned()).collect();
                Likeness { cause, share, because }
            })
            .collect();
        likest.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.cause.cmp(b.cause)));
        likest
    }

    /// What a word weighs, and what it says for each cause.
    fn find(&self, wanted: &str) -> Option<(f64, impl Iterator<Item = (usize, f64)> + use<'a>)> {
        let lines: &'a str = self.lines;
        let (mut from, mut to) = (0, lines.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            let begin = lines.as_bytes()[from..middle].iter().rposition(|&byte| byte == b'\n');
            let begin = begin.map_or(from, |at| from + at + 1);
            let end = lines.as_bytes()[begin..].iter().position(|&byte| byte == b'\n');
            let end = end.map_or(lines.len(), |at| begin + at);
            let (word, rest) = lines[begin..end].split_once('\t')?;
            match word.cmp(wanted) {
                std::cmp::Ordering::Equal => {
                    let mut parts = rest.split('\t');
                    let weight = parts.next()?.parse().ok()?;
                    let share = |part: &str| {
                        let (place, share) = part.split_once(' ')?;
                        Some((place.parse().ok()?, share.parse().ok()?))
                    };
                    return Some((weight, parts.filter_map(share)));
                }
                std::cmp::Ordering::Less => from = (end + 1).min(to),
                std::cmp::Ordering::Greater => to = begin,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(cause: &str, text: &str) -> Example {
        Example { cause: cause.to_owned(), text: text.to_owned(), weight: 1.0 }
    }

    fn learned() -> String {
        learn(&[
            example("asleep", "my pc goes to sleep and nobody can connect"),
            example("asleep", "works after somebody wakes the pc, it sleeps"),
            example("locked", "the account is locked after wrong passwords"),
            example("locked", "account locked out, cannot connect"),
            example("schlaf", "der Rechner schläft"),
        ])
    }

    #[test]
    fn a_text_is_like_the_examples_it_shares_words_with() {
        let learned = learned();
        let likest = Model::new(&learned).ask("I can not connect, I think the PC is sleeping again");
        assert_eq!(likest[0].cause, "asleep");
        assert!(likest[0].because.contains(&"sleeping".to_owned()), "{likest:?}");
        assert!(likest[0].share > likest[1].share && likest[0].share < 1.0);
    }

    #[test]
    fn every_word_is_found_and_no_other() {
        let learned = learned();
        let model = Model::new(&learned);
        assert!(learned.lines().count() > 15, "{learned}");
        for line in learned.lines().skip(1) {
            let word = line.split('\t').next().expect("a line has a word");
            assert!(model.find(word).is_some(), "{word}");
            assert!(model.find(&format!("{word}x")).is_none());
        }
        assert!(model.find("").is_none() && model.find("zzz").is_none() && model.find("äöü").is_none());
    }

    #[test]
    fn a_text_that_shares_nothing_is_like_nothing() {
        let learned = learned();
        assert_eq!(Model::new(&learned).ask("recipe: three eggs, 200 g flour"), []);
        assert_eq!(Model::new("").ask("anything"), []);
    }

    #[test]
    fn of_a_long_text_the_end_is_asked() {
        let learned = learned();
        let text = format!("{}{}locked account", "sleep ".repeat(1_000_000), "ü ".repeat(40_000));
        assert_eq!(Model::new(&learned).ask(&text)[0].cause, "locked");
    }
}
