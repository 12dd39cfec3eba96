//! A report as ten lines for a ticket: what, since when, why, who acts, what was tried, what to ask next.

use diagnosis::cause::Certainty;
use diagnosis::remedy::{Remedy, Risk, Who};
use diagnosis::{Finding, Report, Role, Verdict};

use crate::clean::clean;
use crate::fill::Known;
use crate::words::{certainty, headline, proof, shown_first, unchecked};

/// The report as plain lines to paste; none is wrapped.
pub fn ticket(report: &Report) -> String {
    let facts = &report.facts;
    let known = Known::of(report);
    let found = shown_first(report);
    let who =
        facts.target.identity.as_ref().map_or_else(String::new, |id| format!(" as {}", clean(&id.display())));
    let mut lines = vec![
        format!("Remote Desktop to {}{who}: {}", clean(&facts.target.address()), verdict(report)),
        format!("Seen:    {}", facts.observed_at.strftime("%F %H:%M UTC")),
    ];
    if let Some(reported) = facts.reported.known() {
        lines.push(format!("Screen:  “{}”", clean(&reported.excerpt())));
    }
    if let Some(found) = found {
        lines.extend(cause(found, &known, facts.reported.known().is_none()));
    } else {
        lines.push(format!("Result:  {}", headline(report)));
        lines.extend(said(report));
    }
    lines.extend(aside(report, found));
    let others: Vec<&str> = report
        .findings
        .iter()
        .filter(|other| {
            other.role != Role::Aside && found.is_none_or(|found| found.cause.id != other.cause.id)
        })
        .map(|other| other.cause.id)
        .collect();
    if !others.is_empty() {
        lines.push(format!("Or:      {}", others.join(", ")));
    }
    lines.push(format!("Ask:     {}", ask(report, found)));
    lines.push(format!("Tried:   {}", tried(report)));
    lines.join("\n") + "\n"
}

fn verdict(report: &Report) -> String {
    match report.verdict {
        Verdict::Clear { through } => format!("no obstacle seen, as far as {through}"),
        _ => format!("{} at the stage {}", report.verdict.word(), report.verdict.stage()),
    }
}

/// What the screen says by itself, where this look did not go so far.
fn said(report: &Report) -> Option<String> {
    if report.facts.target.identity.is_some() {
        return None;
    }
    let first = report.facts.reported.known()?.first().and_then(diagnosis::causes::find)?;
    let yours =
        first.remedies.iter().find(|remedy| remedy.who == Who::You && remedy.risk != Risk::Weakens)?;
    Some(format!("Says:    the screen means: {} ({}). {}", first.title, first.id, yours.text))
}

/// What is certain and does not stop this look.
fn aside(report: &Report, found: Option<&Finding>) -> Option<String> {
    let certain = report.findings.iter().filter(|other| {
        other.role == Role::Aside
            && other.certainty == Certainty::Certain
            && found.is_none_or(|found| found.cause.id != other.cause.id)
    });
    let named: Vec<String> =
        certain.map(|other| format!("{} ({})", other.cause.title, other.cause.id)).collect();
    (!named.is_empty()).then(|| format!("Also:    {}", named.join("; ")))
}

/// `shown`: whether the client's own words are not among the lines yet.
fn cause(found: &Finding, known: &Known, shown: bool) -> Vec<String> {
    let mut lines =
        vec![format!("Cause:   {} ({}, {})", found.cause.title, found.cause.id, certainty(found.certainty))];
    lines.extend(found.shown_as.filter(|_| shown).map(|shown| format!("Shown:   “{}”", shown.title)));
    if let Some(evidence) = found.evidence.first() {
        lines.push(format!("Because: {}", clean(&evidence.says)));
    }
    let remedies = found.remedies(known.situation);
    let mut safe = remedies.iter().filter(|remedy| remedy.risk != Risk::Weakens);
    let step = |remedy: &Remedy| {
        let command = known.command(remedy).map(|(_, filled)| format!("  [{}]", filled.line));
        remedy.text.to_owned() + &command.unwrap_or_default()
    };
    let yours = safe.clone().find(|remedy| remedy.who == Who::You);
    lines.extend(yours.map(|remedy| format!("Person:  {}", step(remedy))));
    let others = safe.find(|remedy| remedy.who != Who::You);
    lines.extend(others.map(|remedy| format!("Acts:    {}: {}", actor(remedy.who), step(remedy))));
    lines
}

const fn actor(who: Who) -> &'static str {
    match who {
        Who::You => "the person",
        Who::HelpDesk => "the help desk",
        Who::HostAdmin => "the host's administrator",
        Who::DomainAdmin => "the domain's administrator",
        Who::NetworkAdmin => "the network's administrator",
    }
}

/// What to ask the person next: the look that tells apart what looks the same, or what this look still lacks.
fn ask(report: &Report, found: Option<&Finding>) -> String {
    if let Some(behind) = found.and_then(|found| found.cause.behind.first()) {
        return format!("is it this: {}? Look at: {}", behind.what, behind.tell);
    }
    if report.facts.reported.known().is_none() && !report.facts.is_inside_only() {
        return "what exactly does the screen say? Add it: --seen \"…\"".to_owned();
    }
    let first = report.facts.reported.known().and_then(|reported| reported.first());
    let untried = report.facts.target.identity.is_none() && !report.facts.is_inside_only();
    if first.is_some_and(diagnosis::causes::loses_tries) && untried {
        return "has that been mended? Until then a try with the account is lost, and may prolong it."
            .to_owned();
    }
    if report.facts.target.identity.is_none() && !report.facts.is_inside_only() {
        return "which user? A look with -u tries the account, once.".to_owned();
    }
    "does it still happen after that?".to_owned()
}

fn tried(report: &Report) -> String {
    if report.facts.is_inside_only() {
        return "looked at from inside; nothing was changed, and no connection was made.".to_owned();
    }
    let unchecked = unchecked(report).map_or_else(String::new, |says| format!(" {says}"));
    let count = report.facts.connections.len();
    let connections = if count == 1 { "1 connection".to_owned() } else { format!("{count} connections") };
    format!("{connections} from the computer that ran this. {}{unchecked}", proof(report))
}
