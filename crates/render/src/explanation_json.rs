//! What `explain` says, as JSON.

use diagnosis::cause::{Cause, ToldBy, Trust};
use diagnosis::codes::{KNOWLEDGE_AS_OF, NO_CODE};
use diagnosis::explain::{CodeMeaning, Explanation, Shape};
use serde::Serialize;

use crate::explanation::look;
use crate::fill::Known;
use crate::json::{self, JsonDoNot, JsonRemedy};

const SCHEMA: &str = "readmit.explanation/1";

#[derive(Serialize)]
struct Json {
    schema: &'static str,
    knowledge_as_of: &'static str,
    known: bool,
    /// `one`: the text says it; `several`: likeliest first, nothing to be changed before it is told; `unknown`.
    shape: &'static str,
    codes: Vec<JsonCode>,
    builds: Vec<JsonBuild>,
    updates: Vec<JsonUpdate>,
    /// Likeliest first.
    causes: Vec<JsonCause>,
}

#[derive(Serialize)]
struct JsonCode {
    table: &'static str,
    /// `null` for things that only have a name.
    code: Option<u32>,
    name: &'static str,
    meaning: &'static str,
    trust: Trust,
    causes: &'static [&'static str],
}

#[derive(Serialize)]
struct JsonBuild {
    version: String,
    products: &'static [&'static str],
    end_of_support: Option<&'static str>,
    last_updates: Option<&'static str>,
}

#[derive(Serialize)]
struct JsonUpdate {
    kb: u32,
    brings: bool,
    date: &'static str,
    what: &'static str,
    fixed_in: &'static str,
    trust: Trust,
    cause: Option<&'static str>,
}

#[derive(Serialize)]
struct JsonCause {
    cause: &'static str,
    /// What in the text speaks for it.
    why: String,
    title: &'static str,
    meaning: &'static str,
    trust: Trust,
    told_by: &'static [ToldBy],
    /// The line that tells it.
    look: Option<String>,
    signs: &'static [&'static str],
    remedies: Vec<JsonRemedy>,
    do_not: Vec<JsonDoNot>,
}

/// The explanation as JSON.
pub fn explanation_json(found: &Explanation) -> String {
    let builds = found.builds.iter().map(|build| JsonBuild {
        version: format!("{}.{}.{}", build.major, build.minor, build.build),
        products: build.products,
        end_of_support: build.end_of_support,
        last_updates: build.last_updates,
    });
    let updates = found.updates.iter().map(|(kb, update)| JsonUpdate {
        kb: *kb,
        brings: update.brings.contains(kb),
        date: update.date,
        what: update.what,
        fixed_in: update.fixed_in,
        trust: update.trust,
        cause: update.cause,
    });
    let json = Json {
        schema: SCHEMA,
        knowledge_as_of: KNOWLEDGE_AS_OF,
        known: found.is_known(),
        shape: match found.shape {
            Shape::One => "one",
            Shape::Several => "several",
            Shape::Unknown => "unknown",
        },
        codes: found.codes.iter().map(code).collect(),
        builds: builds.collect(),
        updates: updates.collect(),
        causes: found
            .causes
            .iter()
            .enumerate()
            .map(|(place, known)| cause(known, found.why.get(place)))
            .collect(),
    };
    json::escape(&serde_json::to_string_pretty(&json).expect("the catalogue holds no maps with odd keys"))
        + "\n"
}

fn code(meaning: &CodeMeaning) -> JsonCode {
    let row = meaning.row;
    JsonCode {
        table: meaning.table.home.word(),
        code: (row.code != NO_CODE).then_some(row.code),
        name: row.name,
        meaning: row.meaning,
        trust: row.trust,
        causes: row.causes,
    }
}

fn cause(cause: &'static Cause, why: Option<&String>) -> JsonCause {
    JsonCause {
        cause: cause.id,
        why: why.cloned().unwrap_or_default(),
        title: cause.title,
        meaning: cause.meaning,
        trust: cause.trust,
        told_by: cause.told_by,
        look: look(cause),
        signs: cause.signs,
        remedies: json::remedies(cause.remedies, &Known::default()),
        do_not: json::do_not(cause.do_not),
    }
}
