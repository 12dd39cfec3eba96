//! Texts with known causes in, likeness of another text to each cause out.
//!
//! A nearest-centroid classifier (Rocchio) over words weighted by TF-IDF: each example is a vector of its words,
//! each cause the direction in which its examples point, and a text is like a cause by the cosine between the two.
//! It is slow to learn and quick to ask: what was learned is plain text, sorted by word, in which a word is found by
//! halving, so a program carries it as it is and reads none of it beforehand.
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
    /// The cosine: 0 where no word is shared, 1 where all are, in the same proportion.
    pub cosine: f64,
    /// The words of the text that make it so, as they stand there, the most telling first.
    pub because: Vec<String>,
}

/// So many words are given as the reason.
const REASONS: usize = 4;
/// So much of a text is looked at, in bytes: its end.
const MOST: usize = 64 << 10;

/// Learns from examples.
///
/// The first line of what comes back has all causes, with tabs between them; each line after it a word, what it
/// weighs, and pairs of a cause's place in the first line and the word's share in that cause's direction. The lines
/// are sorted by word.
pub fn learn(examples: &[Example]) -> String {
    let texts: Vec<BTreeMap<String, f64>> = examples.iter().map(|example| counted(&example.text)).collect();
    let mut found_in: BTreeMap<&str, f64> = BTreeMap::new();
    for word in texts.iter().flat_map(BTreeMap::keys) {
        *found_in.entry(word).or_default() += 1.0;
    }
    let all = number(examples.len());
    let weights: BTreeMap<&str, f64> =
        found_in.iter().map(|(word, count)| (*word, ((all + 1.0) / (count + 0.5)).ln())).collect();
    let causes: BTreeSet<&str> = examples.iter().map(|example| example.cause.as_str()).collect();
    let places: BTreeMap<&str, usize> =
        causes.iter().enumerate().map(|(place, cause)| (*cause, place)).collect();
    let mut directions: Vec<BTreeMap<&str, f64>> = vec![BTreeMap::new(); causes.len()];
    for (example, words) in examples.iter().zip(&texts) {
        let weighted: Vec<(&str, f64)> =
            words.iter().map(|(word, count)| (word.as_str(), count * weights[word.as_str()])).collect();
        let length = length(weighted.iter().map(|(_, weight)| *weight));
        let direction = &mut directions[places[example.cause.as_str()]];
        for (word, weight) in weighted {
            *direction.entry(word).or_default() += example.weight * weight / length;
        }
    }
    let mut lines: BTreeMap<&str, String> = BTreeMap::new();
    for (place, direction) in directions.iter().enumerate() {
        let length = length(direction.values().copied());
        for (word, share) in direction {
            let share = share / length;
            if share >= 0.0005 {
                write!(lines.entry(word).or_default(), "\t{place} {share:.3}").expect("a string takes all");
            }
        }
    }
    let mut learned: String = causes.into_iter().collect::<Vec<_>>().join("\t");
    learned.push('\n');
    for (word, shares) in lines {
        writeln!(learned, "{word}\t{:.2}{shares}", weights[word]).expect("a string takes all");
    }
    learned
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
        Self { causes: causes.split('\t').filter(|cause| !cause.is_empty()).collect(), lines }
    }

    /// The causes that a text is like, the likest first.
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
        let mut likeness: Vec<Vec<(f64, &str)>> = vec![Vec::new(); self.causes.len()];
        for (stem, (count, word)) in &said {
            let Some((weight, shares)) = self.find(stem) else { continue };
            let weight = weight * (1.0 + count.ln());
            all += weight * weight;
            for (place, share) in shares {
                if let Some(of_cause) = likeness.get_mut(place) {
                    of_cause.push((weight * share, word));
                }
            }
        }
        let all = all.sqrt().max(f64::EPSILON);
        let mut likest: Vec<Likeness<'a>> = self
            .causes
            .iter()
            .zip(likeness)
            .filter(|(_, words)| !words.is_empty())
            .map(|(cause, mut words)| {
                words.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
                let cosine = words.iter().map(|(part, _)| part).sum::<f64>() / all;
                let because = words.iter().take(REASONS).map(|(_, word)| (*word).to_owned()).collect();
                Likeness { cause, cosine, because }
            })
            .collect();
        likest.sort_by(|a, b| b.cosine.total_cmp(&a.cosine).then(a.cause.cmp(b.cause)));
        likest
    }

    /// What a word weighs, and its share in each cause's direction.
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
        assert!(likest[0].cosine > likest[1].cosine && likest[0].cosine < 1.0);
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
