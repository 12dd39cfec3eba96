//! From what stands on a screen to causes: a code in any spelling, or a sentence.
//!
//! The only place where texts are matched, because a person typed them in. Words are weighed by
//! how rare they are, and a text that fits nothing is "not known".

mod codes;
mod complaints;
mod screens;
mod sentences;

pub use screens::{Language, SCREENS, Screen};

use crate::cause::Cause;
use crate::causes;
use crate::codes::builds::Build;
use crate::codes::updates::Update;
use crate::codes::{Row, Table};
use crate::stage::Stage;

/// More of a text than this is not read, in characters.
const LONGEST: usize = 2000;
/// At most so many causes are named; where more share a message, the likelier ones.
const MOST: usize = 24;

/// What a text can mean.
#[derive(Debug, Default)]
pub struct Explanation {
    /// The codes found in it, with their rows.
    pub codes: Vec<CodeMeaning>,
    /// The Windows builds it names.
    pub builds: Vec<&'static Build>,
    /// The updates it names, each with the change in which it has a part.
    pub updates: Vec<(u32, &'static Update)>,
    /// The stage it names, where that is all it says.
    pub stage: Option<Stage>,
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
        !(self.codes.is_empty()
            && self.builds.is_empty()
            && self.updates.is_empty()
            && self.causes.is_empty())
    }
}

/// Explains a text.
pub fn explain(text: &str) -> Explanation {
    let text: String = text.chars().take(LONGEST).collect();
    let text = text.trim();
    if let Some(cause) = causes::find(text.trim_end_matches('.')) {
        return Explanation { causes: vec![cause], ..Explanation::default() };
    }
    if let Ok(stage) = text.to_lowercase().parse::<Stage>() {
        let causes = causes::ALL.iter().filter(|cause| cause.stage == stage).copied().collect();
        return Explanation { stage: Some(stage), causes, ..Explanation::default() };
    }
    let mut weighed = Weighed::default();
    let found = codes::find(text);
    for code in &found.codes {
        code.weigh(&mut weighed);
    }
    for cause in found.updates.iter().filter_map(|(_, update)| causes::find(update.cause?)) {
        weighed.add(cause, 2.0);
    }
    for cause in found.causes {
        weighed.add(cause, 2.0);
    }
    let sentences = sentences::find(text);
    // A sentence that fits word for word says more than a code in it.
    let ahead = if sentences.word_for_word { 1.0 } else { 0.0 };
    for (score, cause) in sentences.causes {
        weighed.add(cause, score + ahead);
    }
    let mut codes: Vec<CodeMeaning> = found.codes.iter().map(|found| found.meaning).collect();
    for row in sentences.rows {
        if !codes.iter().any(|known| std::ptr::eq(known.row, row.row)) {
            codes.push(row);
        }
    }
    let mut causes = weighed.sorted();
    // What the first accounts for comes right behind it, where the text speaks of it alone.
    if let [first] = causes[..] {
        for cause in with_explained(first).into_iter().rev() {
            causes.retain(|known| known.id != cause.id);
            causes.insert(0, cause);
        }
    }
    causes.truncate(MOST);
    Explanation { codes, builds: found.builds, updates: found.updates, stage: None, causes }
}

/// A cause, and behind it the causes it accounts for.
fn with_explained(cause: &'static Cause) -> Vec<&'static Cause> {
    let family = cause.explains.iter().filter_map(|id| causes::find(id));
    std::iter::once(cause).chain(family).collect()
}

/// Causes with what speaks for each.
#[derive(Debug, Default)]
struct Weighed(Vec<(f64, &'static Cause)>);

impl Weighed {
    fn add(&mut self, cause: &'static Cause, score: f64) {
        match self.0.iter_mut().find(|(_, known)| known.id == cause.id) {
            Some((known, _)) => *known += score,
            None => self.0.push((score, cause)),
        }
    }

    /// Likeliest first. Scores that are nearly the same say the same; then comes first what a
    /// look from outside can tell, then what is met more often.
    fn sorted(mut self) -> Vec<&'static Cause> {
        let step = |score: f64| (score * 10.0).round();
        let hidden = |cause: &Cause| !cause.is_told_from_here();
        let on_this_side = |cause: &Cause| cause.stage == Stage::Client;
        self.0.sort_by(|a, b| {
            let (first, second) = (a.1, b.1);
            step(b.0)
                .total_cmp(&step(a.0))
                .then(hidden(first).cmp(&hidden(second)))
                .then(on_this_side(first).cmp(&on_this_side(second)))
                .then(first.frequency.cmp(&second.frequency))
                .then(place(first).cmp(&place(second)))
        });
        self.0.into_iter().map(|(_, cause)| cause).collect()
    }
}

fn place(cause: &Cause) -> usize {
    causes::ALL.iter().position(|known| known.id == cause.id).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod measured;
#[cfg(test)]
mod tests;
