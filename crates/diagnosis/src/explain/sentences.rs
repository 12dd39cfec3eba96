//! Sentences of screens in a text: misspelt, partial, reordered, embedded.

use std::collections::HashMap;
use std::sync::LazyLock;

use likeness::has_no_spaces;
use reading::Namespace;

use super::said::{english, languages};
use super::screens::Means;
use super::weigh::Weighed;
use super::words::{MOST_WORDS, Word, count, each_word, is_code, is_empty, nearly, words};
use super::{CodeMeaning, SCREENS};
use crate::cause::Cause;
use crate::causes;
use crate::codes::TABLES;

/// Below this share of matched weight a sentence is not known.
const ENOUGH: f64 = 0.62;
/// A few rare words must match, whatever the share …
const LEAST_WEIGHT: f64 = 9.0;
/// … unless all that was asked matches: "wrong password", "internal error".
const LEAST_WEIGHT_OF_ALL: f64 = 4.0;
/// How far behind the best a sentence may be.
const NEAR_THE_BEST: f64 = 0.35;
/// How far behind a cause's own sentence one with a list may be to count as the same.
const LISTED: f64 = 0.1;
/// A word that no sentence has still says that the text is about something else.
const UNKNOWN_WORD: f64 = 3.0;
/// So much of what was asked is all of it.
const NEARLY_ALL: f64 = 0.8;
/// Of these alone nothing can be told: "it does not work".
const TELL_NOTHING_ALONE: [&str; 6] = ["not", "work", "works", "working", "doesnt", "anymore"];
/// What words in the same order are worth.
const IN_ORDER: f64 = 0.2;
/// What such a word weighs at most.
const EMPTY: f64 = 1.0;
/// Tables whose meanings are near to what a screen says.
const ON_SCREENS: [Namespace; 4] = [
    Namespace::MstscDisconnect,
    Namespace::MstscExtended,
    Namespace::GatewayProxy,
    Namespace::GuacamoleStatus,
];

/// What a sentence stands for.
#[derive(Debug, Clone, Copy)]
enum Target {
    /// One of the causes that have it on their screens.
    Cause(&'static Cause),
    /// All that a sentence of Windows can mean, likeliest first.
    Several(&'static english::Sentence),
    Row(CodeMeaning),
}

/// One sentence of a screen, in words.
#[derive(Debug)]
struct Sentence {
    target: Target,
    text: &'static str,
    words: Vec<usize>,
    weight: f64,
    /// It is in a script without spaces.
    of_pairs: bool,
}

/// All sentences, with what their words weigh.
#[derive(Debug)]
struct Index {
    sentences: Vec<Sentence>,
    words: HashMap<String, usize>,
    /// How much a word tells: the fewer sentences have it, the more.
    weights: Vec<f64>,
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::build);

/// Every word that a sentence has, and what it weighs: the fewer sentences have it, the more.
pub(super) fn vocabulary() -> impl Iterator<Item = (&'static str, f64)> {
    INDEX.words.iter().map(|(word, &id)| (word.as_str(), INDEX.weights[id]))
}

/// Whether a sentence has this word.
pub(super) fn has(word: &str) -> bool {
    INDEX.words.contains_key(word)
}

/// Weighs the causes whose sentences a text resembles. Rows of tables that say it best are given back, where no
/// screen says it as well.
///
/// Where the text names a code, that says more than half a sentence.
pub(super) fn weigh(text: &str, coded: bool, weighed: &mut Weighed) -> Found {
    let asked = Asked::read(text);
    let tells = |word: &String| !is_empty(word) && !TELL_NOTHING_ALONE.contains(&word.as_str());
    // One word is a sentence where a list has it.
    let bare =
        text.trim_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '“' | '”'));
    if asked.tells.len() == 1
        && let mut all = english::SENTENCES.iter().chain(languages::SENTENCES)
        && let Some(sentence) = all.find(|sentence| sentence.words.eq_ignore_ascii_case(bare))
    {
        let causes = sentence.causes;
        weighed.evidence(causes, weight(causes.len()), &format!("“{}”", sentence.words));
        return Found { is_all: true, ..Found::default() };
    }
    if asked.tells.len() < 2 || !words(text).iter().any(tells) {
        return Found::default();
    }
    let mut best: Vec<(Score, Target)> = Vec::new();
    for sentence in &INDEX.sentences {
        let Some(score) = asked.score(sentence) else { continue };
        match best.iter_mut().find(|(_, target)| target.same(&sentence.target)) {
            Some((known, _)) if known.score >= score.score => known.word_for_word |= score.word_for_word,
            Some((known, _)) => *known = score,
            None => best.push((score, sentence.target)),
        }
    }
    let top = best.iter().map(|(fit, _)| fit.score).fold(0.0, f64::max);
    best.retain(|(fit, _)| fit.score > top - NEAR_THE_BEST);
    // As many as say it about as well share what it weighs.
    let as_good: Vec<&Cause> = {
        let mut all: Vec<&Cause> = Vec::new();
        for (_, target) in best.iter().filter(|(fit, _)| fit.score > top - 0.1) {
            all.extend(
                target
                    .causes()
                    .into_iter()
                    .filter(|cause| !all.iter().any(|known| known.id == cause.id))
                    .collect::<Vec<_>>(),
            );
        }
        all
    };
    let mut found = Found {
        fits: best.iter().any(|(fit, _)| fit.covers),
        is_all: best.iter().any(|(fit, _)| fit.word_for_word || fit.of_asked > NEARLY_ALL),
        ..Found::default()
    };
    let only_rows = best.iter().all(|(_, target)| matches!(target, Target::Row(_)));
    // Where a list says what a sentence can mean, its order counts, and none of its causes speaks for itself.
    let lists: Vec<(f64, &[&str])> = best
        .iter()
        .filter_map(|(fit, target)| match target {
            Target::Several(sentence) => Some((fit.score, sentence.causes)),
            _ => None,
        })
        .collect();
    let is_listed = |cause: &Cause, score: f64| {
        lists.iter().any(|(of_list, causes)| *of_list > score - LISTED && causes.contains(&cause.id))
    };
    for (fit, target) in best {
        if matches!(target, Target::Cause(cause) if is_listed(cause, fit.score)) {
            continue;
        }
        // A sentence that fits word for word says as much as a code.
        let full = match (fit.word_for_word, coded) {
            (true, _) => 1.15,
            (false, false) => 1.0,
            (false, true) => 0.75,
        };
        let share = fit.score / 1.7 * full;
        match target {
            Target::Cause(cause) => {
                let alone = as_good.len() == 1;
                weighed.add(cause, weight(as_good.len()) * share, alone, &format!("“{}”", fit.text));
            }
            Target::Several(sentence) => {
                let weight = weight(sentence.causes.len()) * share;
                weighed.evidence(sentence.causes, weight, &format!("“{}”", sentence.words));
            }
            Target::Row(meaning) => {
                if only_rows {
                    found.rows.push(meaning);
                }
                // A row is a paraphrase: a step behind a sentence of the cause itself.
                weighed.evidence(
                    meaning.row.causes,
                    weight(meaning.row.causes.len()) * share * 0.85,
                    meaning.row.name,
                );
            }
        }
    }
    found
}

/// What sentences were found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Rows of tables that say it best.
    pub(super) rows: Vec<CodeMeaning>,
    /// Most of a screen's sentence stands in the text.
    pub(super) fits: bool,
    /// The text is a screen's sentence, or a part of one, and nothing else.
    pub(super) is_all: bool,
}

/// What a sentence weighs that fits in full and that so many causes share.
fn weight(causes: usize) -> f64 {
    match causes {
        0 | 1 => 5.4,
        2 | 3 => 4.6,
        4..=6 => 3.6,
        _ => 2.6,
    }
}

impl Target {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Cause(a), Self::Cause(b)) => a.id == b.id,
            (Self::Several(a), Self::Several(b)) => std::ptr::eq(*a, *b),
            (Self::Row(a), Self::Row(b)) => std::ptr::eq(a.row, b.row),
            _ => false,
        }
    }

    fn causes(&self) -> Vec<&'static Cause> {
        match self {
            Self::Cause(cause) => vec![cause],
            Self::Several(sentence) => sentence.causes.iter().filter_map(|id| causes::find(id)).collect(),
            Self::Row(meaning) => meaning.row.causes.iter().filter_map(|id| causes::find(id)).collect(),
        }
    }
}

impl Index {
    fn build() -> Self {
        let mut texts: Vec<(Target, &'static str)> = Vec::new();
        let mut same: HashMap<&str, Vec<&'static Cause>> = HashMap::new();
        for cause in causes::ALL.iter().copied() {
            let messages = cause.seen_as.iter().map(|seen| seen.message).chain([cause.title]);
            texts.extend(messages.map(|text| (Target::Cause(cause), text)));
        }
        for screen in SCREENS {
            // Many languages have the same sentence: its causes are looked for once.
            let causes = match screen.means {
                Means::Same(english) => same.entry(english).or_insert_with(|| screen.causes()).clone(),
                Means::Cause(_) => screen.causes(),
            };
            texts.extend(causes.into_iter().map(|cause| (Target::Cause(cause), screen.message)));
        }
        let several = english::SENTENCES.iter().chain(languages::SENTENCES);
        texts.extend(several.map(|sentence| (Target::Several(sentence), sentence.words)));
        for table in TABLES.iter().filter(|table| ON_SCREENS.contains(&table.home)) {
            // A short paraphrase fits too much.
            let rows = table.rows.iter().filter(|row| count(row.meaning) > 4);
            texts.extend(rows.map(|row| (Target::Row(CodeMeaning { table, row }), row.meaning)));
        }
        let mut index = Self { sentences: Vec::new(), words: HashMap::new(), weights: Vec::new() };
        let mut known: Vec<Word> = Vec::new();
        for (target, text) in texts {
            let mut ids: Vec<usize> = Vec::new();
            let mut tells = false;
            each_word(text, |word| {
                let id = index.words.get(word).copied().unwrap_or_else(|| {
                    index.words.insert(word.to_owned(), known.len());
                    known.push(Word::new(word));
                    known.len() - 1
                });
                // Codes are looked up; they are no words.
                if !known[id].is_code {
                    tells |= known[id].tells;
                    ids.push(id);
                }
            });
            // "Error code: 0x904" is a code, and no sentence.
            if ids.len() < 2 || !tells {
                continue;
            }
            let number = index.sentences.len() + 1;
            for &id in &ids {
                known[id].count_in(number);
            }
            let of_pairs = text.chars().filter(|&c| has_no_spaces(c)).count() * 2 > text.chars().count();
            index.sentences.push(Sentence { target, text, words: ids, weight: 0.0, of_pairs });
        }
        let all = f64::from(u32::try_from(index.sentences.len()).unwrap_or(u32::MAX));
        let weight = |word: &Word| {
            let rare = (1.0 + all / f64::from(word.sentences.max(1))).ln();
            // Rare as they may be here, these words tell nothing.
            if word.is_empty { rare.min(EMPTY) } else { rare }
        };
        index.weights = known.iter().map(weight).collect();
        for sentence in &mut index.sentences {
            sentence.weight = sentence.words.iter().map(|&word| index.weights[word]).sum();
        }
        index
    }
}

/// A text, its words found in the index.
#[derive(Debug)]
struct Asked {
    /// For each of its words whether it tells something.
    tells: Vec<bool>,
    /// For each word of the index, where it was asked for and how well it fits there.
    places: Vec<Vec<(usize, f64)>>,
    /// What all its telling words weigh.
    weight: f64,
}

/// How well a sentence fits.
struct Score {
    /// The sentence.
    text: &'static str,
    /// From 0 to about 1.7.
    score: f64,
    /// Nothing is missing, and nothing is left over.
    word_for_word: bool,
    /// What share of what was asked it is.
    of_asked: f64,
    /// Most of the sentence is there, and it is long enough to be one.
    covers: bool,
}

impl Asked {
    fn read(text: &str) -> Self {
        let mut asked = Self { tells: Vec::new(), places: vec![Vec::new(); INDEX.words.len()], weight: 0.0 };
        let words = words(text).into_iter().filter(|word| !is_code(word));
        for (at, word) in words.take(MOST_WORDS).enumerate() {
            let mut weight: f64 = 0.0;
            let mut can_be = |id: usize, fit| {
                asked.places[id].push((at, fit));
                weight = weight.max(INDEX.weights[id]);
            };
            if let Some(&id) = INDEX.words.get(&word) {
                can_be(id, 1.0);
            } else {
                let near = INDEX.words.iter().filter(|(known, _)| nearly(known, &word));
                near.for_each(|(_, &id)| can_be(id, 0.9));
            }
            // "Exit code 131" is a code, and no sentence.
            let of_codes = ["code", "exit", "xfreerdp", "extended"].contains(&word.as_str());
            let tells = !of_codes && !is_empty(&word);
            if tells {
                asked.weight += if weight > 0.0 { weight } else { UNKNOWN_WORD };
            }
            asked.tells.push(tells);
        }
        asked
    }

    /// Nothing where the sentence does not fit.
    fn score(&self, sentence: &Sentence) -> Option<Score> {
        let mut used = vec![false; self.tells.len()];
        let (mut shared, mut of_telling, mut in_a_row) = (0.0, 0.0, 0.0);
        let mut last = None;
        for &word in &sentence.words {
            let free = self.places[word].iter().filter(|(at, _)| !used[*at]);
            // Where the word goes on from the last one, that place.
            let next = |at: &usize| last.is_some_and(|last| at.checked_sub(1) == Some(last));
            let Some(&(at, fit)) = free.clone().find(|(at, _)| next(at)).or_else(|| free.clone().next())
            else {
                last = None;
                continue;
            };
            used[at] = true;
            in_a_row += if next(&at) { 1.0 } else { 0.0 };
            last = Some(at);
            let weight = INDEX.weights[word] * fit;
            shared += weight;
            of_telling += if self.tells[at] { weight } else { 0.0 };
        }
        // Half a sentence is covered by what was asked; a long complaint covers the sentence.
        let of_asked = of_telling / self.weight.max(f64::EPSILON);
        let of_sentence = shared / sentence.weight.max(f64::EPSILON);
        let telling = self.tells.iter().filter(|tells| **tells).count();
        let all_of_it = of_asked > 0.85 && of_telling >= LEAST_WEIGHT_OF_ALL && telling > 1;
        if shared < LEAST_WEIGHT.min(sentence.weight * 0.95) && !all_of_it {
            return None;
        }
        // Pairs of characters fit by chance: of such a sentence, a third has to be there.
        if sentence.of_pairs && of_sentence < 0.35 {
            return None;
        }
        let (more, less) = (of_asked.max(of_sentence), of_asked.min(of_sentence));
        let most = self.tells.len().min(sentence.words.len()).saturating_sub(1).max(1);
        let in_order = in_a_row / f64::from(u32::try_from(most).unwrap_or(u32::MAX));
        let score = more + 0.5 * less + IN_ORDER * in_order;
        let covers = of_sentence > 0.87 && sentence.words.len() >= 5;
        (more >= ENOUGH).then_some(Score {
            text: sentence.text,
            score,
            of_asked,
            word_for_word: less > 0.97,
            covers,
        })
    }
}
