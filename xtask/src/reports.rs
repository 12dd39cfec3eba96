//! `cargo xtask reports`: what `explain` makes of texts that people posted in public, and `docs/reports.md`.
//!
//! Each report is a file of its own in `reports/batch-N/`: the text, where it was posted, the truth that its thread
//! settled, and the causes that count as right, written down before anybody looked at an answer. What a batch came to
//! when it was first judged stands in `reports/first-run.toml` and is never changed.
//!
//! Long because the page is written beside what it is made of.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result, bail};
use diagnosis::explain::{Explanation, Shape, explain, explain_by};
use diagnosis::remedy::Risk;
use serde::Deserialize;

use crate::{learn, run};

const FOLDER: &str = "reports";
const PAGE: &str = "docs/reports.md";

/// One report.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Report {
    /// The file's name, without its ending.
    #[serde(skip)]
    id: String,
    #[serde(skip)]
    batch: u32,
    kind: String,
    source: String,
    /// What the thread settled, in our words.
    truth: String,
    /// Causes that count as right.
    accepted: Vec<String>,
    /// Causes whose advice would hurt here.
    #[serde(default)]
    harmful: Vec<String>,
    /// What the catalogue lacks; `accepted` then has the nearest.
    #[serde(default)]
    missing: String,
    text: String,
}

/// What a batch came to when it was first judged.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstRun {
    batch: u32,
    /// What kind of texts, and how they were collected.
    about: String,
    right: usize,
    near: usize,
    wrong: usize,
    silent: usize,
    harmful: usize,
    /// What the build before statements made of the same texts.
    before_right: usize,
    before_near: usize,
    before_wrong: usize,
    before_silent: usize,
}

#[derive(Debug, Deserialize)]
struct FirstRuns {
    run: Vec<FirstRun>,
}

/// What an answer is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    /// The first cause is an accepted one.
    Right,
    /// The second or third is.
    Near,
    /// Causes were named, and none of the first three is accepted.
    Wrong,
    /// No cause was named.
    Silent,
}

/// An answer, judged.
struct Judged<'a> {
    report: &'a Report,
    worth: Worth,
    harmful: bool,
    first: &'static str,
}

/// Counts.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    right: usize,
    near: usize,
    wrong: usize,
    silent: usize,
    harmful: usize,
}

impl Tally {
    fn add(&mut self, judged: &Judged<'_>) {
        match judged.worth {
            Worth::Right => self.right += 1,
            Worth::Near => self.near += 1,
            Worth::Wrong => self.wrong += 1,
            Worth::Silent => self.silent += 1,
        }
        self.harmful += usize::from(judged.harmful);
    }

    const fn all(&self) -> usize {
        self.right + self.near + self.wrong + self.silent
    }
}

/// Judges an answer. Harmful is what could hurt if it were followed: the one cause it names is known to be so here, or
/// is a wrong one whose page has a command that changes something.
fn judge<'a>(report: &'a Report, found: &Explanation) -> Judged<'a> {
    let place = found.causes.iter().position(|cause| report.accepted.iter().any(|id| id == cause.id));
    let worth = match place {
        Some(0) => Worth::Right,
        Some(1 | 2) => Worth::Near,
        _ if found.causes.is_empty() => Worth::Silent,
        _ => Worth::Wrong,
    };
    let settled = found.shape == Shape::One && worth != Worth::Right;
    let harmful = settled
        && found.causes.first().is_some_and(|cause| {
            let changes = |remedy: &diagnosis::remedy::Remedy| {
                remedy.risk != Risk::Harmless && remedy.command.is_some()
            };
            report.harmful.iter().any(|id| id == cause.id) || cause.remedies.iter().any(changes)
        });
    Judged { report, worth, harmful, first: found.causes.first().map_or("", |cause| cause.id) }
}

/// Judges the answers to all reports. What the program learned from reports, it learns here without those of the
/// batch it is asked about: a text that was learned is no test.
fn judge_all(reports: &[Report]) -> Result<Vec<Judged<'_>>> {
    let mut judged = Vec::new();
    for of_batch in reports.chunk_by(|a, b| a.batch == b.batch) {
        let folder = format!("batch-{}", of_batch[0].batch);
        let learned = learned_without(&folder)?;
        let model = likeness::Model::new(&learned);
        judged.extend(of_batch.iter().map(|report| judge(report, &explain_by(&report.text, &model))));
    }
    Ok(judged)
}

/// What is learned from everything but one folder of reports.
fn learned_without(folder: &str) -> Result<String> {
    let folder = run::root().join(FOLDER).join(folder);
    let other = |path: &std::path::Path| path.parent() != Some(folder.as_path());
    let examples = learn::examples(&run::root(), other).map_err(|fault| anyhow::anyhow!("{fault}"))?;
    Ok(likeness::learn(&examples))
}

/// Writes the page.
pub(crate) fn reports() -> Result<()> {
    let reports = all()?;
    let page = page(&judge_all(&reports)?)?;
    fs::write(run::root().join(PAGE), page).with_context(|| format!("writing {PAGE}"))?;
    println!("xtask: {PAGE}");
    Ok(())
}

/// Whether the page is as the reports and the answers have it, and no answer hurts.
pub(crate) fn stale(faults: &mut Vec<String>) -> Result<()> {
    let reports = all()?;
    let judged = judge_all(&reports)?;
    if fs::read_to_string(run::root().join(PAGE)).ok() != Some(page(&judged)?) {
        faults.push(format!("{PAGE} is not up to date: cargo xtask reports"));
    }
    let as_shipped = reports.iter().map(|report| judge(report, &explain(&report.text)));
    for judged in as_shipped.chain(judged).filter(|judged| judged.harmful) {
        faults.push(format!("reports: the answer to {} could hurt: {}", judged.report.id, judged.first));
    }
    Ok(())
}

fn all() -> Result<Vec<Report>> {
    let mut all = Vec::new();
    let root = run::root().join(FOLDER);
    for folder in fs::read_dir(&root).context("reading reports")? {
        let folder = folder?.path();
        let Some(batch) =
            folder.file_name().and_then(|name| name.to_str()?.strip_prefix("batch-")?.parse().ok())
        else {
            continue;
        };
        for file in fs::read_dir(&folder)? {
            let path = file?.path();
            let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            let report: Report =
                toml::from_str(&text).with_context(|| format!("reading {}", path.display()))?;
            let id = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            all.push(Report { id, batch, ..report });
        }
    }
    all.sort_by(|a, b| (a.batch, &a.id).cmp(&(b.batch, &b.id)));
    if all.is_empty() {
        bail!("there are no reports");
    }
    Ok(all)
}

fn first_runs() -> Result<Vec<FirstRun>> {
    let text = fs::read_to_string(run::root().join(FOLDER).join("first-run.toml"))
        .context("reading first-run.toml")?;
    Ok(toml::from_str::<FirstRuns>(&text).context("reading first-run.toml")?.run)
}

fn percent(part: usize, whole: usize) -> usize {
    (100 * part + whole / 2) / whole.max(1)
}

fn page(judged: &[Judged<'_>]) -> Result<String> {
    let mut page = String::from(HEAD);
    page.push_str("| batch | texts | first run: right | among three | wrong | silent | harmful | before: right | among three | wrong | silent | today: right | among three | wrong | silent | harmful |\n");
    page.push_str("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    let runs = first_runs()?;
    for run in &runs {
        let mut today = Tally::default();
        for judged in judged.iter().filter(|judged| judged.report.batch == run.batch) {
            today.add(judged);
        }
        let count = run.right + run.near + run.wrong + run.silent;
        writeln!(
            page,
            "| {} | {count} | **{} ({} %)** | **{} ({} %)** | {} | {} | {} | {} | {} | {} | {} | {} ({} %) | {} ({} %) | {} | {} | {} |",
            run.batch,
            run.right,
            percent(run.right, count),
            run.right + run.near,
            percent(run.right + run.near, count),
            run.wrong,
            run.silent,
            run.harmful,
            run.before_right,
            run.before_right + run.before_near,
            run.before_wrong,
            run.before_silent,
            today.right,
            percent(today.right, today.all()),
            today.right + today.near,
            percent(today.right + today.near, today.all()),
            today.wrong,
            today.silent,
            today.harmful,
        )?;
    }
    page.push('\n');
    for run in &runs {
        writeln!(page, "- Batch {}: {}", run.batch, run.about)?;
    }
    page.push_str("\n## By kind, today (in-sample)\n\n| kind | texts | right | among three | wrong | silent | harmful |\n|---|---|---|---|---|---|---|\n");
    let mut kinds: BTreeMap<&str, Tally> = BTreeMap::new();
    for judged in judged {
        kinds.entry(&judged.report.kind).or_default().add(judged);
    }
    for (kind, tally) in kinds {
        writeln!(
            page,
            "| {kind} | {} | {} | {} | {} | {} | {} |",
            tally.all(),
            tally.right,
            tally.right + tally.near,
            tally.wrong,
            tally.silent,
            tally.harmful
        )?;
    }
    page.push_str("\n## Every report\n\n| report | kind | today | first cause named | accepted | truth | posted |\n|---|---|---|---|---|---|---|\n");
    for judged in judged {
        let worth = match judged.worth {
            Worth::Right => "right",
            Worth::Near => "among three",
            Worth::Wrong => "wrong",
            Worth::Silent => "silent",
        };
        let report = judged.report;
        let link = format!("[{}](../reports/batch-{}/{}.toml)", report.id, report.batch, report.id);
        let lacks = if report.missing.is_empty() { "" } else { " (the nearest)" };
        let cell = |text: &str| text.replace('|', "/");
        writeln!(
            page,
            "| {link} | {} | {worth} | {} | {}{lacks} | {} | {} |",
            report.kind,
            judged.first,
            report.accepted.join(", "),
            cell(&report.truth),
            cell(&report.source)
        )?;
    }
    Ok(page)
}

const HEAD: &str = "\
# Believing people: public reports

Texts that people posted in public threads and pages: logs, dialogs, codes, events, words of their own, in several
languages; each with the cause that its thread settled. `explain` is asked about each. Written by
`cargo xtask reports`, on Linux; never edited.

**Only the first run of a batch counts.** A batch was collected by somebody who saw neither the program nor its
answers, its accepted causes were written down, then it was judged once; that figure stands. Afterwards the program was
mended with it, so today's figures are in-sample and show only that nothing was lost. Since batch 10 the program also
learns from reports: here each batch is asked with what was learned without its texts (the rules and complaints that were
written after it stay). The program as it is built has learned them all. *Before* is the build of
2026-11-24, which matched whole texts, on the same texts.

*Right*: the first cause named is an accepted one. *Among three*: so, or the second or third is. *Silent*: no cause is
named. *Harmful*: one cause alone is named, it is a wrong one, and its page has a command that changes something, or the
report says that its advice would hurt; an answer with several causes has no such commands. Where the catalogue lacks
the cause, the nearest ones are accepted and the report says so (`missing`). What settles a thread is often not in the
text that opened it: no reader can be right about those.

";

#[cfg(test)]
mod tests {
    use super::*;

    /// What is learned shifts with every example: a batch may lose a little where others win.
    const A_LITTLE: usize = 3;
    /// An example in a dialog of Windows, and versions.
    const NO_ADDRESSES: [&str; 3] = ["157.60.0.1", "5.9.8.0", "5.4.5.2"];

    #[test]
    fn every_report_names_causes_that_exist_and_nobody_by_name() {
        for report in all().expect("they can be read") {
            for id in report.accepted.iter().chain(&report.harmful) {
                assert!(
                    diagnosis::causes::find(id).is_some_and(|cause| cause.id == id),
                    "{}: {id}",
                    report.id
                );
            }
            assert!(!report.accepted.is_empty() && !report.truth.is_empty() && !report.source.is_empty());
            for word in report.text.split(|c: char| c.is_whitespace() || "<>()[]\"',;".contains(c)) {
                let mail = word.split_once('@').is_some_and(|(user, host)| {
                    !user.is_empty()
                        && host.contains('.')
                        && !host.to_lowercase().contains("example")
                        && !host.contains("service")
                });
                assert!(!mail, "{}: {word} looks like a mail address", report.id);
                let parts: Vec<u8> = word
                    .split(':')
                    .next()
                    .unwrap_or_default()
                    .split('.')
                    .filter_map(|part| part.parse().ok())
                    .collect();
                let is_address = word.split(':').next().is_some_and(|host| host.split('.').count() == 4)
                    && parts.len() == 4;
                let documented = matches!(
                    parts[..],
                    [127 | 0 | 10 | 255, ..]
                        | [192, 168, ..]
                        | [192, 0, 2, _]
                        | [198, 51, 100, _]
                        | [203, 0, 113, _]
                );
                assert!(
                    !is_address || documented || parts[0] < 4 || NO_ADDRESSES.contains(&word),
                    "{}: {word} is somebody's address",
                    report.id
                );
            }
        }
    }

    #[test]
    fn nothing_that_was_right_when_it_was_first_judged_is_lost() {
        let reports = all().expect("they can be read");
        let runs = first_runs().expect("they can be read");
        let judged = judge_all(&reports).expect("they can be learned from");
        for report in &reports {
            assert!(
                runs.iter().any(|run| run.batch == report.batch),
                "batch {} has no first run",
                report.batch
            );
        }
        let (mut right, mut first) = (0, 0);
        for run in runs {
            let mut today = Tally::default();
            let of_batch = judged.iter().filter(|judged| judged.report.batch == run.batch);
            of_batch.for_each(|judged| today.add(judged));
            assert_eq!(today.all(), run.right + run.near + run.wrong + run.silent, "batch {}", run.batch);
            let (was, is) = (run.right + run.near, today.right + today.near);
            assert!(
                today.right + A_LITTLE >= run.right && is + A_LITTLE >= was,
                "batch {}: {today:?}",
                run.batch
            );
            right += today.right;
            first += run.right;
            assert_eq!(today.harmful, 0, "batch {}", run.batch);
        }
        assert!(right >= first, "{right} are right today, {first} were");
    }
}
