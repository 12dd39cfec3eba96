//! The engine: facts in, report out. All cleverness about causes is in the causes.

use crate::cause::{Cause, Impact};
use crate::causes;
use crate::facts::{Facts, Gap, HostTrust, StageState};
use crate::report::{Finding, Next, Report, Role, Verdict};
use crate::stage::{Stage, State};

/// Judges facts. Never fails, never looks anywhere but into the facts.
pub fn diagnose(facts: Facts) -> Report {
    let stages = facts.stages();
    let verdict = verdict(&facts, &stages);
    let mut findings: Vec<Finding> =
        causes::ALL.iter().filter_map(|cause| finding(cause, &facts, &stages, verdict)).collect();
    // A stable sort: causes of equal weight stay in manual order, the more specific first.
    findings.sort_by_key(|found| (found.role, std::cmp::Reverse(found.certainty), found.impact));
    let findings = fold_explained(findings);
    let next = next(&facts, verdict);
    Report { verdict, stages, findings, next, facts }
}

fn verdict(facts: &Facts, stages: &[StageState]) -> Verdict {
    if let Some(stopped) = stages.iter().find(|stage| stage.state == State::Stopped) {
        return Verdict::Blocked { at: stopped.stage };
    }
    let mut through = Stage::Client;
    for seen in stages.iter().take_while(|seen| seen.stage <= facts.target.through) {
        match seen.state {
            State::Passed => through = seen.stage,
            State::NotApplicable => {}
            State::NotAsked => break,
            // A picture after an open question does not answer it: hosts without NLA show one
            // to everybody.
            _ => return Verdict::Unclear { at: seen.stage },
        }
    }
    Verdict::Clear { through }
}

fn finding(cause: &'static Cause, facts: &Facts, stages: &[StageState], verdict: Verdict) -> Option<Finding> {
    let matched = (cause.detect)(facts)?;
    let impact = matched.impact.unwrap_or(cause.impact);
    Some(Finding {
        cause,
        role: role(cause, impact, stages, verdict),
        impact,
        certainty: matched.certainty,
        evidence: matched.evidence,
        explained: Vec::new(),
    })
}

fn role(cause: &Cause, impact: Impact, stages: &[StageState], verdict: Verdict) -> Role {
    if impact != Impact::Blocks {
        return Role::Aside;
    }
    match verdict {
        Verdict::Blocked { at } | Verdict::Unclear { at } if cause.may_stop_at(at) => Role::Blocker,
        _ => {
            let not_reached =
                |seen: &StageState| seen.state == State::NotReached && cause.may_stop_at(seen.stage);
            if stages.iter().any(not_reached) { Role::Ahead } else { Role::Aside }
        }
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
    let mut next = Vec::new();
    let mut offer = |says: String, more: &[&str]| {
        let mut arguments = vec!["check".to_owned(), target.clone()];
        if let Some(identity) = &facts.target.identity {
            arguments.extend(["-u".to_owned(), identity.display()]);
        }
        arguments.extend(more.iter().map(|&word| word.to_owned()));
        next.push(Next { says, arguments });
    };
    match verdict {
        Verdict::Clear { .. } if facts.target.identity.is_none() => {
            offer("Your account was not tested. To test it, with one attempt:".to_owned(), &["-u", "<user>"]);
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
                        "Nobody vouches for this host, so nothing was computed from your password. Compare \
                         the certificate's SHA-256 with what the host's administrator reads on the host \
                         itself, then accept it:\n{print}"
                    ),
                    &["--trust", "ask"],
                );
            }
        }
        Verdict::Unclear { at: Stage::Logon } if facts.session.known().is_none() => offer(
            "This host asks for the password on its own screen. To see whether a screen appears:".to_owned(),
            &["--to", "session"],
        ),
        _ => {}
    }
    next
}
