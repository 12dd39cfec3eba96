//! A report as ten lines for a ticket: what, since when, why, who acts, what was tried, what to ask next.

use diagnosis::remedy::{Remedy, Risk, Who};
use diagnosis::{Finding, Report, Role};

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
    match found {
        Some(found) => lines.extend(cause(found, &known, facts.reported.known().is_none())),
        None => lines.push(format!("Result:  {}", headline(report))),
    }
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
    format!("{} at the {}", report.verdict.word(), report.verdict.stage())
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
        return format!("is it {}? {}", behind.what, behind.tell);
    }
    if report.facts.reported.known().is_none() && !report.facts.is_inside_only() {
        return "what exactly does the screen say? Add it: --seen \"…\"".to_owned();
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
