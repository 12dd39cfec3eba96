//! Texts of which the cause is known: `complaints/`, the public reports, and what each cause says of itself.
//!
//! Used where the project is built (`build.rs`), and where its answers are measured (`xtask`), which leaves out what
//! it asks about.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use likeness::Example;

/// Where the texts are, from the project's root: the catalogue, people's words, the reports.
pub(crate) const FOLDERS: [&str; 3] =
    ["crates/diagnosis/src/causes", "crates/diagnosis/complaints", "reports"];

/// A cause's own text or a complaint.
const ONE: f64 = 1.0;
/// A public report, for the cause that settled it. It is longer, and it is real.
const REPORT: f64 = 1.5;
/// A public report, for a cause that would have been right, too.
const ALSO: f64 = 0.5;

/// All of them; of the reports those whose path is wanted.
pub(crate) fn examples(
    root: &Path,
    is_wanted: impl Fn(&Path) -> bool,
) -> Result<Vec<Example>, Box<dyn Error>> {
    let [causes, complaints, reports] = FOLDERS.map(|folder| root.join(folder));
    let mut examples = Vec::new();
    for path in files(&causes, "rs")? {
        of_cause(&fs::read_to_string(path)?, &mut examples);
    }
    for path in files(&complaints, "txt")? {
        of_complaints(&fs::read_to_string(&path)?, &mut examples)
            .map_err(|why| format!("{}: {why}", path.display()))?;
    }
    for path in files(&reports, "toml")? {
        // Beside the reports stands what they came to.
        let is_report = path.parent() != Some(reports.as_path());
        if is_report && is_wanted(&path) {
            of_report(&toml::from_str(&fs::read_to_string(path)?)?, &mut examples);
        }
    }
    Ok(examples)
}

/// All files under a folder whose names end so, in order.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, ending)?);
        } else if path.extension().is_some_and(|of_path| of_path == ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// What a cause's own file says in the fields that people read: its id, its title and meaning, what screens show.
fn of_cause(source: &str, examples: &mut Vec<Example>) {
    let Some(cause) = strings(source, "id:").into_iter().next() else { return };
    let own = [strings(source, "title:"), strings(source, "meaning:")].concat().join(". ");
    let screens = strings(source, "message:").join(". ");
    for text in [own, screens] {
        examples.push(Example { cause: cause.clone(), text, weight: ONE });
    }
}

/// The string literals that stand behind a field's name in a source, up to its tests.
fn strings(source: &str, field: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let literal = |behind: &str| {
        let body = behind.trim_start().strip_prefix('"')?;
        let mut text = String::new();
        let mut characters = body.chars();
        loop {
            match characters.next()? {
                '"' => return Some(text),
                // An escape: of a line's end, of a quote. None of them is part of a word.
                '\\' => {
                    characters.next();
                    text.push(' ');
                }
                c => text.push(c),
            }
        }
    };
    source.split(field).skip(1).filter_map(literal).collect()
}

/// Lines under the id of a cause in brackets; one that begins with `#` is for readers.
fn of_complaints(text: &str, examples: &mut Vec<Example>) -> Result<(), String> {
    let mut cause = "";
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if let Some(id) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            cause = id;
        } else if cause.is_empty() {
            return Err(format!("a line before the first [stage/name]: {line}"));
        } else {
            examples.push(Example { cause: cause.to_owned(), text: line.to_owned(), weight: ONE });
        }
    }
    Ok(())
}

#[derive(serde::Deserialize)]
struct Report {
    accepted: Vec<String>,
    text: String,
}

fn of_report(report: &Report, examples: &mut Vec<Example>) {
    for (place, cause) in report.accepted.iter().enumerate() {
        let weight = if place == 0 { REPORT } else { ALSO };
        examples.push(Example { cause: cause.clone(), text: report.text.clone(), weight });
    }
}
