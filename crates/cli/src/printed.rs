//! Every command that is printed is one that this program takes.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use clap::Parser;
use readmit::render::{self, Style};

use crate::arguments::Arguments;

/// Placeholders would be redirections: the reader puts something in their place.
fn filled_in(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        let (_, behind) = after.split_once('>').expect("a placeholder ends");
        out.push_str(before);
        out.push_str("something");
        rest = behind;
    }
    out + rest
}

/// The words that a shell hands on.
fn words(line: &str) -> Vec<String> {
    let line = filled_in(line);
    let out = Command::new("sh").args(["-c", &format!("printf '%s\\0' {line}")]).output().expect("a shell");
    assert!(out.status.success(), "{line}");
    let text = String::from_utf8(out.stdout).expect("text");
    text.split_terminator('\0').map(str::to_owned).collect()
}

/// Takes every line that begins with the program's name, and says how many there were.
fn all_are_taken(text: &str) -> usize {
    let lines = text.lines().map(str::trim).filter(|line| line.starts_with("readmit "));
    let mut count = 0;
    for line in lines {
        // Two spaces begin what the command is for.
        let line = line.split("  ").next().unwrap_or(line).split(" | ").next().unwrap_or(line);
        let words = words(line);
        if let Err(error) = Arguments::try_parse_from(&words) {
            panic!("{line}\n{error}");
        }
        count += 1;
    }
    count
}

#[test]
fn in_reports() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut count = 0;
    for case in std::fs::read_dir(cases).expect("cases") {
        let path = case.expect("a case").path().join("facts.json");
        let facts = readmit::diagnose::load(&path).expect("facts");
        count += all_are_taken(&render::text(&readmit::diagnosis::diagnose(facts), Style::default()));
    }
    assert!(count >= 4, "only {count}");
}

#[test]
fn in_explanations() {
    let mut count = 0;
    for cause in readmit::diagnosis::causes::ALL {
        let found = readmit::explain::explain(cause.id);
        count += all_are_taken(&render::explanation(&found, Style::default()));
    }
    for text in ["internal error", "0x904", "it does not work", "qwertz"] {
        count += all_are_taken(&render::explanation(&readmit::explain::explain(text), Style::default()));
    }
    assert!(count >= 190, "only {count}");
    for advice in readmit::diagnosis::article::ARTICLE {
        all_are_taken(advice.command);
    }
}
