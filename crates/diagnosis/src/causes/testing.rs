//! What the tests of the causes share.

pub(crate) use crate::facts::testing::*;

use crate::Facts;
use crate::cause::Cause;

/// What a cause finds, as text for an expectation.
pub(crate) fn found(cause: &Cause, facts: &Facts) -> String {
    let Some(found) = cause.matches(facts) else { return "nothing".to_owned() };
    let impact = found.impact.unwrap_or(cause.impact);
    let mut text = format!("{:?}, {impact:?}\n", found.certainty).to_lowercase();
    for evidence in &found.evidence {
        text.push_str(&format!("{}: {}\n", evidence.fact, evidence.says));
    }
    text
}
