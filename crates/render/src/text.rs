//! A report for a person: stages, cause, evidence, what to do, what not to do.

use diagnosis::cause::Impact;
use diagnosis::remedy::{Risk, Who};
use diagnosis::{Finding, Report, Role, Stage, State, Verdict};

use crate::clean::clean;
use crate::page::{BOLD, DIM, GREEN, Page, RED, Style};
use crate::words::{
    NOT_YOURS, NOTHING_DONE, ahead, beside, called, certainty, headline, inside_head, likely_inside,
    not_joined, proof, reported, stopped_elsewhere, unchecked,
};
use crate::wrap::WIDTH;

/// The report as text, at most 80 columns wide.
pub fn text(report: &Report, style: Style) -> String {
    let mut page = Page::new(style);
    page.know(report);
    page.head(report);
    page.stages(report);
    page.verdict(report);
    page.reported(report);
    page.others(report);
    page.next(report);
    page.foot(report);
    page.finish()
}

impl Page {
    fn head(&mut self, report: &Report) {
        let target = &report.facts.target;
        if let Some(lines) = inside_head(report) {
            for line in lines {
                self.paragraph(&clean(&line), 0);
            }
            self.blank();
            return;
        }
        let host = clean(&target.address());
        let who =
            target.identity.as_ref().map_or_else(String::new, |id| format!(" as {}", clean(&id.display())));
        let seconds = f64::from(report.facts.took.0) / 1000.0;
        let when = report.facts.observed_at.strftime("%F %H:%M UTC");
        self.paragraph(&format!("{host}{who} · {when} · {seconds:.1} s"), 0);
        if let Some(why) = not_joined(report) {
            self.paragraph(&clean(&why), 0);
        }
        self.blank();
    }

    fn stages(&mut self, report: &Report) {
        const INDENT: usize = 17;
        for seen in &report.stages {
            let boring = match seen.stage {
                Stage::Client => seen.state == State::Passed && report.facts.target.written.is_none(),
                Stage::Gateway => seen.state == State::NotApplicable,
                Stage::Logon | Stage::Session => {
                    report.facts.target.identity.is_none() && seen.state == State::NotAsked
                }
                _ => false,
            };
            // From inside, the way to the host and the person's own side are out of sight.
            let boring = boring || report.facts.is_inside_only() && seen.state == State::NotAsked;
            if boring {
                continue;
            }
            let (sign, colour) = match seen.state {
                State::Passed => ("✓", GREEN),
                State::Stopped => ("✗", RED),
                State::Unknown => ("?", BOLD),
                _ => ("·", DIM),
            };
            let sign = self.paint(sign, colour);
            let lead = format!("  {sign} {:<13}", seen.stage.word());
            self.wrapped(&lead, &clean(&seen.summary), INDENT, INDENT);
        }
        self.blank();
    }

    fn verdict(&mut self, report: &Report) {
        let blocker = report.findings.first().filter(|found| found.role == Role::Blocker);
        let blocker = blocker.or_else(|| likely_inside(report));
        if let Some(found) = blocker {
            self.finding(found);
            return;
        }
        self.paragraph(&headline(report), 0);
        if let Some(found) = stopped_elsewhere(report) {
            self.blank();
            self.finding(found);
            return;
        }
        if matches!(report.verdict, Verdict::Blocked { .. }) && !report.facts.is_inside_only() {
            self.paragraph("Save the facts and put them into a report to the project you have Readmit from; names and addresses are left out:", 0);
            let target = report.facts.target.as_written();
            self.line(&format!("    {}", called(["check", &target, "--redact", "--save", "facts.json"])));
        }
        self.blank();
    }

    fn reported(&mut self, report: &Report) {
        if let Some(text) = reported(report) {
            self.paragraph(&text, 0);
            self.blank();
        }
    }

    fn finding(&mut self, found: &Finding) {
        let cause = found.cause;
        let title = self.paint(cause.title, BOLD);
        let tag = format!("{}, {}", cause.id, certainty(found.certainty));
        let together = cause.title.chars().count() + 2 + tag.chars().count();
        if together <= WIDTH {
            let gap = WIDTH - cause.title.chars().count() - tag.chars().count();
            self.line(&format!("{title}{}{tag}", " ".repeat(gap)));
        } else {
            self.line(&format!("{title}\n{tag:>WIDTH$}"));
        }
        if let Some(shown) = found.shown_as {
            self.paragraph(&format!("Remote Desktop says: “{}”", shown.title), 2);
        }
        self.blank();
        self.meaning(cause);
        if let Some(shown) = found.shown_as {
            self.blank();
            self.paragraph(shown.meaning, 2);
        }
        self.blank();
        self.section("Because");
        for evidence in &found.evidence {
            self.item("–", &clean(&evidence.says));
        }
        for inner in &found.explained {
            self.item("–", &format!("This includes: {} ({}).", inner.cause.title, inner.cause.id));
        }
        self.behind(cause);
        self.remedies(&found.remedies(self.situation()));
        self.do_not(found.do_not());
    }

    fn others(&mut self, report: &Report) {
        let blocked = report.findings.first().is_some_and(|found| found.role == Role::Blocker);
        let first_is_shown =
            blocked || stopped_elsewhere(report).is_some() || likely_inside(report).is_some();
        let rest = &report.findings[usize::from(first_is_shown)..];
        for (role, heading) in
            [(Role::Blocker, beside(rest)), (Role::Ahead, ahead(report)), (Role::Aside, "Worth knowing")]
        {
            let of_role: Vec<_> = rest.iter().filter(|found| found.role == role).collect();
            if of_role.is_empty() {
                continue;
            }
            let heading = self.paint(heading, BOLD);
            self.line(&heading);
            for found in of_role {
                let danger = if found.impact == Impact::Exposes { ", exposes" } else { "" };
                let says = found.evidence.first().map_or_else(String::new, |evidence| clean(&evidence.says));
                let tag = format!("{}, {}{danger}", found.cause.id, certainty(found.certainty));
                self.item("–", &format!("{} ({tag}): {says}.", found.cause.title));
                if role == Role::Aside {
                    self.first_step(found);
                }
            }
            self.blank();
        }
    }

    /// The first step for the reader, in one line.
    fn first_step(&mut self, found: &Finding) {
        // Whoever looks at a host from inside is its administrator.
        let reader = if self.at_hand() { Who::HostAdmin } else { Who::You };
        let fitting = found.remedies(self.situation());
        let yours = fitting.into_iter().find(|remedy| remedy.who == reader && remedy.risk != Risk::Weakens);
        let other = if self.at_hand() { "See what it is: readmit explain" } else { NOT_YOURS };
        let text = yours.map_or_else(|| other.to_owned(), |remedy| remedy.text.to_owned());
        let text = if text.ends_with("explain") { format!("{text} {}", found.cause.id) } else { text };
        let text = text.as_str();
        self.wrapped("    → ", text, 6, 6);
    }

    fn next(&mut self, report: &Report) {
        for next in &report.next {
            for line in next.says.lines() {
                self.paragraph(&clean(line), 0);
            }
            // Never wrapped: it is there to be copied.
            self.line(&format!("    {}", called(&next.arguments)));
            self.blank();
        }
    }

    fn foot(&mut self, report: &Report) {
        self.not_tried();
        if report.facts.is_inside_only() {
            self.paragraph(NOTHING_DONE, 0);
            return;
        }
        let proof = proof(report);
        let made = &report.facts.connections;
        if made.is_empty() {
            self.paragraph(&format!("No connection came about. {proof}"), 0);
            return;
        }
        self.paragraph(&format!("Connections made. {proof}"), 0);
        if let Some(unchecked) = unchecked(report) {
            self.paragraph(unchecked, 0);
        }
        for connection in made {
            let text = format!("{}: {}", clean(&connection.to), clean(&connection.purpose));
            self.item("–", &text);
        }
    }
}
