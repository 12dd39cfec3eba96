//! The engine: facts in, report out. All cleverness about causes is in the causes.

use std::cmp::Reverse;

use crate::cause::{Cause, Impact, Match};
use crate::causes;
use crate::facts::{Facts, Gap, HostTrust, Insist, StageState, TrustPolicy};
use crate::report::{Finding, Next, Report, Role, Verdict};
use crate::stage::{Stage, State};

/// Judges facts. Never fails, never looks anywhere but into the facts.
pub fn diagnose(facts: Facts) -> Report {
    let stages = facts.stages();
    let seen = verdict(&facts, &stages);
    let mut findings: Vec<Finding> =
        causes::ALL.iter().filter_map(|cause| finding(cause, &facts, &stages, seen)).collect();
    let reported = |found: &Finding| {
        facts.reported.known().is_some_and(|reported| reported.causes.iter().any(|id| id == found.cause.id))
    };
    // Of what stops nobody, that comes first which is felt.
    let felt = |found: &Finding| (found.role == Role::Aside).then_some(found.impact);
    // A stable sort: causes of equal weight stay in manual order, the more specific first;
    // what the person saw decides between equals only.
    findings.sort_by_key(|found| {
        (found.role, felt(found), Reverse(found.certainty), found.hearsay, found.impact, !reported(found))
    });
    let findings = fold_explained(findings);
    let verdict = with_what_lies_ahead(seen, &findings);
    let next = next(&facts, verdict);
    Report { verdict, stages, findings, next, facts }
}

/// What the stages say.
fn verdict(facts: &Facts, stages: &[StageState]) -> Verdict {
    let wanted: Vec<&StageState> = stages.iter().filter(|seen| seen.stage <= facts.target.through).collect();
    if let Some(stopped) = wanted.iter().find(|seen| seen.state == State::Stopped) {
        return Verdict::Blocked { at: stopped.stage };
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

fn finding(cause: &'static Cause, facts: &Facts, stages: &[StageState], verdict: Verdict) -> Option<Finding> {
    let matched = (cause.detect)(facts).or_else(|| Match::reported(facts, cause))?;
    let impact = matched.impact.unwrap_or(cause.impact);
    Some(Finding {
        cause,
        role: role(cause, impact, matched.elsewhere, stages, verdict)?,
        impact,
        certainty: matched.certainty,
        elsewhere: matched.elsewhere,
        hearsay: matched.is_hearsay(),
        evidence: matched.evidence,
        explained: Vec::new(),
    })
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
        other.cause.explains.contains(&found.cause.id) && other.role <= found.role
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

/// How to go on, in the words of the command line.
fn next(facts: &Facts, verdict: Verdict) -> Vec<Next> {
    let target = facts.target.as_written();
    let is_lab = target.starts_with("lab:");
    if target.starts_with('(') {
        // Redacted: there is nothing left that could be called.
        return Vec::new();
    }
    let mut next = Vec::new();
    let mut offer = |says: String, more: &[&str]| {
        // A file's name may begin with a hyphen.
        let target = if target.starts_with('-') { format!("./{target}") } else { target.clone() };
        let mut arguments = vec!["check".to_owned(), target];
        // A lab brings its own account and trust.
        if let Some(identity) = facts.target.identity.as_ref().filter(|_| !is_lab) {
            arguments.extend(["-u".to_owned(), identity.display()]);
        }
        match facts.target.insist {
            Insist::Auto => {}
            Insist::Nla => arguments.extend(["--security".to_owned(), "nla".to_owned()]),
            Insist::Tls => arguments.extend(["--security".to_owned(), "tls".to_owned()]),
            Insist::Rdp => arguments.extend(["--security".to_owned(), "rdp".to_owned()]),
        }
        if facts.target.trust == TrustPolicy::Any && !is_lab {
            arguments.extend(["--trust".to_owned(), "any".to_owned()]);
        }
        arguments.extend(more.iter().map(|&word| word.to_owned()));
        next.push(Next { says, arguments });
    };
    match verdict {
        Verdict::Clear { .. } if facts.target.identity.is_none() => {
            let file = facts.client.known().and_then(|client| client.file.known());
            let user = file.and_then(|file| file.user.as_deref()).unwrap_or("<user>");
            offer("Your account was not tested. To test it, with one attempt:".to_owned(), &["-u", user]);
        }
        Verdict::Clear { through: Stage::Logon } => {
            offer(
                "No session was opened. To look for the first picture (this may take over a running session):"
                    .to_owned(),
                &["--to", "session"],
            );
        }
        Verdict::Unclear { at: Stage::Logon } if facts.logon.gap() == Some(&Gap::Forbidden) => {
            let tls = facts.tls.known();
            let print = tls.and_then(|tls| tls.leaf()).map_or_else(String::new, |leaf| leaf.sha256.clone());
            if tls.is_some_and(|tls| tls.trust == HostTrust::Unconfirmed) {
                offer(
                    format!(
                        "Nothing was computed from your password. Compare the certificate's SHA-256 with what \
                         the host's administrator reads on the host itself. If they are the same, accept it \
                         when you are asked; if not, this is not your host:\n{print}"
                    ),
                    &["--trust", "ask"],
                );
            }
        }
        Verdict::Unclear { at: Stage::Logon }
            if signs_in_on_screen(facts) && facts.session.known().is_none() =>
        {
            offer(
                "This host asks for the password on its own screen. To see whether a screen appears:"
                    .to_owned(),
                &["--to", "session"],
            );
        }
        _ => {}
    }
    next
}

/// A host without NLA.
fn signs_in_on_screen(facts: &Facts) -> bool {
    facts.nla.gap() == Some(&Gap::NotApplicable) && facts.state(Stage::Tls) == State::Passed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Fact, testing};

    fn found(report: &Report, id: &str) -> Option<(Role, bool)> {
        report.findings.iter().find(|found| found.cause.id == id).map(|found| (found.role, found.hearsay))
    }

    #[test]
    fn what_the_person_saw_counts_unless_the_stage_passed_here() {
        for cause in causes::ALL.iter().filter(|cause| cause.impact == Impact::Blocks) {
            let facts = testing::reported(cause);
            let stage = facts.state(cause.stage);
            let expected = match stage {
                // The program the person used is not this one.
                _ if cause.stage == Stage::Client => Some((Role::Ahead, true)),
                State::Passed => None,
                State::NotReached | State::Unknown => Some((Role::Ahead, true)),
                _ => Some((Role::Aside, true)),
            };
            // Causes that show at a stage which was not looked at stay open.
            let open = cause.stops_at.iter().any(|at| facts.state(*at) != State::Passed);
            let report = diagnose(facts);
            assert!(found(&report, cause.id) == expected || open, "{} {stage:?}", cause.id);
        }
    }

    #[test]
    fn a_message_that_many_share_accuses_nobody() {
        let cause = causes::find("client/outdated").expect("it is in the list");
        let mut facts = testing::reported(cause);
        let four = causes::ALL.iter().take(4).map(|cause| cause.id.to_owned());
        facts.reported.known_mut().expect("it was reported").causes = four.collect();
        assert_eq!(diagnose(facts).verdict, diagnose(testing::healthy()).verdict);
    }

    #[test]
    fn hearsay_comes_after_what_was_seen() {
        let mut facts = testing::judged(crate::facts::LogonOutcome::ErrorCode(0xC000_0234));
        facts.reported =
            testing::reported(causes::find("logon/disabled").expect("it is in the list")).reported;
        facts.session = Fact::not_reached();
        let report = diagnose(facts);
        assert_eq!(found(&report, "logon/locked-out"), Some((Role::Blocker, false)));
        assert_eq!(report.findings[0].cause.id, "logon/locked-out");
    }
}
