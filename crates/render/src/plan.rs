//! A plan for people and for programs: what will be changed, why, and what stays.

use diagnosis::change::{Change, OVERRIDE_POLICY};
use diagnosis::plan::{CarriedOut, Left, Proposal, Step, Why};
use diagnosis::remedy::Risk;
use serde::Serialize;

use crate::clean::clean;
use crate::page::{BOLD, Page, Style};
use crate::words::called;

/// What became of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was shown.
    Shown,
    /// It was carried out, and looked at; whether it helps shows when the host runs.
    AppliedUnproven,
    /// It was carried out, and a second look says that it is over.
    AppliedAndVerified,
}

/// A plan as text, at most 80 columns wide. `asked` is the call that made it, word by word, as in
/// `["repair", "windows:mnt", "--for", "network/rdp-disabled"]`.
pub fn plan(proposal: &Proposal, outcome: Outcome, asked: &[String], style: Style) -> String {
    let mut page = Page::new(style);
    page.title(&clean(&proposal.source));
    page.blank();
    if proposal.steps.is_empty() {
        let asked_for = asked.iter().any(|word| word == "--for");
        page.paragraph(
            if asked_for || !proposal.left.is_empty() {
                "No change is planned."
            } else {
                "Nothing was found that a change here would help. For a fault that is known otherwise, name it with --for."
            },
            0,
        );
        page.blank();
    }
    for (index, step) in proposal.steps.iter().enumerate() {
        page.step(index + 1, step);
    }
    page.left(&proposal.left);
    page.end(proposal, outcome, asked);
    page.finish()
}

impl Page {
    fn step(&mut self, number: usize, step: &Step) {
        let change = step.change;
        let does = self.paint(change.does, BOLD);
        self.wrapped(&format!("{number}. "), &does, 3, 3);
        self.paragraph(&format!("{}; against: {} ({})", change.name, step.cause.title, step.cause.id), 3);
        for value in &step.values {
            let state = |side: &Option<String>| side.as_deref().map_or("not there".to_owned(), clean);
            // Never wrapped: it is there to be looked up.
            self.line(&format!("   {}", clean(&value.place)));
            self.paragraph(&format!("{} → {}", state(&value.old), state(&value.new)), 6);
        }
        self.exposes(change);
        self.blank();
    }

    fn exposes(&mut self, change: &Change) {
        let word = match change.risk {
            Risk::Harmless => return,
            Risk::Disrupts => "Disrupts: what is in use now may be dropped.".to_owned(),
            Risk::Opens => format!("Opens: {}", change.exposes),
            Risk::Weakens => format!("Weakens: {} Better: {}", change.exposes, change.better),
        };
        self.paragraph(&word, 3);
    }

    fn left(&mut self, left: &[Left]) {
        if left.is_empty() {
            return;
        }
        self.title("What stays as it is");
        for left in left {
            let cause = left.cause;
            self.item("–", &format!("{} ({}): {}", cause.title, cause.id, why(left)));
            if let Why::NeedsAccepting(changes) = &left.why {
                for change in changes {
                    self.wrapped(
                        "    ",
                        &format!(
                            "--accept {}: {} {} Better: {}",
                            change.name,
                            change.does,
                            change.exposes,
                            better(change)
                        ),
                        6,
                        4,
                    );
                }
            }
        }
        self.blank();
    }

    fn end(&mut self, proposal: &Proposal, outcome: Outcome, asked: &[String]) {
        if proposal.steps.is_empty() {
            self.paragraph("Nothing was changed.", 0);
            return;
        }
        self.paragraph(&format!("Changes of this kind were tested with: {}.", proposal.tested), 0);
        match outcome {
            Outcome::Shown => {
                let how = how(proposal);
                let says = format!("Nothing was changed. To carry this out, add {}:", how.join(" "));
                self.paragraph(&says, 0);
                let words = asked.iter().map(String::as_str).chain(how.iter().copied());
                self.line(&format!("    {}", called(words)));
            }
            Outcome::AppliedUnproven | Outcome::AppliedAndVerified => {
                self.paragraph("Carried out: exactly these values differ now, and nothing else.", 0);
                if outcome == Outcome::AppliedAndVerified {
                    self.paragraph("A look from outside says that it is over.", 0);
                    return;
                }
                for next in &proposal.afterwards {
                    self.item("–", next);
                }
            }
        }
    }
}

/// What has to be added to a call so that its plan is carried out.
fn how(proposal: &Proposal) -> &'static [&'static str] {
    match proposal.carried_out {
        CarriedOut::Here => &["--apply"],
        CarriedOut::ByScript => &["--script", "powershell"],
    }
}

fn better(change: &Change) -> &'static str {
    if change.better.is_empty() { "ask first whether that was meant." } else { change.better }
}

fn why(left: &Left) -> String {
    match &left.why {
        Why::ForPeople => {
            "no setting of this host helps; what does: readmit explain ".to_owned() + left.cause.id
        }
        Why::NeedsAccepting(_) => "what helps must be accepted by its name".to_owned(),
        Why::PolicyOwns(place) => format!(
            "a policy owns {}, and would set it again; have the policy changed, or say --accept {OVERRIDE_POLICY}",
            clean(place)
        ),
        Why::Cannot(reason) => clean(reason),
        Why::SetAlready => {
            "its settings are as a change would set them; what else helps: readmit explain ".to_owned()
                + left.cause.id
        }
    }
}

/// A plan for programs: `readmit.plan/1`.
pub fn plan_json(proposal: &Proposal, outcome: Outcome, asked: &[String], journal: Option<&str>) -> String {
    #[derive(Serialize)]
    struct Plan<'a> {
        schema: &'static str,
        source: &'a str,
        outcome: Outcome,
        steps: Vec<StepOut<'a>>,
        left: Vec<LeftOut>,
        tested: &'a str,
        afterwards: &'a [String],
        /// The arguments of `readmit` that carry it out, one by one.
        next: Option<Vec<&'a str>>,
        journal: Option<&'a str>,
    }
    #[derive(Serialize)]
    struct StepOut<'a> {
        cause: &'static str,
        change: &'static str,
        does: &'static str,
        risk: Risk,
        exposes: &'static str,
        better: &'static str,
        who: diagnosis::remedy::Who,
        values: Vec<ValueOut<'a>>,
    }
    #[derive(Serialize)]
    struct ValueOut<'a> {
        place: &'a str,
        old: Option<&'a str>,
        new: Option<&'a str>,
    }
    #[derive(Serialize)]
    struct LeftOut {
        cause: &'static str,
        why: String,
        accept: Vec<&'static str>,
    }
    let steps = proposal.steps.iter().map(|step| StepOut {
        cause: step.cause.id,
        change: step.change.name,
        does: step.change.does,
        risk: step.change.risk,
        exposes: step.change.exposes,
        better: step.change.better,
        who: step.change.who,
        values: step
            .values
            .iter()
            .map(|value| ValueOut {
                place: &value.place,
                old: value.old.as_deref(),
                new: value.new.as_deref(),
            })
            .collect(),
    });
    let left = proposal.left.iter().map(|left| LeftOut {
        cause: left.cause.id,
        why: why(left),
        accept: match &left.why {
            Why::NeedsAccepting(changes) => changes.iter().map(|change| change.name).collect(),
            Why::PolicyOwns(_) => vec![OVERRIDE_POLICY],
            _ => Vec::new(),
        },
    });
    let pending = outcome == Outcome::Shown && !proposal.steps.is_empty();
    let plan = Plan {
        schema: "readmit.plan/1",
        source: &proposal.source,
        outcome,
        steps: steps.collect(),
        left: left.collect(),
        tested: proposal.tested,
        afterwards: &proposal.afterwards,
        next: pending
            .then(|| asked.iter().map(String::as_str).chain(how(proposal).iter().copied()).collect()),
        journal,
    };
    serde_json::to_string_pretty(&plan).expect("a plan is plain data") + "\n"
}
