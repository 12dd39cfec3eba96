//! Sentences of screens in a text: misspelt, partial, reordered, embedded.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::complaints::COMPLAINTS;
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
/// A word that no sentence has still says that the text is about something else.
const UNKNOWN_WORD: f64 = 3.0;
/// What words in the same order are worth.
const IN_ORDER: f64 = 0.2;
/// More words than this are not read.
const MOST_WORDS: usize = 300;
/// Words that tell nothing.
const EMPTY_WORDS: &str = " a an and any are as at be been but by can do for from get got has have help how i if im in \
    is it its just me my of on or our please pls pc says so that the then there this to was we what when why will \
    with you your ";
/// A complaint without one of these is about something else.
const FIELD: [&str; 12] = [
    "rdp",
    "remote",
    "desktop",
    "mstsc",
    "rds",
    "session",
    "3389",
    "terminal",
    "vm",
    "xrdp",
    "freerdp",
    "workstation",
];
/// What such a word weighs at most.
const EMPTY: f64 = 1.0;
/// Tables whose meanings are near to what a screen says.
const ON_SCREENS: [&str; 4] =
    ["mstsc_disconnect_reason", "mstsc_extended_reason", "gateway_e_proxy", "guacamole_status"];

/// What the sentences of a text lead to.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Causes with their scores, from 0 to about 2.
    pub(super) causes: Vec<(f64, &'static Cause)>,
    /// A sentence fits word for word.
    pub(super) word_for_word: bool,
    /// Rows of tables that say it best, where no screen of a cause says it as well.
    pub(super) rows: Vec<CodeMeaning>,
}

/// What a sentence stands for.
#[derive(Debug, Clone, Copy)]
enum Target {
    Cause(&'static Cause),
    /// A complaint, and the cause's place among those it can be.
    Complaint(&'static Cause, usize),
    Row(CodeMeaning),
}

/// One sentence of a screen, in words.
#[derive(Debug)]
struct Sentence {
    target: Target,
    words: Vec<usize>,
    weight: f64,
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

/// The causes whose sentences a text resembles.
pub(super) fn find(text: &str) -> Found {
    let asked = Asked::read(text);
    if asked.tells.len() < 2 {
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
    let mut found = Found::default();
    for (fit, target) in best {
        match target {
            Target::Cause(cause) => {
                found.word_for_word |= fit.word_for_word;
                found.add(fit.score, cause);
            }
            Target::Complaint(cause, place) => {
                let behind = f64::from(u8::try_from(place).unwrap_or(u8::MAX)) * 0.1;
                // Words of a screen say more than a person's own.
                found.add(fit.score - 0.1 - behind, cause);
            }
            Target::Row(meaning) => {
                found.rows.push(meaning);
                // A row is a paraphrase: a step behind a sentence of the cause itself.
                for cause in meaning.row.causes.iter().filter_map(|id| causes::find(id)) {
                    found.add(fit.score - 0.1, cause);
                }
            }
        }
    }
    // A row is shown only where it says what no cause's screen says.
    if !found.causes.is_empty() {
        found.rows.clear();
    }
    found
}

impl Found {
    /// The best for each cause.
    fn add(&mut self, score: f64, cause: &'static Cause) {
        match self.causes.iter_mut().find(|(_, known)| known.id == cause.id) {
            Some((known, _)) => *known = known.max(score),
            None => self.causes.push((score, cause)),
        }
    }
}

impl Target {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Cause(a), Self::Cause(b)) | (Self::Complaint(a, _), Self::Complaint(b, _)) => a.id == b.id,
            (Self::Row(a), Self::Row(b)) => std::ptr::eq(a.row, b.row),
            _ => false,
        }
    }
}

impl Index {
    fn build() -> Self {
        let mut texts: Vec<(Target, &'static str)> = Vec::new();
        for cause in causes::ALL.iter().copied() {
            let messages = cause.seen_as.iter().map(|seen| seen.message).chain([cause.title]);
            texts.extend(messages.map(|text| (Target::Cause(cause), text)));
        }
        for screen in SCREENS {
            let causes = screen.causes().into_iter();
            texts.extend(causes.map(|cause| (Target::Cause(cause), screen.message)));
        }
        for complaint in COMPLAINTS {
            let causes = complaint.causes.iter().filter_map(|id| causes::find(id)).enumerate();
            texts.extend(causes.map(|(place, cause)| (Target::Complaint(cause, place), complaint.words)));
        }
        for table in TABLES.iter().filter(|table| ON_SCREENS.contains(&table.name)) {
            // A short paraphrase fits too much.
            let rows = table.rows.iter().filter(|row| words(row.meaning).len() > 4);
            texts.extend(rows.map(|row| (Target::Row(CodeMeaning { table, row }), row.meaning)));
        }
        let mut index = Self { sentences: Vec::new(), words: HashMap::new(), weights: Vec::new() };
        let mut counts: Vec<u32> = Vec::new();
        for (target, text) in texts {
            let mut ids: Vec<usize> = Vec::new();
            for word in words(text) {
                let next = index.words.len();
                ids.push(*index.words.entry(word).or_insert(next));
            }
            if ids.len() < 2 {
                continue;
            }
            counts.resize(index.words.len(), 0);
            let mut once = ids.clone();
            once.sort_unstable();
            once.dedup();
            for id in once {
                counts[id] += 1;
            }
            index.sentences.push(Sentence { target, words: ids, weight: 0.0 });
        }
        let all = f64::from(u32::try_from(index.sentences.len()).unwrap_or(u32::MAX));
        index.weights = counts.iter().map(|count| (1.0 + all / f64::from((*count).max(1))).ln()).collect();
        // Rare as they may be here, these words tell nothing.
        for word in EMPTY_WORDS.split_whitespace() {
            if let Some(&id) = index.words.get(word) {
                index.weights[id] = index.weights[id].min(EMPTY);
            }
        }
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
    /// It speaks of Remote Desktop.
    of_the_field: bool,
}

/// How well a sentence fits.
struct Score {
    /// From 0 to about 1.7.
    score: f64,
    /// Nothing is missing, and nothing is left over.
    word_for_word: bool,
}

impl Asked {
    fn read(text: &str) -> Self {
        let mut asked = Self {
            tells: Vec::new(),
            places: vec![Vec::new(); INDEX.words.len()],
            weight: 0.0,
            of_the_field: false,
        };
        for (at, word) in words(text).into_iter().take(MOST_WORDS).enumerate() {
            asked.of_the_field |= FIELD.contains(&word.as_str());
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
            let tells = !EMPTY_WORDS.contains(&format!(" {word} "));
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
        // A person's own words are looser than a screen's: most of them have to fit.
        if matches!(sentence.target, Target::Complaint(..)) && (of_sentence < ENOUGH || !self.of_the_field) {
            return None;
        }
        let (more, less) = (of_asked.max(of_sentence), of_asked.min(of_sentence));
        let most = self.tells.len().min(sentence.words.len()).saturating_sub(1).max(1);
        let in_order = in_a_row / f64::from(u32::try_from(most).unwrap_or(u32::MAX));
        let score = more + 0.5 * less + IN_ORDER * in_order;
        (more >= ENOUGH).then_some(Score { score, word_for_word: less > 0.97 })
    }
}

/// Lower-case words of letters and digits; scripts without spaces by pairs of characters.
pub(super) fn words(text: &str) -> Vec<String> {
    let straight = text.replace(['\u{2019}', '\u{02BC}'], "'").to_lowercase();
    let mut words = Vec::new();
    for word in straight.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '_')) {
        let word = word.replace('\'', "");
        let characters: Vec<char> = word.chars().collect();
        if characters.iter().any(|&c| has_no_spaces(c)) {
            words.extend(characters.windows(2).map(|pair| pair.iter().collect()));
        } else if !word.is_empty() {
            words.push(word);
        }
        if words.len() >= MOST_WORDS {
            break;
        }
    }
    words
}

/// Kana and Han.
fn has_no_spaces(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
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
