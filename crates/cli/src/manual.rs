//! completions, manual: what the arguments and the catalogue say, for a shell and for `man`.

use std::io::Write;

use anyhow::{Context, Result};
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use readmit::diagnosis::{Stage, causes, codes};

use crate::arguments;
use crate::exits;
use crate::say::print;

/// `readmit completions`.
pub(crate) fn completions(shell: Shell) -> Result<u8> {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut arguments::command(), "readmit", &mut out);
    print(&String::from_utf8(out).context("completions are text")?)?;
    Ok(0)
}

/// `readmit manual`: the program's page, then one for each verb.
pub(crate) fn manual() -> Result<u8> {
    let mut command = arguments::command();
    command.build();
    let mut out = Vec::new();
    Man::new(command.clone()).render(&mut out).context("writing the manual")?;
    exit_status(&mut out)?;
    all_causes(&mut out)?;
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        Man::new(whole_name(verb)).render(&mut out).context("writing the manual")?;
    }
    print(&String::from_utf8(out).context("a manual is text")?)?;
    Ok(0)
}

/// `readmit-check`, as manual pages of verbs are called.
fn whole_name(verb: &Command) -> Command {
    verb.clone().name(format!("readmit-{}", verb.get_name()))
}

fn exit_status(out: &mut impl Write) -> Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for (verb, _) in exits::EXITS {
        roff.control("SS", [verb]);
        for (code, means) in exits::of(verb) {
            roff.control("TP", []);
            roff.text([bold(code.to_string())]);
            roff.text([roman(means)]);
        }
    }
    roff.control("PP", []);
    roff.text([roman(exits::NAGIOS)]);
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
