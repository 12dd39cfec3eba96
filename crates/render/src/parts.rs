//! The parts of a cause as templates take them.

use diagnosis::cause::{Behind, Cause, DoNot, Trust};
use diagnosis::remedy::{Remedy, Shell, Who};
use serde::Serialize;

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
    pub(crate) command: Option<&'static str>,
    pub(crate) shell: &'static str,
    pub(crate) untried: bool,
}

/// What looks the same from outside.
pub(crate) fn behind(cause: &Cause) -> Vec<Pair> {
    cause.behind.iter().map(|Behind { what, tell }| Pair { what, tell }).collect()
}

/// What to leave alone.
pub(crate) fn do_not(cause: &Cause) -> Vec<Advice> {
    let all = cause.do_not.iter();
    all.map(|DoNot { advice, why, instead }| Advice { advice, why, instead }).collect()
}

/// The steps, by addressee.
pub(crate) fn remedies(cause: &Cause) -> Vec<Steps> {
    let all = cause.remedies;
    let mut groups: Vec<Steps> = Vec::new();
    let mut first = 1;
    let mut add = |heading, steps: Vec<Step>| {
        let count = steps.len();
        groups.push(Steps { heading, first, steps });
        first += count;
    };
    if !all.iter().any(|remedy| remedy.who == Who::You) {
        let step = Step { text: NOT_YOURS, cost: "", command: None, shell: "", untried: false };
        add(Who::You.heading(), vec![step]);
    }
    for who in [Who::You, Who::HelpDesk, Who::HostAdmin, Who::DomainAdmin, Who::NetworkAdmin] {
        let steps: Vec<Step> = all.iter().filter(|remedy| remedy.who == who).map(step).collect();
        if !steps.is_empty() {
            add(who.heading(), steps);
        }
    }
    groups
}

fn step(remedy: &Remedy) -> Step {
    let command = remedy.command;
    Step {
        text: remedy.text,
        cost: cost(remedy.risk),
        command: command.map(|command| command.line),
        shell: match command.map(|command| command.shell) {
            Some(Shell::PowerShell) => "PowerShell",
            Some(Shell::AdminPowerShell) => "PowerShell, as administrator",
            Some(Shell::Sh) => "A shell",
            Some(Shell::RdpFile) => "A line of the .rdp file",
            None => "",
        },
        untried: command.is_some_and(|command| command.trust == Trust::Unverified),
    }
}
