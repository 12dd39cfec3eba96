//! What a diagnosis says.

use serde::Serialize;

use crate::cause::{Cause, Certainty, DoNot, Evidence, Impact};
use crate::facts::{Facts, StageState};
use crate::remedy::{Remedy, Risk, Who};
use crate::situation::Situation;
use crate::stage::Stage;

/// The whole answer.
#[derive(Debug, Clone)]
pub struct Report {
    /// In one word, and where.
    pub verdict: Verdict,
    /// Every stage with its state.
    pub stages: Vec<StageState>,
    /// What was found, the most likely blocker first.
    pub findings: Vec<Finding>,
    /// How to go on where the verdict alone doesn't say it.
    pub next: Vec<Next>,
    /// What it was found in.
    pub facts: Facts,
}

/// In one word, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// No obstacle up to and including this stage.
    Clear {
        /// The last stage that was passed.
        through: Stage,
    },
    /// The connection ends here.
    Blocked {
        /// The stage that stopped.
        at: Stage,
    },
    /// What was asked for could not be settled.
    Unclear {
        /// The stage that stays open.
        at: Stage,
    },
}

impl Verdict {
    /// `clear`, `blocked` or `unclear`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Clear { .. } => "clear",
            Self::Blocked { .. } => "blocked",
            Self::Unclear { .. } => "unclear",
        }
    }

    /// The stage it names.
    pub const fn stage(self) -> Stage {
        match self {
            Self::Clear { through: stage } | Self::Blocked { at: stage } | Self::Unclear { at: stage } => {
                stage
            }
        }
    }

    /// The process exit code of `check`, `diagnose` and `inspect`.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Clear { .. } => 0,
            Self::Blocked { .. } => 1,
            Self::Unclear { .. } => 3,
        }
    }
}

/// One cause that was found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Which.
    pub cause: &'static Cause,
    /// What it means for this connection.
    pub role: Role,
    /// Its impact here.
    pub impact: Impact,
    /// How sure.
    pub certainty: Certainty,
    /// Whether it concerns the program that the person used, and not this run.
    pub elsewhere: bool,
    /// Whether nothing but the person's report speaks for it.
    pub hearsay: bool,
    /// Because of what.
    pub evidence: Vec<Evidence>,
    /// Other causes found that this one accounts for.
    pub explained: Vec<Finding>,
    /// The refusal as the person's program words it, where that hides this cause.
    pub shown_as: Option<&'static Cause>,
}

impl Finding {
    /// What to do in this situation: against the cause, and as a last resort about the refusal that shows it.
    pub fn remedies(&self, situation: Situation) -> Vec<&'static Remedy> {
        let shown = self.shown_as.map_or(&[][..], |shown| shown.remedies).iter();
        let last = shown.filter(|remedy| remedy.who == Who::You && remedy.risk == Risk::Weakens);
        Remedy::fitting(self.cause.remedies.iter().chain(last), situation)
    }

    /// What to leave alone: about the cause, and about how it is shown.
    pub fn do_not(&self) -> impl Iterator<Item = &'static DoNot> {
        let shown = self.shown_as.map_or(&[][..], |shown| shown.do_not);
        self.cause.do_not.iter().chain(shown)
    }
}

/// What a finding means for this connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// It stops us now.
    Blocker,
    /// It will stop us next.
    Ahead,
    /// Worth knowing.
    Aside,
}

/// A way to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Next {
    /// What for.
    pub says: String,
    /// The arguments of `readmit` that do it, one by one and unquoted; the user's own words.
    pub arguments: Vec<String>,
}
