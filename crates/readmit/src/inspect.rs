//! `inspect`: a host seen from inside.

use diagnosis::facts::{Facts, Identity, Insist, Target, TrustPolicy};
use diagnosis::{Report, Stage};
use jiff::Timestamp;
use settings::{Seen, Source};

/// What a host tells from inside, judged. `identity` is who wants in; nobody is signed in.
pub fn inspect(source: &Source, identity: Option<Identity>) -> Report {
    diagnosis::diagnose(facts(source, identity))
}

/// What a host tells from inside.
pub fn facts(source: &Source, identity: Option<Identity>) -> Facts {
    let Seen { inside, log } = source.look();
    let target = Target {
        host: inside.source.clone(),
        port: 3389,
        written: Some(inside.source.clone()),
        identity,
        through: Stage::Session,
        insist: Insist::Auto,
        trust: TrustPolicy::Known,
    };
    Facts::from_inside(target, Timestamp::now(), inside, log)
}
