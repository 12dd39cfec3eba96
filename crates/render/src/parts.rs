//! The parts of a cause as templates take them.

use diagnosis::cause::{Behind, Cause, DoNot};
use diagnosis::remedy::{Remedy, Shell, Who};
use serde::Serialize;

use crate::fill::Known;
use crate::page::is_untried;
use crate::words::{NOT_YOURS, cost};

/// What looks the same, and the look that tells.
#[derive(Serialize)]
pub(crate) struct Pair {
    pub(crate) what: &'static str,
    pub(crate) tell: &'static str,
}

/// Advice to be left alone.
#[derive(Serialize)]
pub(crate) struct Advice {
    pub(crate) advice: &'static str,
    pub(crate) why: &'static str,
    pub(crate) instead: &'static str,
}

/// The steps of one addressee.
#[derive(Serialize)]
pub(crate) struct Steps {
    pub(crate) heading: &'static str,
    /// The number of the first step; they are counted through.
    pub(crate) first: usize,
    pub(crate) steps: Vec<Step>,
}

/// One step.
#[derive(Serialize)]
pub(crate) struct Step {
    pub(crate) text: &'static str,
    pub(crate) cost: &'static str,
    pub(crate) command: Option<String>,
    /// Whether nothing has to be put in any more: only then may it be copied.
    pub(crate) complete: bool,
    pub(crate) shell: &'static str,
    /// What it is written for.
    #[serde(skip)]
    pub(crate) written_for: Option<Shell>,
    pub(crate) untried: bool,
}

/// What looks the same from outside.
pub(crate) fn behind(cause: &Cause) -> Vec<Pair> {
    cause.behind.iter().map(|Behind { what, tell }| Pair { what, tell }).collect()
}

/// What to leave alone.
pub(crate) fn do_not<'a>(all: impl IntoIterator<Item = &'a DoNot>) -> Vec<Advice> {
    all.into_iter().map(|DoNot { advice, why, instead }| Advice { advice, why, instead }).collect()
}

/// The steps, by addressee.
pub(crate) fn remedies(all: &[&Remedy], known: &Known) -> Vec<Steps> {
    let mut groups: Vec<Steps> = Vec::new();
    let mut first = 1;
    let mut add = |heading, steps: Vec<Step>| {
        let count = steps.len();
        groups.push(Steps { heading, first, steps });
        first += count;
    };
    if !known.at_hand && !all.iter().any(|remedy| remedy.who == Who::You) {
        let step = Step {
            text: NOT_YOURS,
            cost: "",
            command: None,
            complete: false,
            shell: "",
            written_for: None,
            untried: false,
        };
        add(Who::You.heading(), vec![step]);
    }
    for who in [Who::You, Who::HelpDesk, Who::HostAdmin, Who::DomainAdmin, Who::NetworkAdmin] {
        let theirs = all.iter().filter(|remedy| remedy.who == who);
        let steps: Vec<Step> = theirs.map(|remedy| step(remedy, known)).collect();
        if !steps.is_empty() {
            add(who.heading(), steps);
        }
    }
    groups
}

fn step(remedy: &Remedy, known: &Known) -> Step {
    let (command, filled) = known.command(remedy).unzip();
    Step {
        text: remedy.text,
        cost: cost(remedy.risk),
        complete: filled.as_ref().is_some_and(|filled| filled.complete),
        command: filled.map(|filled| filled.line),
        written_for: command.map(|command| command.shell),
        shell: match command.map(|command| command.shell) {
            Some(Shell::PowerShell) => "PowerShell",
            Some(Shell::AdminPowerShell) => "PowerShell, as administrator",
            Some(Shell::Sh) => "A shell",
            Some(Shell::RdpFile) => "A line of the .rdp file",
            None => "",
        },
        untried: command.is_some_and(|command| is_untried(&command)),
    }
}
