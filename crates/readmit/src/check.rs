//! `check`: look at a host from outside and say what is wrong.

use std::time::{Duration, Instant};

use diagnosis::facts::inside::{HostKind, Inside};
use diagnosis::facts::log::Entry;
use diagnosis::facts::{Fact, Facts, Gap, Log, Reported};
use diagnosis::{
    Report,
    explain::{explain, repeated},
};
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
        match of_another_host(&facts, &inside) {
            None => (facts.inside, facts.log) = (Fact::Known(inside), log),
            // Two halves of two hosts make no diagnosis.
            Some(why) => facts.inside = Fact::unknown(Gap::Failed(why)),
        }
    }
    if let Some(text) = reported {
        let text: String = text.chars().take(LONGEST).collect();
        // A guess accuses nobody.
        let causes = explain(&text).told.iter().map(|cause| cause.id.to_owned()).collect();
        let text = repeated(&text);
        facts.reported = Fact::Known(Reported { text, causes });
    }
    diagnosis::diagnose(facts)
}

/// Why what was seen from inside is not of the host that answers: it has another name.
fn of_another_host(facts: &Facts, inside: &Inside) -> Option<String> {
    let label = |name: &str| name.split('.').next().unwrap_or_default().to_lowercase();
    let answers =
        facts.nla.known()?.challenge.known()?.nb_computer.as_deref().filter(|name| !name.is_empty())?;
    let inside_name = inside.system.name.known().filter(|_| inside.kind == HostKind::Windows)?;
    // A NetBIOS name has fifteen letters at most.
    let of_inside: String = label(inside_name).chars().take(15).collect();
    (of_inside != label(answers)).then(|| {
        format!(
            "{} is the computer “{inside_name}”, and the one that answers calls itself “{answers}”",
            inside.source
        )
    })
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
