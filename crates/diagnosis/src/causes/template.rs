//! What it is, in one line.

use crate::cause::{Cause, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// What it is, in one line.
pub static CAUSE: Cause = Cause {
    id: "client/template",
    aliases: &[],
    stage: Stage::Client,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "As its sufferer would say it, up to 60 characters",
    meaning: "Two or three sentences for someone who never read the protocol.",
    seen_as: &[],
    told_by: &[ToldBy::Outside],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[Remedy { who: Who::You, risk: Risk::Harmless, text: "Do this.", command: None }],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Unverified,
    references: &[],
};

/// Silent where a fact it needs is unknown: `known()?` is the rule "ignorance accuses nobody".
fn detect(facts: &Facts) -> Option<Match> {
    let _ = facts;
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causes::testing;

    #[test]
    fn silent_while_nothing_is_wrong() {
        // Then: a situation in words, with one thing spoilt, and what is found in it.
        assert_eq!((CAUSE.detect)(&testing::healthy()), None);
    }
}
