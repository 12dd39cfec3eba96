//! A report for the help desk: one HTML file that needs nothing else, not even script.
//!
//! Everything a host, a file or a person wrote is cleaned and escaped; the page's own policy
//! lets no other style or script run than the two that were written here.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use diagnosis::facts::StageState;
use diagnosis::{Finding, Report, Role, Stage, State, Verdict};
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::clean::clean;
use crate::fill::Known;
use crate::parts::{self, Advice, Pair, Steps};
use crate::words::{
    NOT_TRIED, NOTHING_DONE, ahead, beside, called, certainty, doubt, headline, not_joined, proof, reported,
    shown_first, unchecked,
};

const TEMPLATE: &str = include_str!("report.html");
const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

#[derive(Serialize)]
struct StageLine {
    name: &'static str,
    state: &'static str,
    word: &'static str,
    summary: String,
}

/// The refusal as the person's program words it.
#[derive(Serialize)]
struct Shown {
    title: &'static str,
    meaning: &'static str,
}

#[derive(Serialize)]
struct Card {
    title: &'static str,
    tag: String,
    meaning: &'static str,
    doubt: Option<&'static str>,
    shown_as: Option<Shown>,
    because: Vec<String>,
    behind: Vec<Pair>,
    remedies: Vec<Steps>,
    do_not: Vec<Advice>,
}

#[derive(Serialize)]
struct Group {
    id: &'static str,
    heading: &'static str,
    findings: Vec<Card>,
}

#[derive(Serialize)]
struct NextStep {
    says: String,
    command: String,
    complete: bool,
}

#[derive(Serialize)]
struct Made {
    to: String,
    purpose: String,
}

/// The report as one HTML file. `version` is the program's own.
pub fn html(report: &Report, version: &str) -> String {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("report.html", TEMPLATE).expect("the template is ours and sound");
    let template = environment.get_template("report.html").expect("it was added");
    let target = &report.facts.target;
    let first = shown_first(report);
    let known = Known::of(report);
    // Where no gateway is in use, it is no part of the way.
    let on_the_way = |seen: &&StageState| seen.stage != Stage::Gateway || seen.state != State::NotApplicable;
    let stages: Vec<StageLine> = report.stages.iter().filter(on_the_way).map(stage).collect();
    let path: Vec<String> = stages.iter().map(|stage| format!("{} {}", stage.name, stage.word)).collect();
    let facts = serde_json::to_string_pretty(&report.facts).expect("facts hold no maps with odd keys");
    template
        .render(context! {
            version,
            style => STYLE,
            style_hash => hash(STYLE),
            script => SCRIPT,
            script_hash => hash(SCRIPT),
            not_tried => NOT_TRIED,
            target => clean(&target.address()),
            user => target.identity.as_ref().map(|identity| clean(&identity.display())),
            observed_at => report.facts.observed_at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
            took => format!("{:.1} s", f64::from(report.facts.took.0) / 1000.0),
            verdict => report.verdict.word(),
            verdict_words => verdict(report.verdict),
            headline => headline(report),
            tag => first.map(tag),
            stages,
            path_words => format!("The way: {}", path.join(", ")),
            first => first.map(|found| card(found, &known)),
            reported => reported(report).as_deref().map(clean),
            others => others(report, &known),
            next => next(report),
            proof => if report.facts.is_inside_only() { NOTHING_DONE } else { proof(report) },
            only_inside => report.facts.is_inside_only(),
            unchecked => unchecked(report),
            not_joined => not_joined(report).as_deref().map(clean),
            connections => connections(report),
            facts => without_harm(&facts),
        })
        .expect("the template asks for nothing else")
}

/// A hash as a content security policy writes it.
fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text.as_bytes()))
}

fn without_harm(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !crate::clean::is_harmful(*c)).collect()
}

fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Clear { through } => format!("Clear through {through}"),
        Verdict::Blocked { at } => format!("Blocked at {at}"),
        Verdict::Unclear { at } => format!("Not settled at {at}"),
    }
}

fn stage(seen: &StageState) -> StageLine {
    let (state, word) = match seen.state {
        State::Passed => ("passed", "passed"),
        State::Stopped => ("stopped", "stopped"),
        State::Unknown => ("unknown", "not settled"),
        State::NotReached => ("not-reached", "not reached"),
        State::NotAsked => ("not-asked", "not asked"),
        State::NotApplicable => ("not-applicable", "not applicable"),
    };
    StageLine { name: seen.stage.word(), state, word, summary: clean(&seen.summary) }
}

fn tag(found: &Finding) -> String {
    format!("{}, {}", found.cause.id, certainty(found.certainty))
}

fn card(found: &Finding, known: &Known) -> Card {
    let cause = found.cause;
    let evidence = found.evidence.iter().map(|evidence| clean(&evidence.says));
    let includes = found
        .explained
        .iter()
        .map(|inner| format!("This includes: {} ({}).", inner.cause.title, inner.cause.id));
    Card {
        title: cause.title,
        tag: tag(found),
        meaning: cause.meaning,
        doubt: doubt(cause.trust),
        because: evidence.chain(includes).collect(),
        behind: parts::behind(cause),
        remedies: parts::remedies(&found.remedies(known.situation), known),
        shown_as: found.shown_as.map(|shown| Shown { title: shown.title, meaning: shown.meaning }),
        do_not: parts::do_not(found.do_not()),
    }
}

fn others(report: &Report, known: &Known) -> Vec<Group> {
    let first_is_shown = shown_first(report).is_some();
    let rest = &report.findings[usize::from(first_is_shown)..];
    let group = |role: Role, id, heading| Group {
        id,
        heading,
        findings: rest.iter().filter(|found| found.role == role).map(|found| card(found, known)).collect(),
    };
    let groups = [
        group(Role::Blocker, "could-be", beside(rest)),
        group(Role::Ahead, "ahead", ahead(report)),
        group(Role::Aside, "aside", "Worth knowing"),
    ];
    groups.into_iter().filter(|group| !group.findings.is_empty()).collect()
}

fn next(report: &Report) -> Vec<NextStep> {
    let steps = report.next.iter();
    steps
        .map(|next| NextStep {
            says: clean(&next.says),
            command: called(&next.arguments),
            complete: !next.arguments.iter().any(|word| word.starts_with('<')),
        })
        .collect()
}

fn connections(report: &Report) -> Vec<Made> {
    let made = report.facts.connections.iter();
    made.map(|made| Made { to: clean(&made.to), purpose: clean(&made.purpose) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_knows_the_style_and_the_script_by_their_hashes() {
        // `printf '' | openssl dgst -sha256 -binary | base64`
        assert_eq!(hash(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }
}
