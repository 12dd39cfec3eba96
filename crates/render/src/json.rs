//! A report for programs: `readmit.report/1`.

use diagnosis::cause::{Certainty, DoNot, Evidence, Impact, Trust};
use diagnosis::facts::{Facts, StageState};
use diagnosis::remedy::{Remedy, Risk, Shell, Who};
use diagnosis::{Finding, Next, Report, Role, Stage};
use serde::Serialize;

use crate::clean::is_harmful;
use crate::fill::Known;
use crate::words::{headline, reported};

/// The schema of this output.
const SCHEMA: &str = "readmit.report/1";

#[derive(Serialize)]
struct Json<'a> {
    schema: &'static str,
    target: String,
    observed_at: String,
    verdict: Verdict,
    headline: String,
    reported: Option<String>,
    stages: &'a [StageState],
    findings: Vec<JsonFinding<'a>>,
    next: &'a [Next],
    facts: &'a Facts,
}

#[derive(Serialize)]
struct Verdict {
    state: &'static str,
    stage: Stage,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    cause: &'static str,
    role: Role,
    impact: Impact,
    /// Nothing but what the person saw speaks for it.
    hearsay: bool,
    certainty: Certainty,
    trust: Trust,
    title: &'static str,
    meaning: &'static str,
    evidence: &'a [Evidence],
    could_be: Vec<JsonBehind>,
    remedies: Vec<JsonRemedy>,
    do_not: Vec<JsonDoNot>,
    /// What `repair` can change on the host against it, smallest first.
    changes: Vec<&'static str>,
    explained: Vec<&'static str>,
    /// The cause whose words the client shows for this one.
    shown_as: Option<&'static str>,
    references: &'static [&'static str],
}

#[derive(Serialize)]
struct JsonBehind {
    what: &'static str,
    tell: &'static str,
}

#[derive(Serialize)]
pub(crate) struct JsonRemedy {
    who: Who,
    risk: Risk,
    text: &'static str,
    command: Option<String>,
    shell: Option<Shell>,
    /// Whether the shell has to be started as administrator.
    elevated: bool,
    command_trust: Option<Trust>,
    /// Always null: what `repair` can do stands in `changes` of the finding.
    change: Option<&'static str>,
}

#[derive(Serialize)]
pub(crate) struct JsonDoNot {
    advice: &'static str,
    why: &'static str,
    instead: &'static str,
}

/// Why there is no report, for a program that waits for one: `{"schema": "readmit.error/1", "error": …}`.
pub fn json_error(why: &str) -> String {
    format!("{}\n", serde_json::json!({ "schema": "readmit.error/1", "error": why }))
}

/// The report as JSON. Characters that could harm a terminal are escaped, not dropped.
pub fn json(report: &Report) -> String {
    let known = Known::of(report);
    let json = Json {
        schema: SCHEMA,
        target: report.facts.target.as_written(),
        observed_at: report.facts.observed_at.to_string(),
        verdict: Verdict { state: report.verdict.word(), stage: report.verdict.stage() },
        headline: headline(report),
        reported: reported(report),
        stages: &report.stages,
        findings: report.findings.iter().map(|found| finding(found, &known)).collect(),
        next: &report.next,
        facts: &report.facts,
    };
    let text = serde_json::to_string_pretty(&json).expect("reports hold no maps with odd keys");
    escape(&text)
}

fn finding<'a>(found: &'a Finding, known: &Known) -> JsonFinding<'a> {
    let cause = found.cause;
    JsonFinding {
        cause: cause.id,
        role: found.role,
        impact: found.impact,
        hearsay: found.hearsay,
        certainty: found.certainty,
        trust: cause.trust,
        title: cause.title,
        meaning: cause.meaning,
        evidence: &found.evidence,
        could_be: cause.behind.iter().map(|one| JsonBehind { what: one.what, tell: one.tell }).collect(),
        remedies: remedies(found.remedies(known.situation), known),
        do_not: do_not(found.do_not()),
        changes: cause.changes.iter().map(|change| change.name).collect(),
        explained: found.explained.iter().map(|inner| inner.cause.id).collect(),
        shown_as: found.shown_as.map(|shown| shown.id),
        references: cause.references,
    }
}

/// What to do, for programs.
pub(crate) fn remedies<'a>(all: impl IntoIterator<Item = &'a Remedy>, known: &Known) -> Vec<JsonRemedy> {
    let remedies = all.into_iter().map(|remedy| (remedy, known.command(remedy)));
    let remedies = remedies.map(|(remedy, command)| JsonRemedy {
        who: remedy.who,
        risk: remedy.risk,
        text: remedy.text,
        shell: command.as_ref().map(|(command, _)| command.shell),
        command_trust: command.as_ref().map(|(command, _)| command.trust),
        elevated: command.as_ref().is_some_and(|(command, _)| command.shell.is_elevated()),
        command: command.map(|(_, filled)| filled.line),
        change: None,
    });
    remedies.collect()
}

/// What to leave alone, for programs.
pub(crate) fn do_not<'a>(all: impl IntoIterator<Item = &'a DoNot>) -> Vec<JsonDoNot> {
    all.into_iter().map(|DoNot { advice, why, instead }| JsonDoNot { advice, why, instead }).collect()
}

/// `\u` escapes for what serde_json leaves as it is: DEL, C1 and bidirectional controls.
pub(crate) fn escape(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_harmful(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmful_characters_are_escaped_and_read_back() {
        let text = serde_json::to_string("a\u{202e}b\u{9b}c").unwrap();
        let escaped = escape(&text);
        assert_eq!(escaped, "\"a\\u202eb\\u009bc\"\n");
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), "a\u{202e}b\u{9b}c");
    }

    #[test]
    fn who_needs_an_administrators_shell_is_a_field_of_its_own() {
        for (id, elevated) in [("client/clock-wrong", true), ("client/offline", false)] {
            let cause = diagnosis::causes::find(id).expect("it is in the catalogue");
            let told = serde_json::to_value(remedies(cause.remedies, &Known::default())).unwrap();
            assert_eq!(
                (&told[0]["shell"], &told[0]["elevated"]),
                (&"power-shell".into(), &elevated.into()),
                "{id}"
            );
        }
    }
}
