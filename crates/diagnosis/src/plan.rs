//! Which changes a report asks for, in which order. What they mean on the host at hand, and
//! whether they can be made there, is for the crate that reads and writes it.

use crate::cause::{Cause, Impact};
use crate::causes;
use crate::change::Change;
use crate::report::{Finding, Report, Role};

/// What is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What is to be tried, in the order of the stages.
    pub wishes: Vec<Wish>,
    /// Causes that stop someone, and that no change of ours helps against.
    pub beyond: Vec<&'static Cause>,
}

/// Changes against one cause.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// Against what.
    pub cause: &'static Cause,
    /// Whether it was found here.
    pub found: bool,
    /// The changes that may be made, smallest first: the first that can be made is enough.
    pub changes: Vec<&'static Change>,
    /// Those that help and were not accepted by name.
    pub withheld: Vec<&'static Change>,
}

impl PartialEq for Cause {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// Plans against everything that blocks, or against one cause alone.
pub fn plan(report: &Report, only: Option<&'static Cause>, accepted: &[&Change]) -> Plan {
    let mut wanted: Vec<(&'static Cause, bool)> = Vec::new();
    if let Some(cause) = only {
        wanted.push((cause, all(report).any(|found| found.cause == cause)));
    } else {
        let mut blocking: Vec<_> =
            all(report).filter(|found| blocks(found)).map(|found| found.cause).collect();
        blocking.sort_by_key(|cause| cause.stage);
        for cause in blocking {
            if !wanted.iter().any(|(known, _)| *known == cause) {
                wanted.push((cause, true));
            }
        }
    }
    let mut plan = Plan { wishes: Vec::new(), beyond: Vec::new() };
    for (cause, found) in wanted {
        if cause.changes.is_empty() {
            if found {
                plan.beyond.push(cause);
            }
            continue;
        }
        let may = |change: &&&'static Change| !change.needs_accepting() || accepted.contains(*change);
        let (changes, withheld): (Vec<_>, Vec<_>) = cause.changes.iter().partition(may);
        plan.wishes.push(Wish { cause, found, changes, withheld });
    }
    plan
}

/// All findings, those under others too.
fn all(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings.iter().flat_map(|found| std::iter::once(found).chain(&found.explained))
}

/// What is seen from inside, and stops or will stop someone.
fn blocks(found: &Finding) -> bool {
    let from_inside = found.evidence.iter().any(|evidence| causes::is_inside(evidence.fact));
    from_inside && found.impact == Impact::Blocks && matches!(found.role, Role::Blocker | Role::Ahead)
}

/// A plan as it would be carried out on the host at hand, for people to read.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The host, as it was asked for.
    pub source: String,
    /// What will be changed, in order.
    pub steps: Vec<Step>,
    /// What stays, and why.
    pub left: Vec<Left>,
    /// How it can be carried out.
    pub carried_out: CarriedOut,
    /// What changes of this kind were tested with, and what not.
    pub tested: &'static str,
    /// What is to be done afterwards.
    pub afterwards: Vec<String>,
}

/// How a plan can be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CarriedOut {
    /// From here.
    Here,
    /// By a script, there.
    ByScript,
}

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Against what.
    pub cause: &'static Cause,
    /// The change.
    pub change: &'static Change,
    /// The values that it means here.
    pub values: Vec<ValueChange>,
}

/// One value, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueChange {
    /// Where it is.
    pub place: String,
    /// What it is; `None` where there is none.
    pub old: Option<String>,
    /// What it becomes; `None` where it goes.
    pub new: Option<String>,
}

/// A cause against which nothing is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Left {
    /// Which.
    pub cause: &'static Cause,
    /// Why.
    pub why: Why,
}

/// Why nothing is done.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// No change of ours helps: what does is for people.
    ForPeople,
    /// What helps has to be accepted by name.
    NeedsAccepting(Vec<&'static Change>),
    /// A policy owns the value; where.
    PolicyOwns(String),
    /// It can't be made here.
    Cannot(String),
    /// All is set already as the change would set it.
    SetAlready,
}
