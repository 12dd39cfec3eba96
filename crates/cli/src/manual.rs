//! completions, manual: what the arguments and the catalogue say, for a shell and for `man`.

use std::io::Write;

use anyhow::{Context, Result};
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use readmit::diagnosis::{Stage, causes, codes};

use crate::arguments::Arguments;
use crate::verbs;

/// `readmit completions`.
pub(crate) fn completions(shell: Shell) -> Result<u8> {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "readmit", &mut out);
    verbs::print(&String::from_utf8(out).context("completions are text")?)?;
    Ok(0)
}

/// `readmit manual`: the program's page, then one for each verb.
pub(crate) fn manual() -> Result<u8> {
    let mut command = Arguments::command();
    command.build();
    let mut out = Vec::new();
    Man::new(command.clone()).render(&mut out).context("writing the manual")?;
    exit_status(&mut out)?;
    all_causes(&mut out)?;
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        Man::new(whole_name(verb)).render(&mut out).context("writing the manual")?;
    }
    verbs::print(&String::from_utf8(out).context("a manual is text")?)?;
    Ok(0)
}

/// `readmit-check`, as manual pages of verbs are called.
fn whole_name(verb: &Command) -> Command {
    verb.clone().name(format!("readmit-{}", verb.get_name()))
}

fn exit_status(out: &mut impl Write) -> Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for (code, means) in [
        ("0", "check, diagnose: no obstacle. explain: something is known."),
        ("1", "check, diagnose: the way is blocked. explain: nothing is known."),
        ("2", "Wrong usage, or a failure of Readmit itself."),
        ("3", "check, diagnose: not settled."),
    ] {
        roff.control("TP", []);
        roff.text([bold(code)]);
        roff.text([roman(means)]);
    }
    roff.to_writer(out).context("writing the manual")
}

fn all_causes(out: &mut impl Write) -> Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["CAUSES"]);
    roff.text([roman(format!(
        "Knowledge as of {}. readmit explain CAUSE tells more.",
        codes::KNOWLEDGE_AS_OF
    ))]);
    for stage in Stage::ALL {
        roff.control("SS", [stage.word()]);
        for cause in causes::ALL.iter().filter(|cause| cause.stage == stage) {
            roff.control("TP", []);
            roff.text([bold(cause.id)]);
            roff.text([roman(cause.title)]);
        }
    }
    roff.to_writer(out).context("writing the manual")
}
