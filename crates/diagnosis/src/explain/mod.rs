//! From what people paste to causes: a code, a sentence of a screen, a log, words of their own.
//!
//! The text is read into statements first (crate `reading`); what they mean is weighed here. The only place where
//! texts are matched, because a person typed or pasted them. A text that fits nothing is "not known".

mod codes;
mod like;
mod repeated;
mod said;
mod screens;
mod sentences;
mod speech;
mod typing;
mod weigh;
mod words;

pub use repeated::repeated;
pub use screens::{Language, SCREENS, Screen};

use reading::{Reading, Said, Statement};

use crate::cause::Cause;
use crate::causes;
use crate::codes::builds::Build;
use crate::codes::updates::Update;
use crate::codes::{Row, Table};
use crate::stage::Stage;

use weigh::Weighed;

/// At most so many causes are named; where more share a message, the likelier ones.
const MOST: usize = 24;
/// So many causes are few.
pub const FEW: usize = 5;
/// At most so many statements without a frame are compared with sentences of screens: the last ones.
const SCREENS_ASKED: usize = 12;

/// What a person's own words count beside a program's.
const OWN_WORDS_BESIDE: f64 = 0.6;

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
    /// What speaks for each of them, in the same order; in this project's own words, and with words of the text that this
    /// project knows.
    pub why: Vec<String>,
    /// Those of them for which the text has evidence; the others are guesses.
    pub told: Vec<&'static Cause>,
    /// How open it is.
    pub shape: Shape,
    /// What the text was taken for, where a typing error was mended.
    pub read_as: Option<String>,
    /// It is a program's log: so many of its lines carry a known frame.
    pub framed: usize,
    /// The beginning was too long ago to be read.
    pub cut: bool,
}

/// How open an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// Nothing is known.
    #[default]
    Unknown,
    /// The text says it.
    One,
    /// It can mean several things.
    Several,
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
    /// What the text says keeps the account out until somebody mends it: then a try is lost.
    pub fn loses_tries(&self) -> Option<&'static Cause> {
        self.told.first().copied().filter(|cause| causes::loses_tries(cause.id))
    }

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
    explain_by(text, &like::model())
}

/// Explains a text by what was learned from other examples than all there are: to measure an answer, the text itself
/// must not be among them.
pub fn explain_by(text: &str, model: &likeness::Model<'_>) -> Explanation {
    let only = text.trim().trim_end_matches('.');
    if only.len() < 100
        && let Some(cause) = causes::find(only)
    {
        return Explanation {
            causes: vec![cause],
            told: vec![cause],
            why: vec![String::new()],
            shape: Shape::One,
            ..Explanation::default()
        };
    }
    if only.len() < 100
        && let Ok(stage) = only.to_lowercase().parse::<Stage>()
    {
        let causes = causes::ALL.iter().filter(|cause| cause.stage == stage).copied().collect();
        return Explanation { stage: Some(stage), causes, shape: Shape::Several, ..Explanation::default() };
    }
    if only.len() < 100
        && let causes @ [_, ..] = &nearly_named(only)[..]
    {
        let why = vec!["its id is nearly what you typed".to_owned(); causes.len()];
        return Explanation { causes: causes.to_vec(), why, shape: Shape::Several, ..Explanation::default() };
    }
    let reading = reading::read(text);
    // What a person types, and nothing else, may have typing errors.
    if let [only] = &reading.statements[..]
        && *only.speaker == reading::formats::plain::FORMAT
        && only.says.is_empty()
        && let Some(mended) = typing::mended(text.trim())
    {
        let found = judge(&reading::read(&mended), model);
        // What was not typed settles nothing.
        let shape = if found.shape == Shape::One { Shape::Several } else { found.shape };
        let read_as = found.is_known().then(|| repeated(&mended));
        return Explanation { shape, read_as, ..found };
    }
    judge(&reading, model)
}

/// The causes whose ids differ from an id by a typing error or two.
fn nearly_named(id: &str) -> Vec<&'static Cause> {
    let is_id = id.contains('/') && id.chars().all(|c| c.is_ascii_lowercase() || c == '/' || c == '-');
    let near = |cause: &&&Cause| strsim::osa_distance(cause.id, id) <= 2;
    if is_id { causes::ALL.iter().filter(near).copied().collect() } else { Vec::new() }
}

/// Explains statements.
fn judge(reading: &Reading, model: &likeness::Model<'_>) -> Explanation {
    let mut weighed = Weighed::default();
    let mut explanation = Explanation { framed: reading.framed, cut: reading.cut, ..Explanation::default() };
    let found = codes::weigh(&reading.statements, &mut weighed);
    explanation.builds = found.builds;
    explanation.updates = found.updates;
    explanation.codes = found.codes;
    let spoken = spoken(&reading.statements);
    // Short of a program's own form, a text that speaks of a printer is about the printer.
    let said: Vec<&str> = spoken.iter().map(|statement| statement.text.as_str()).collect();
    let said = said.join(" ");
    let of_another = reading.framed == 0 && speech::is_about_something_else(&said);
    let elsewhere = of_another && explanation.codes.is_empty();
    // What is asked, or said not to be so, is not said.
    let doubted = reading.framed == 0 && explanation.codes.is_empty() && speech::is_doubted(&said);
    if !elsewhere {
        said::weigh(&reading.statements, &mut weighed);
    }
    let mut rows: Vec<CodeMeaning> = Vec::new();
    let mut only_a_sentence = false;
    let mut exact = !explanation.codes.is_empty();
    for statement in &spoken {
        let coded = statement.says.iter().any(|said| !matches!(said, Said::Build(_)));
        let mut of_sentences = Weighed::default();
        let found = sentences::weigh(&statement.text, coded, &mut of_sentences);
        if elsewhere && !found.fits {
            continue;
        }
        weighed.join(of_sentences);
        only_a_sentence |= found.is_all && reading.statements.len() == 1;
        exact |= found.fits;
        rows.extend(found.rows);
        // Where a program speaks, a person's words around it say little more.
        let share = if found.fits || reading.framed > 0 || coded { OWN_WORDS_BESIDE } else { 1.0 };
        speech::weigh(&statement.text, share, &mut weighed);
    }
    for row in rows {
        if !explanation.codes.iter().any(|known| std::ptr::eq(known.row, row.row)) {
            explanation.codes.push(row);
        }
    }
    let settled = weighed.is_settled() && !of_another && !doubted;
    if !settled && !elsewhere && !only_a_sentence {
        // The journal's other voices are like something only beside evidence that it is about this.
        let counts = |statement: &&Statement| {
            !weighed.is_empty() || *statement.speaker != reading::formats::system::FORMAT
        };
        let words: Vec<&str> =
            reading.statements.iter().filter(counts).map(|statement| statement.text.as_str()).collect();
        like::weigh(&words.join("\n"), exact, model, &mut weighed);
    }
    for found in weighed.sorted().into_iter().take(MOST) {
        if !found.guessed && !doubted {
            explanation.told.push(found.cause);
        }
        explanation.causes.push(found.cause);
        explanation.why.push(found.why);
    }
    // What the first accounts for comes right behind it, where the text speaks of it alone.
    if let [first] = explanation.causes[..] {
        let is_told = !explanation.told.is_empty();
        for cause in first.explains.iter().filter_map(|id| causes::find(id)) {
            if is_told {
                explanation.told.push(cause);
            }
            explanation.causes.push(cause);
            explanation.why.push(format!("“{}” can be how it shows", first.title));
        }
    }
    explanation.shape = match explanation.causes.len() {
        0 => Shape::Unknown,
        _ if settled => Shape::One,
        _ => Shape::Several,
    };
    explanation
}

/// What a person or a screen says: statements in nobody's form, and events. The last ones.
fn spoken(statements: &[Statement]) -> Vec<&Statement> {
    use reading::formats::{mstsc, plain, windows_app, windows_event};
    let of_screens = [&plain::FORMAT, &mstsc::FORMAT, &windows_app::FORMAT, &windows_event::FORMAT];
    let mut spoken: Vec<&Statement> =
        statements.iter().filter(|statement| of_screens.contains(&statement.speaker)).collect();
    spoken.drain(..spoken.len().saturating_sub(SCREENS_ASKED));
    spoken
}

#[cfg(test)]
mod measured;
#[cfg(test)]
mod tests;
