//! What a cause is. Every cause is one `static` in a file of its own.

use serde::Serialize;

use crate::change::Change;
use crate::facts::Facts;
use crate::remedy::Remedy;
use crate::stage::Stage;

/// One thing that can be wrong, with all that is known about it.
#[derive(Debug)]
pub struct Cause {
    /// `stage/name`; public and permanent.
    pub id: &'static str,
    /// Names this cause had before.
    pub aliases: &'static [&'static str],
    /// The stage it belongs to.
    pub stage: Stage,
    /// Where else it may show.
    pub stops_at: &'static [Stage],
    /// What it does to the connection.
    pub impact: Impact,
    /// How often it is met: a judgement from articles and issue threads, not a measurement.
    pub frequency: Frequency,
    /// At most 60 characters, as its sufferer would say it.
    pub title: &'static str,
    /// Two or three sentences for someone who never read the protocol.
    pub meaning: &'static str,
    /// What people see on their screens.
    pub seen_as: &'static [SeenAs],
    /// What it takes to tell it.
    pub told_by: &'static [ToldBy],
    /// Where it shows on the host itself: settings, services, events. `Client (not host):`
    /// marks signs on the connecting side, `Gateway:` those on a gateway.
    pub signs: &'static [&'static str],
    /// The rule. Silent where a fact it needs is unknown.
    pub detect: fn(&Facts) -> Option<Match>,
    /// The rule for what is seen on the host itself: settings, services, logs.
    pub inside: fn(&Facts) -> Option<Match>,
    /// What to do, safest first for each addressee.
    pub remedies: &'static [Remedy],
    /// What a repair can change on the host, smallest first.
    pub changes: &'static [&'static Change],
    /// What is commonly advised, and harms or doesn't help.
    pub do_not: &'static [DoNot],
    /// What else could lie behind it that can't be told apart from here.
    pub behind: &'static [Behind],
    /// Ids of causes that this one accounts for.
    pub explains: &'static [&'static str],
    /// How well its facts are known.
    pub trust: Trust,
    /// Where they come from.
    pub references: &'static [&'static str],
}

/// What a cause does to the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Impact {
    /// No way in.
    Blocks,
    /// A way in, but bad or after an extra step.
    Hinders,
    /// A way in that is unsafe.
    Exposes,
}

/// What it takes to tell a cause. All but the last are needed together; [`ToldBy::Inside`] is
/// another way, or the only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ToldBy {
    /// By looking at the host from outside, without a user.
    Outside,
    /// By the connection file.
    File,
    /// By one attempt to sign in.
    Credentials,
    /// By going on into a session.
    Session,
    /// By what the person's own program shows.
    Report,
    /// By settings or logs, of the host or of the connecting side.
    Inside,
}

/// How often a cause is met, most often first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Frequency {
    /// Every help desk knows it.
    VeryCommon,
    /// Often.
    Common,
    /// Now and then.
    Occasional,
    /// Hardly ever.
    Rare,
}

/// How sure a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The facts allow it.
    Possible,
    /// The facts speak for it.
    Likely,
    /// The facts leave nothing else.
    Certain,
}

/// How well something is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// Public documentation or source code states it.
    Cited,
    /// Some of it is confirmed.
    PartlyVerified,
    /// Nobody confirmed it yet.
    Unverified,
}

/// What someone's screen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenAs {
    /// Which program shows it.
    pub client: &'static str,
    /// The sentence, in English.
    pub message: &'static str,
    /// The codes with it, as they are written there.
    pub codes: &'static [&'static str],
}

/// Advice to be left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoNot {
    /// What is advised.
    pub advice: &'static str,
    /// Why it harms or doesn't help.
    pub why: &'static str,
    /// What to do instead.
    pub instead: &'static str,
}

/// Something that looks the same from where we stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behind {
    /// What it could be.
    pub what: &'static str,
    /// The one look that would tell.
    pub tell: &'static str,
}

/// A cause's rule has fired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// How sure.
    pub certainty: Certainty,
    /// Because of what.
    pub evidence: Vec<Evidence>,
    /// The impact in this case, where it differs from the cause's own.
    pub impact: Option<Impact>,
    /// It concerns the program that the person used, which this run is not: that a stage passed
    /// here acquits nobody.
    pub elsewhere: bool,
}

/// One fact that speaks for a cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// JSON pointer into the facts.
    pub fact: &'static str,
    /// What it says, in words.
    pub says: String,
}

impl Match {
    /// The fact that holds what the person saw.
    pub const REPORT: &str = "/reported";

    fn new(certainty: Certainty, fact: &'static str, says: impl Into<String>) -> Self {
        Self {
            certainty,
            evidence: vec![Evidence { fact, says: says.into() }],
            impact: None,
            elsewhere: false,
        }
    }

    /// The person saw a message or a code that leads to this cause: hearsay. A message that many
    /// causes share accuses none of them.
    pub fn reported(facts: &Facts, cause: &Cause) -> Option<Self> {
        const TELLING: usize = 3;
        let reported = facts.reported.known()?;
        if reported.causes.len() > TELLING || !reported.causes.iter().any(|id| id == cause.id) {
            return None;
        }
        let alone = reported.causes.len() == 1;
        let certainty = if alone { Certainty::Likely } else { Certainty::Possible };
        let found = Self::new(certainty, Self::REPORT, format!("you saw “{}”", reported.excerpt()));
        // Only a message that leads here alone settles that it was the person's own program.
        Some(if cause.stage == Stage::Client && alone { found.elsewhere() } else { found })
    }

    /// Nothing else fits.
    pub fn certain(fact: &'static str, says: impl Into<String>) -> Self {
        Self::new(Certainty::Certain, fact, says)
    }

    /// It speaks for this.
    pub fn likely(fact: &'static str, says: impl Into<String>) -> Self {
        Self::new(Certainty::Likely, fact, says)
    }

    /// It could be this.
    pub fn possible(fact: &'static str, says: impl Into<String>) -> Self {
        Self::new(Certainty::Possible, fact, says)
    }

    /// One more fact that speaks for it.
    #[must_use]
    pub fn and(mut self, fact: &'static str, says: impl Into<String>) -> Self {
        self.evidence.push(Evidence { fact, says: says.into() });
        self
    }

    /// The same match, about the program that the person used.
    #[must_use]
    pub fn elsewhere(mut self) -> Self {
        self.elsewhere = true;
        self
    }

    /// What is seen from outside and from inside, together: as sure as the surer of the two.
    #[must_use]
    pub fn together(self, other: Self) -> Self {
        let (certainty, elsewhere) = (self.certainty.max(other.certainty), self.elsewhere && other.elsewhere);
        let impact = self.impact.or(other.impact);
        let evidence = self.evidence.into_iter().chain(other.evidence).collect();
        Self { certainty, evidence, impact, elsewhere }
    }

    /// Whether something seen on the host itself speaks for it.
    pub fn is_from_inside(&self) -> bool {
        self.evidence.iter().any(|evidence| crate::causes::is_inside(evidence.fact))
    }

    /// Whether nothing but a log speaks for it, and of an earlier time: it may be over.
    pub fn is_only_logged(&self) -> bool {
        self.certainty != Certainty::Certain
            && self.evidence.iter().all(|evidence| evidence.fact.starts_with("/log/"))
    }

    /// Whether nothing but the person's report speaks for it.
    pub fn is_hearsay(&self) -> bool {
        self.evidence.iter().all(|evidence| evidence.fact == Self::REPORT)
    }

    /// The same match with another impact.
    #[must_use]
    pub fn with_impact(mut self, impact: Impact) -> Self {
        self.impact = Some(impact);
        self
    }
}

impl Cause {
    /// Asks both of its rules.
    pub fn matches(&self, facts: &Facts) -> Option<Match> {
        match ((self.detect)(facts), (self.inside)(facts)) {
            (Some(outside), Some(inside)) => Some(outside.together(inside)),
            (outside, inside) => outside.or(inside),
        }
    }

    /// Whether a look from outside, with or without a user, can tell it.
    pub fn is_told_from_here(&self) -> bool {
        self.told_by.iter().any(|by| !matches!(by, ToldBy::Report | ToldBy::Inside))
    }

    /// Whether a connection that stopped at `stage` may have stopped because of this.
    pub fn may_stop_at(&self, stage: Stage) -> bool {
        self.stage == stage || self.stops_at.contains(&stage)
    }
}
