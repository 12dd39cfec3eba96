//! `check`: look at a host from outside and say what is wrong.

use std::time::{Duration, Instant};

use diagnosis::facts::log::Entry;
use diagnosis::facts::{Fact, Facts, Log, Reported};
use diagnosis::{Report, explain::explain};
use probe::{Claim, Target};
use settings::{Seen, Source};

/// The longest report of a person that is kept, in characters.
const LONGEST: usize = 2000;

/// Looks at a target and diagnoses what was seen. `reported` is what the person saw,
/// `inside` the same host from inside.
pub async fn check(
    target: &Target,
    claim: Option<Claim>,
    reported: Option<&str>,
    inside: Option<&Source>,
) -> Report {
    let before = inside.map(Source::look).and_then(|seen| seen.log.known().cloned()).unwrap_or_default();
    let mut facts = probe::observe(target, claim).await;
    // After the look from outside: the host's log tells what it made of it.
    if let Some(source) = inside {
        let Seen { inside, log } = look(source, &facts, &before).await;
        facts.inside = Fact::Known(inside);
        facts.log = log;
    }
    if let Some(text) = reported {
        let text: String = text.chars().take(LONGEST).collect();
        // A guess accuses nobody.
        let causes = explain(&text).told.iter().map(|cause| cause.id.to_owned()).collect();
        facts.reported = Fact::Known(Reported { text, causes });
    }
    diagnosis::diagnose(facts)
}

/// Looks at the host from inside. Where a password went to its own screen, its verdict may take a
/// while to be written down: PAM waits after a wrong one.
async fn look(source: &Source, facts: &Facts, before: &Log) -> Seen {
    const MOST: Duration = Duration::from_secs(5);
    const PAUSE: Duration = Duration::from_millis(250);
    let wants_verdict = facts.password.itself_sent && facts.logon.known().is_none();
    let end = Instant::now() + MOST;
    loop {
        let mut seen = source.look();
        if let Some(log) = seen.log.known_mut() {
            log.mark_since(before);
        }
        let said = |entry: &Entry| entry.during_this_run && entry.what.is_verdict();
        let judged = seen.log.known().is_some_and(|log| log.entries.iter().any(said));
        if judged || !wants_verdict || !seen.inside.runs || Instant::now() >= end {
            return seen;
        }
        tokio::time::sleep(PAUSE).await;
    }
}
