//! `cargo xtask field [NAME…]`: real servers, real networks, and the peers beside us.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{packages, run};

const BEGIN: &str = "<!-- field: written by `cargo xtask field` -->";
const END: &str = "<!-- /field -->";

/// Runs scenarios with all tools; without names all of them, and writes what came of it.
pub(crate) fn field(names: &[&str]) -> Result<()> {
    if names == ["list"] {
        return run::cargo(&["run", "--quiet", "-p", "readmit-field", "--", "list"]);
    }
    say_what_is_missing();
    let all = names.is_empty() || names == ["--kept"];
    let page = all.then(|| run::root().join("target/field/field.md"));
    let mut command = prepared()?;
    if let Some(page) = &page {
        command.arg("--page").arg(page);
    }
    if finish(command.args(names))? == Ended::CantHere {
        bail!("this machine can't run the field");
    }
    match page {
        Some(page) => publish(&page),
        None => Ok(()),
    }
}

/// Ourselves alone, in every scenario; part of the tests.
pub(crate) fn ourselves() -> Result<()> {
    say_what_is_missing();
    match finish(prepared()?.args(["--tool", "readmit"]))? {
        Ended::Well => {}
        Ended::CantHere => println!("xtask: skipped: the field, for the reasons above"),
    }
    Ok(())
}

/// How a run ended that found no fault.
#[derive(PartialEq, Eq)]
enum Ended {
    Well,
    CantHere,
}

/// Runs it; it has said itself what is wrong.
fn finish(command: &mut Command) -> Result<Ended> {
    let status = command.current_dir(run::root()).status().context("starting the field")?;
    match status.code() {
        Some(0) => Ok(Ended::Well),
        Some(4) => Ok(Ended::CantHere),
        _ => bail!("the field is not as it should be; see above"),
    }
}

fn say_what_is_missing() {
    let missing = packages::provide(&packages::for_field());
    if !missing.is_empty() {
        println!("xtask: not installed here: {}", missing.join(", "));
    }
}

/// The runner, with fresh programs and a folder for what stays between scenarios.
fn prepared() -> Result<Command> {
    run::cargo(&["build", "-p", "readmit-cli", "-p", "readmit-field"])?;
    let target = run::root().join("target");
    let mut command = Command::new(target.join("debug/readmit-field"));
    command.arg("run").arg("--readmit").arg(target.join("debug/readmit"));
    command.arg("--work").arg(target.join("field"));
    Ok(command)
}

/// Puts the page into docs, and what it comes to into the README.
fn publish(page: &Path) -> Result<()> {
    let text = std::fs::read_to_string(page).with_context(|| format!("reading {}", page.display()))?;
    std::fs::create_dir_all(run::root().join("docs")).context("making docs")?;
    std::fs::write(run::root().join("docs/field.md"), &text).context("writing docs/field.md")?;
    let summary = text.split("## What it comes to").nth(1).and_then(|rest| rest.split("\n\n").nth(1));
    let summary = summary.context("the page has no summary")?;
    let path = run::root().join("README.md");
    let readme = std::fs::read_to_string(&path).context("reading README.md")?;
    let parts = readme.split_once(BEGIN).and_then(|(head, rest)| Some((head, rest.split_once(END)?.1)));
    let Some((head, tail)) = parts else { bail!("README.md has lost its place for the field's summary") };
    let readme = format!("{head}{BEGIN}\n{}\n{END}{tail}", summary.trim_end());
    std::fs::write(&path, readme).context("writing README.md")
}
