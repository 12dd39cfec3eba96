//! Why what was not seen was not seen.

use diagnosis::Stage;
use diagnosis::facts::{Fact, Facts, Gap};

/// Stages behind the one asked for were not asked, however far the run got.
pub(crate) fn mark_unasked(facts: &mut Facts) {
    let through = facts.target.through;
    let no_identity = facts.target.identity.is_none();
    if (through < Stage::Logon || no_identity) && facts.logon.gap() == Some(&Gap::NotReached) {
        facts.logon = Fact::not_asked();
    }
    if (through < Stage::Session || no_identity) && facts.session.gap() == Some(&Gap::NotReached) {
        facts.session = Fact::not_asked();
    }
    if through < Stage::Nla && facts.nla.gap() == Some(&Gap::NotReached) {
        facts.nla = Fact::not_asked();
    }
    if through < Stage::Tls && facts.tls.gap() == Some(&Gap::NotReached) {
        facts.tls = Fact::not_asked();
    }
    if through < Stage::Negotiation && facts.negotiation.gap() == Some(&Gap::NotReached) {
        facts.negotiation = Fact::not_asked();
    }
    if through < Stage::Network && facts.network.gap() == Some(&Gap::NotReached) {
        facts.network = Fact::not_asked();
    }
    if through < Stage::Name && facts.name.gap() == Some(&Gap::NotReached) {
        facts.name = Fact::not_asked();
    }
}

/// The first stage that was not reached is where our own defect struck.
pub(crate) fn mark_failed(facts: &mut Facts) {
    fn failed<T>() -> Fact<T> {
        Fact::unknown(Gap::Failed("a defect of Readmit itself; please report it with --save".to_owned()))
    }
    let missing = Stage::ALL.into_iter().find(|stage| facts.state(*stage) == diagnosis::State::NotReached);
    match missing {
        Some(Stage::Client) => facts.client = failed(),
        Some(Stage::Name) => facts.name = failed(),
        Some(Stage::Network) => facts.network = failed(),
        Some(Stage::Negotiation) => facts.negotiation = failed(),
        Some(Stage::Tls) => facts.tls = failed(),
        Some(Stage::Nla) => facts.nla = failed(),
        Some(Stage::Logon) => facts.logon = failed(),
        Some(Stage::Session) => facts.session = failed(),
        Some(Stage::Gateway) | None => facts.gateway = failed(),
    }
}
