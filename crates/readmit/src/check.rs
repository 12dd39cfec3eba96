//! `check`: look at a host from outside and say what is wrong.

use diagnosis::facts::{Fact, Reported};
use diagnosis::{Report, explain::explain};
use probe::{Identity, Target};
use settings::{Seen, Source};

/// The longest report of a person that is kept, in characters.
const LONGEST: usize = 2000;

/// Looks at a target and diagnoses what was seen. `reported` is what the person saw,
/// `inside` the same host from inside.
pub async fn check(
    target: &Target,
    identity: Option<Identity>,
    reported: Option<&str>,
    inside: Option<&Source>,
) -> Report {
    let mut facts = probe::observe(target, identity).await;
    // After the look from outside: the host's log tells what it made of it.
    if let Some(source) = inside {
        let Seen { inside, log } = source.look();
        facts.inside = Fact::Known(inside);
        facts.log = log;
    }
    if let Some(text) = reported {
        let text: String = text.chars().take(LONGEST).collect();
        let causes = explain(&text).causes.iter().map(|cause| cause.id.to_owned()).collect();
        facts.reported = Fact::Known(Reported { text, causes });
    }
    diagnosis::diagnose(facts)
}
