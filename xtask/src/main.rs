//! What the project does to itself: `cargo xtask ci | test | field | tidy | site | docs | reports | dist | new-cause`.

mod data;
mod dist;
mod field;
#[path = "../../crates/diagnosis/learn.rs"]
mod learn;
mod new_cause;
mod packages;
mod pages;
mod reports;
mod run;
mod test;
mod tidy;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask ci                    format, clippy, tidy, test, dist: what has to be green
cargo xtask test                  everything that can be tested here; says what was skipped and why
cargo xtask field [NAME…]         real servers and networks, with the peers; without names all, and docs/field.md
cargo xtask field --kept          judges the last run once more: after a change of judge.toml
cargo xtask field list            the scenarios
cargo xtask tidy                  the rules that no compiler knows
cargo xtask site [FOLDER]         the catalogue as a site; target/site unless a folder is named
cargo xtask docs                  docs/causes anew
cargo xtask reports               public reports through `explain`, and docs/reports.md
cargo xtask dist [--check]        binaries for Linux and Windows; with --check also tries them
cargo xtask new-cause STAGE/NAME  a file for a new cause, and where to mention it";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match verb(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn verb(words: &[&str]) -> Result<()> {
    match words {
        ["ci"] => {
            run::cargo(&["fmt", "--all", "--check"])?;
            run::cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
            tidy::tidy()?;
            test::test()?;
            dist::dist(true)
        }
        ["test"] => test::test(),
        ["field", names @ ..] => field::field(names),
        ["tidy"] => tidy::tidy(),
        ["site"] => pages::site(None),
        ["site", folder] => pages::site(Some(folder)),
        ["docs"] => pages::docs(),
        ["reports"] => reports::reports(),
        ["dist"] => dist::dist(false),
        ["dist", "--check"] => dist::dist(true),
        ["new-cause", id] => new_cause::new_cause(id),
        _ => bail!("what shall be done?\n{USAGE}"),
    }
}
