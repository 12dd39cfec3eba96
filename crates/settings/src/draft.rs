//! From what is wanted to what is changed: the plan as it looks on the host at hand.

use diagnosis::cause::Cause;
use diagnosis::change::Change;
use diagnosis::plan::{CarriedOut, Left, Plan, Proposal, Step, Why};

use crate::edit::Edit;

/// What a change means on the host at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Draft {
    /// These edits; none where all is set already.
    Edits(Vec<Edit>),
    /// A policy owns a value, here.
    PolicyOwns(String),
    /// It has no meaning on this kind of host.
    NotHere,
    /// It can't be told what to do.
    Cannot(String),
}

/// A plan that can be carried out.
#[derive(Debug, Clone, PartialEq)]
pub struct Drafted {
    /// For people.
    pub proposal: Proposal,
    /// What is changed.
    pub edits: Vec<Edit>,
    /// What the computer calls itself whose settings these are, where it is known.
    pub host: Option<String>,
}

impl Drafted {
    /// The same plan, to be carried out by a script.
    #[must_use]
    pub(crate) fn by_script(mut self) -> Self {
        self.proposal.carried_out = CarriedOut::ByScript;
        self
    }
}

/// Asks for each wish which change can be made, smallest first; the first is enough.
pub(crate) fn drafted(
    source: &str,
    tested: &'static str,
    afterwards: Vec<String>,
    plan: &Plan,
    ask: &dyn Fn(&Change) -> Draft,
) -> Drafted {
    let mut edits: Vec<Edit> = Vec::new();
    let mut proposal = Proposal {
        source: source.to_owned(),
        steps: Vec::new(),
        left: Vec::new(),
        carried_out: CarriedOut::Here,
        tested,
        afterwards,
    };
    for wish in &plan.wishes {
        match first(&wish.changes, &wish.withheld, ask) {
            Ok((change, wanted)) => {
                // Two causes may ask for the same.
                let fresh: Vec<Edit> = wanted.into_iter().filter(|edit| !edits.contains(edit)).collect();
                if fresh.is_empty() {
                    continue;
                }
                let values = fresh.iter().map(Edit::shown).collect();
                proposal.steps.push(Step { cause: wish.cause, change, values });
                edits.extend(fresh);
            }
            // What was asked about and not found, and needs nothing, is no news.
            Err(Why::SetAlready | Why::ForPeople) if !wish.found => {}
            Err(why) => proposal.left.push(Left { cause: wish.cause, why }),
        }
    }
    let beyond = |&cause: &&'static Cause| Left { cause, why: Why::ForPeople };
    proposal.left.extend(plan.beyond.iter().map(beyond));
    Drafted { proposal, edits, host: None }
}

fn first(
    changes: &[&'static Change],
    withheld: &[&'static Change],
    ask: &dyn Fn(&Change) -> Draft,
) -> Result<(&'static Change, Vec<Edit>), Why> {
    let mut why = None;
    for &change in changes {
        match ask(change) {
            Draft::Edits(edits) if !edits.is_empty() => return Ok((change, edits)),
            Draft::Edits(_) => why = why.or(Some(Why::SetAlready)),
            Draft::PolicyOwns(place) => why = Some(Why::PolicyOwns(place)),
            Draft::Cannot(reason) => why = Some(Why::Cannot(reason)),
            Draft::NotHere => {}
        }
    }
    let would_help: Vec<_> = withheld
        .iter()
        .copied()
        .filter(|change| matches!(ask(change), Draft::Edits(edits) if !edits.is_empty()))
        .collect();
    if !would_help.is_empty() && !matches!(why, Some(Why::PolicyOwns(_) | Why::Cannot(_))) {
        return Err(Why::NeedsAccepting(would_help));
    }
    Err(why.unwrap_or(Why::ForPeople))
}
