//! The engine: facts in, report out. All cleverness about causes is in the causes.

use std::cmp::Reverse;

use crate::cause::{Cause, Certainty, Impact, Match};
use crate::causes;
use crate::facts::inside::HostKind;
use crate::facts::{Facts, Inside, StageState};
use crate::next;
use crate::report::{Finding, Report, Role, Verdict};
use crate::stage::{Stage, State};

/// Judges facts. Never fails, never looks anywhere but into the facts.
pub fn diagnose(facts: Facts) -> Report {
    let mut stages = facts.stages();
    let matches: Vec<(&'static Cause, Match)> = causes::ALL
        .iter()
        .filter_map(|&cause| cause.matches(&facts).map(|matched| (cause, matched)))
        .collect();
    answer_from_inside(&mut stages, &matches, facts.is_inside_only());
    let seen = verdict(&facts, &stages);
    let mut findings: Vec<Finding> = matches
        .into_iter()
        .filter_map(|(cause, matched)| finding(cause, matched, &facts, &stages, seen))
        .collect();
    hear(&mut findings, &facts, &stages, seen);
    let reported = |found: &Finding| {
        facts.reported.known().is_some_and(|reported| reported.causes.iter().any(|id| id == found.cause.id))
    };
    // Of what stops nobody, that comes first which is felt.
    let felt = |found: &Finding| (found.role == Role::Aside).then_some(found.impact);
    // A stable sort: causes of equal weight stay in manual order, the more specific first;
    // what the person saw decides between equals only.
    findings.sort_by_key(|found| {
        (found.role, felt(found), found.hearsay, Reverse(found.certainty), found.impact, !reported(found))
    });
    let findings: Vec<Finding> =
        fold_explained(findings).into_iter().flat_map(from_under_its_umbrella).collect();
    let verdict = with_what_lies_ahead(seen, &findings);
    let next = next::steps(&facts, verdict, &findings);
    Report { verdict, stages, findings, next, facts }
}

/// What the stages say.
fn verdict(facts: &Facts, stages: &[StageState]) -> Verdict {
    let wanted: Vec<&StageState> = stages.iter().filter(|seen| seen.stage <= facts.target.through).collect();
    if let Some(stopped) = wanted.iter().find(|seen| seen.state == State::Stopped) {
        return Verdict::Blocked { at: stopped.stage };
    }
    // Of a host seen from inside, what decides over the way in must have been read.
    if facts.is_inside_only() && !facts.inside.known().is_some_and(Inside::is_settled) {
        return Verdict::Unclear { at: Stage::Network };
    }
    // Nor is a log clear in which nothing was understood.
    let not_understood = facts.log.known().is_some_and(|log| !log.not_understood.is_empty());
    if facts.is_inside_only() && not_understood {
        return Verdict::Unclear { at: Stage::Logon };
    }
    let mut through = Stage::Client;
    for seen in &wanted {
        match seen.state {
            State::Passed => through = seen.stage,
            State::NotApplicable | State::NotAsked => {}
            // A picture after an open question does not answer it: hosts without NLA show one
            // to everybody.
            _ => return Verdict::Unclear { at: seen.stage },
        }
    }
    Verdict::Clear { through }
}

/// A way that is clear as far as one saw, with a known blocker behind it, is not clear.
fn with_what_lies_ahead(verdict: Verdict, findings: &[Finding]) -> Verdict {
    let ahead = findings.iter().find(|found| found.role == Role::Ahead);
    match (verdict, ahead) {
        (Verdict::Clear { .. }, Some(found)) => Verdict::Unclear { at: found.cause.stage },
        _ => verdict,
    }
}

fn finding(
    cause: &'static Cause,
    matched: Match,
    facts: &Facts,
    stages: &[StageState],
    verdict: Verdict,
) -> Option<Finding> {
    let impact = matched.impact.unwrap_or(cause.impact);
    let role = match role(cause, impact, matched.elsewhere, stages, verdict) {
        // What was logged earlier explains what stops us now, and foretells nothing.
        Some(Role::Ahead | Role::Aside) if matched.is_only_logged() && !goes_on(facts, &matched, impact) => {
            Role::Aside
        }
        // What is set on the host will stop whoever comes that far.
        Some(Role::Aside) if impact == Impact::Blocks && !matched.elsewhere && matched.is_from_inside() => {
            Role::Ahead
        }
        // Nobody went there: nothing acquits, and what is only possible accuses nobody.
        None if facts.is_inside_only() => Role::Aside,
        role => role?,
    };
    Some(found(cause, role, impact, matched))
}

/// The newest word of a host that isn't Windows is that nobody gets in, and nothing later says otherwise: whoever comes
/// next will see it, too.
fn goes_on(facts: &Facts, matched: &Match, impact: Impact) -> bool {
    let on_linux = facts.inside.known().is_some_and(|inside| inside.kind != HostKind::Windows);
    // Where no success is written down, none can end an accusation; an empty log writes down nothing.
    let tells_success = facts
        .log
        .known()
        .is_some_and(|log| log.read.iter().any(|span| span.from.is_some() && !span.only_faults));
    facts.is_inside_only()
        && on_linux
        && tells_success
        && impact == Impact::Blocks
        && matched.certainty >= Certainty::Likely
}

/// What was left open from outside, and what nobody looked at from there, is answered by what is
/// set on the host.
fn answer_from_inside(stages: &mut [StageState], matches: &[(&'static Cause, Match)], inside_only: bool) {
    // A picture that everybody gets, before any sign-in, is no session.
    let unproven = stages.iter().any(|seen| seen.stage == Stage::Logon && seen.state == State::Unknown);
    for seen in stages {
        let open = seen.state == State::Unknown
            || inside_only && seen.state != State::Stopped
            || unproven && seen.stage == Stage::Session && seen.state == State::Passed;
        let blocks = |(cause, matched): &&(&'static Cause, Match)| {
            let impact = matched.impact.unwrap_or(cause.impact);
            cause.stage == seen.stage
                && impact == Impact::Blocks
                && matched.is_from_inside()
                && !matched.is_only_logged()
        };
        let surest = matches.iter().filter(blocks).map(|(_, matched)| matched.certainty).max();
        match surest.filter(|_| open) {
            Some(Certainty::Certain) => seen.state = State::Stopped,
            Some(Certainty::Likely) => seen.state = State::Unknown,
            _ => {}
        }
    }
}

fn found(cause: &'static Cause, role: Role, impact: Impact, matched: Match) -> Finding {
    Finding {
        cause,
        role,
        impact,
        certainty: matched.certainty,
        elsewhere: matched.elsewhere,
        hearsay: matched.is_hearsay(),
        evidence: matched.evidence,
        explained: Vec::new(),
        shown_as: None,
    }
}

/// Adds what only the person's report speaks for: where the stage did not pass here, and where
/// nothing certain was seen in its place.
fn hear(findings: &mut Vec<Finding>, facts: &Facts, stages: &[StageState], verdict: Verdict) {
    let settled =
        findings.iter().any(|found| found.role == Role::Blocker && found.certainty == Certainty::Certain);
    for &cause in causes::ALL {
        if findings.iter().any(|found| found.cause.id == cause.id) {
            continue;
        }
        let Some(matched) = Match::reported(facts, cause) else { continue };
        let mut concerned = stages.iter().filter(|seen| cause.may_stop_at(seen.stage));
        let passed = concerned.all(|seen| seen.state == State::Passed);
        let Some(role) = role(cause, cause.impact, matched.elsewhere, stages, verdict) else { continue };
        if passed && !matched.elsewhere || settled && role == Role::Blocker {
            continue;
        }
        // Where the way is blocked, hearsay is a hint about why, and no more.
        let certainty = if role == Role::Blocker { Certainty::Possible } else { matched.certainty };
        findings.push(found(cause, role, cause.impact, Match { certainty, ..matched }));
    }
}

/// `None` acquits: what would block did not.
fn role(
    cause: &Cause,
    impact: Impact,
    elsewhere: bool,
    stages: &[StageState],
    verdict: Verdict,
) -> Option<Role> {
    if impact != Impact::Blocks {
        return Some(Role::Aside);
    }
    let mut concerned = stages.iter().filter(|seen| cause.may_stop_at(seen.stage));
    match verdict {
        Verdict::Blocked { at } if cause.may_stop_at(at) => Some(Role::Blocker),
        Verdict::Blocked { .. } if elsewhere => Some(Role::Aside),
        // Nothing stops this run, and something stops the person.
        _ if elsewhere => Some(Role::Ahead),
        _ if concerned.clone().all(|seen| seen.state == State::Passed) => None,
        _ if concerned.any(|seen| matches!(seen.state, State::NotReached | State::Unknown)) => {
            Some(Role::Ahead)
        }
        _ => Some(Role::Aside),
    }
}

/// Moves every finding under one that accounts for it and weighs at least as much.
fn fold_explained(findings: Vec<Finding>) -> Vec<Finding> {
    let accounts = |other: &Finding, found: &Finding| {
        let heard = other.hearsay && !found.hearsay;
        other.cause.explains.contains(&found.cause.id) && other.role <= found.role && !heard
    };
    let explained_at: Vec<bool> =
        findings.iter().map(|found| findings.iter().any(|other| accounts(other, found))).collect();
    let (mut kept, mut explained) = (Vec::new(), Vec::new());
    for (found, is_explained) in findings.into_iter().zip(explained_at) {
        if is_explained { explained.push(found) } else { kept.push(found) }
    }
    for found in explained {
        match kept.iter_mut().find(|other| accounts(other, &found)) {
            Some(other) => other.explained.push(found),
            // It is explained by one that is explained itself.
            None => kept.push(found),
        }
    }
    kept
}

/// A refusal never hides its reason: of the faults that an umbrella accounts for, the surest leads, and the umbrella is
/// only how it is shown. What the lead does not account for itself stands beside it.
fn from_under_its_umbrella(mut umbrella: Finding) -> Vec<Finding> {
    let is_one = causes::UMBRELLAS.iter().any(|cause| cause.id == umbrella.cause.id);
    let seen = |found: &&Finding| !found.hearsay && found.certainty >= Certainty::Likely;
    let likely = umbrella.explained.iter().filter(seen);
    // What already blocks by itself before what would only have hindered; then the surest, in the manual order.
    let blocking = likely.clone().filter(|found| found.impact == Impact::Blocks);
    let Some(surest) = blocking.chain(likely).map(|found| found.cause.id).next().filter(|_| is_one) else {
        return vec![umbrella];
    };
    let at = umbrella.explained.iter().position(|found| found.cause.id == surest).expect("it is one of them");
    let mut lead = umbrella.explained.remove(at);
    for evidence in umbrella.evidence {
        // What makes the refusal, and which certificate it was; the fault itself the lead knows better.
        let adds = !causes::FAULTS_UNDER_UMBRELLAS.contains(&evidence.fact);
        if adds && !lead.evidence.iter().any(|known| known.fact == evidence.fact) {
            lead.evidence.push(evidence);
        }
    }
    let (under, beside): (Vec<_>, Vec<_>) = umbrella
        .explained
        .into_iter()
        .partition(|found| !found.hearsay && lead.cause.explains.contains(&found.cause.id));
    lead.explained.extend(under);
    let lead =
        Finding { role: umbrella.role, impact: umbrella.impact, shown_as: Some(umbrella.cause), ..lead };
    std::iter::once(lead).chain(beside).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Fact, LogonOutcome, testing};

    fn named(report: &Report, id: &str) -> Option<(Role, bool)> {
        report.findings.iter().find(|found| found.cause.id == id).map(|found| (found.role, found.hearsay))
    }

    fn cause(id: &str) -> &'static Cause {
        causes::find(id).expect("it is in the list")
    }

    #[test]
    fn what_the_person_saw_counts_unless_the_stage_passed_here() {
        for cause in causes::ALL {
            let facts = testing::reported(cause);
            let stages = facts.stages();
            let mut concerned = stages.iter().filter(|seen| cause.may_stop_at(seen.stage));
            let passed = concerned.all(|seen| seen.state == State::Passed);
            let heard = named(&diagnose(facts), cause.id).is_some();
            // The program the person used is not this one.
            assert_eq!(heard, !passed || cause.stage == Stage::Client, "{}", cause.id);
        }
    }

    #[test]
    fn a_message_that_many_share_accuses_nobody() {
        let mut facts = testing::reported(cause("client/outdated"));
        let four = causes::ALL.iter().take(4).map(|cause| cause.id.to_owned());
        facts.reported.known_mut().expect("it was reported").causes = four.collect();
        assert_eq!(diagnose(facts).verdict, diagnose(testing::healthy()).verdict);
    }

    #[test]
    fn hearsay_comes_after_what_was_seen_even_if_that_is_less_sure() {
        // A close without a code from a host that says no more: possible at most.
        let mut facts = testing::judged(LogonOutcome::Closed);
        let challenge = facts.nla.known_mut().and_then(|nla| nla.challenge.known_mut()).expect("it is known");
        challenge.windows.as_mut().expect("it is known").build = 22631;
        facts.reported = testing::reported(cause("logon/credential-provider-interferes")).reported;
        let report = diagnose(facts);
        assert_eq!(named(&report, "logon/credential-provider-interferes"), Some((Role::Blocker, true)));
        let (seen, heard): (Vec<_>, Vec<_>) = report.findings.iter().partition(|found| !found.hearsay);
        assert!(!seen.is_empty() && !heard.is_empty());
        assert!(!report.findings[0].hearsay, "{}", report.findings[0].cause.id);
    }

    #[test]
    fn hearsay_neither_swallows_nor_stands_beside_what_the_host_said() {
        for (said, heard) in [(0xC000_006D, "logon/unknown-user"), (0xC000_0234, "logon/disabled")] {
            let mut facts = testing::judged(LogonOutcome::ErrorCode(said));
            facts.reported = testing::reported(cause(heard)).reported;
            facts.session = Fact::not_reached();
            let report = diagnose(facts);
            assert!(!report.findings[0].hearsay && named(&report, heard).is_none(), "{heard}");
        }
    }

    #[test]
    fn what_was_logged_explains_a_stop_and_foretells_none() {
        use crate::facts::log::Provider;
        // Seen from inside only: worth knowing.
        let logged = testing::event(Provider::Netlogon, 3210);
        let report = diagnose(logged.clone());
        assert_eq!(named(&report, "nla/trust-broken"), Some((Role::Aside, false)));
        assert!(matches!(report.verdict, Verdict::Clear { .. }), "{:?}", report.verdict);
        // Beside a way that is clear so far: the same.
        let mut clear = testing::healthy();
        clear.log = logged.log;
        assert!(matches!(diagnose(clear).verdict, Verdict::Clear { .. }));
    }

    #[test]
    fn what_is_set_blocks_and_what_could_not_be_read_settles_nothing() {
        let off = testing::spoilt(|inside| inside.access.allowed.own = Fact::Known(Some(false)));
        let report = diagnose(off);
        assert_eq!(report.verdict, Verdict::Blocked { at: Stage::Network });
        assert_eq!(named(&report, "network/rdp-disabled"), Some((Role::Blocker, false)));
        assert!(matches!(diagnose(testing::inside()).verdict, Verdict::Clear { .. }));
        let unread = testing::spoilt(|inside| inside.access.allowed.policy = Fact::not_asked());
        assert_eq!(diagnose(unread).verdict, Verdict::Unclear { at: Stage::Network });
    }

    #[test]
    fn both_sides_together_name_what_lies_behind_a_refusal() {
        let mut facts = testing::stopped_at_connect(crate::facts::Connect::Refused);
        facts.inside = testing::spoilt(|inside| inside.access.allowed.own = Fact::Known(Some(false))).inside;
        let report = diagnose(facts);
        assert_eq!(report.findings[0].cause.id, "network/rdp-disabled");
        assert!(report.findings[0].explained.iter().any(|found| found.cause.id == "network/port-refused"));
    }

    #[test]
    fn a_refusal_never_hides_its_reason() {
        let refused = |name_fits, self_signed| {
            let mut facts = testing::healthy();
            let tls = facts.tls.known_mut().expect("it was seen");
            tls.trust = crate::facts::HostTrust::Refused;
            tls.name_fits = Fact::Known(name_fits);
            if self_signed {
                tls.verdict = Fact::Known(crate::facts::ChainVerdict::SelfSigned);
                tls.chain[0].self_signed = true;
            }
            facts
        };
        let report = diagnose(refused(false, true));
        let lead = &report.findings[0];
        assert_eq!((lead.cause.id, lead.role), ("tls/name-mismatch", Role::Blocker));
        assert_eq!(lead.shown_as.map(|shown| shown.id), Some("client/server-authentication-required"));
        // Another fault of the same certificate is no part of it.
        assert!(lead.explained.is_empty() && named(&report, "tls/self-signed").is_some());
        // What the person saw is no fault that was seen.
        let mut heard = refused(false, false);
        heard.reported = testing::reported(cause("tls/certificate-expired")).reported;
        let report = diagnose(heard);
        assert_eq!(report.findings[0].cause.id, "tls/name-mismatch");
        assert!(report.findings[0].explained.is_empty());
        // Where no fault is found, the refusal itself is the answer.
        let mut odd = refused(true, false);
        odd.tls.known_mut().expect("it was seen").verdict = Fact::not_asked();
        let findings = diagnose(odd).findings;
        assert!(findings[0].shown_as.is_none(), "{:?}", findings[0]);
    }
}
