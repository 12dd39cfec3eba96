//! A report for a person: stages, cause, evidence, what to do, what not to do.

use diagnosis::cause::{Impact, Trust};
use diagnosis::remedy::{Command, Risk, Shell, Who};
use diagnosis::{Finding, Report, Role, Stage, State, Verdict};

use crate::clean::clean;
use crate::words::{NOT_TRIED, NOT_YOURS, certainty, cost, headline, proof, quoted, reported};
use crate::wrap::{WIDTH, command, wrap};

/// How the text is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// With colours.
    pub colour: bool,
    /// With ASCII characters only.
    pub ascii: bool,
}

/// The report as text, at most 80 columns wide.
pub fn text(report: &Report, style: Style) -> String {
    let mut page = Page { out: String::new(), style, untried: false };
    page.head(report);
    page.stages(report);
    page.verdict(report);
    page.reported(report);
    page.others(report);
    page.next(report);
    page.foot(report);
    let text = page.out;
    if style.ascii { to_ascii(&text) } else { text }
}

/// Typographic characters as ASCII; letters of names stay what they are.
pub(crate) fn to_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '✓' => out.push('+'),
            '✗' => out.push('x'),
            '·' | '–' => out.push('-'),
            '→' => out.push_str("->"),
            '…' => out.push_str("..."),
            '°' => out.push('*'),
            c => out.push(c),
        }
    }
    out
}

const RED: &str = "31";
const GREEN: &str = "32";
const BOLD: &str = "1";
const DIM: &str = "2";

struct Page {
    out: String,
    style: Style,
    untried: bool,
}

impl Page {
    fn paint(&self, text: &str, code: &str) -> String {
        if self.style.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn blank(&mut self) {
        self.out.push('\n');
    }

    fn paragraph(&mut self, text: &str, indent: usize) {
        self.out.push_str(&" ".repeat(indent));
        wrap(&mut self.out, text, indent, indent);
    }

    fn head(&mut self, report: &Report) {
        let target = &report.facts.target;
        let host = clean(&target.address());
        let who =
            target.identity.as_ref().map_or_else(String::new, |id| format!(" as {}", clean(&id.display())));
        let seconds = f64::from(report.facts.took.0) / 1000.0;
        self.paragraph(&format!("{host}{who} · {seconds:.1} s"), 0);
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
            self.out.push_str(&format!("  {sign} {:<13}", seen.stage.word()));
            wrap(&mut self.out, &clean(&seen.summary), INDENT, INDENT);
        }
        self.blank();
    }

    fn verdict(&mut self, report: &Report) {
        let blocker = report.findings.first().filter(|found| found.role == Role::Blocker);
        if let Some(found) = blocker {
            self.finding(found);
            return;
        }
        self.paragraph(&headline(report), 0);
        if matches!(report.verdict, Verdict::Blocked { .. }) {
            self.paragraph("Save the facts and send them in; names and addresses are left out:", 0);
            let target = quoted(&clean(&report.facts.target.as_written()));
            self.out.push_str(&format!("    readmit check {target} --redact --save facts.json\n"));
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
            self.out.push_str(&format!("{title}{}{tag}\n", " ".repeat(gap)));
        } else {
            self.out.push_str(&format!("{title}\n{tag:>WIDTH$}\n"));
        }
        self.blank();
        self.paragraph(cause.meaning, 2);
        if cause.trust == Trust::Unverified {
            self.paragraph("This description is not confirmed by any public document yet.", 2);
        }
        self.blank();
        self.section("Because");
        for evidence in &found.evidence {
            self.item("–", &clean(&evidence.says));
        }
        for inner in &found.explained {
            self.item("–", &format!("This includes: {} ({}).", inner.cause.title, inner.cause.id));
        }
        self.behind(found);
        self.remedies(found);
        self.do_not(found);
    }

    fn section(&mut self, heading: &str) {
        let heading = self.paint(heading, BOLD);
        self.out.push_str(&format!("  {heading}\n"));
    }

    fn item(&mut self, mark: &str, text: &str) {
        let lead = format!("  {mark} ");
        self.out.push_str(&lead);
        let width = lead.chars().count();
        wrap(&mut self.out, text, width, width);
    }

    fn behind(&mut self, found: &Finding) {
        if found.cause.behind.is_empty() {
            return;
        }
        self.blank();
        self.section("From here these look alike; one look each would tell");
        for behind in found.cause.behind {
            self.item("–", &format!("{}: {}", behind.what, behind.tell));
        }
    }

    fn remedies(&mut self, found: &Finding) {
        let mut number = 0;
        if !found.cause.remedies.iter().any(|remedy| remedy.who == Who::You) {
            number += 1;
            self.blank();
            self.section(Who::You.heading());
            self.item("1.", NOT_YOURS);
        }
        for who in [Who::You, Who::HelpDesk, Who::HostAdmin, Who::DomainAdmin, Who::NetworkAdmin] {
            let theirs: Vec<_> = found.cause.remedies.iter().filter(|remedy| remedy.who == who).collect();
            if theirs.is_empty() {
                continue;
            }
            self.blank();
            self.section(who.heading());
            for remedy in theirs {
                number += 1;
                let note = match cost(remedy.risk) {
                    "" => String::new(),
                    cost => format!(" ({cost})"),
                };
                self.item(&format!("{number}."), &format!("{}{note}", remedy.text));
                if let Some(command) = &remedy.command {
                    self.command(command);
                }
            }
        }
    }

    fn command(&mut self, wanted: &Command) {
        const INDENT: usize = 7;
        let continuation = match wanted.shell {
            Shell::PowerShell => "`",
            Shell::Sh => "\\",
            Shell::RdpFile => "",
        };
        let mut lines = if wanted.shell == Shell::RdpFile {
            vec![wanted.line.to_owned()]
        } else {
            wanted.line.lines().flat_map(|line| command(line, INDENT, continuation)).collect()
        };
        if wanted.trust == Trust::Unverified {
            self.untried = true;
            if let Some(first) = lines.first_mut() {
                first.insert_str(0, "° ");
            }
        }
        for (index, line) in lines.iter().enumerate() {
            let indent = if index == 0 && wanted.trust == Trust::Unverified { INDENT - 2 } else { INDENT };
            self.out.push_str(&format!("{}{line}\n", " ".repeat(indent)));
        }
    }

    fn do_not(&mut self, found: &Finding) {
        if found.cause.do_not.is_empty() {
            self.blank();
            return;
        }
        self.blank();
        self.section("What doesn't help");
        for not in found.cause.do_not {
            self.item("–", &format!("{}: {}. Instead: {}.", not.advice, not.why, not.instead));
        }
        self.blank();
    }

    fn others(&mut self, report: &Report) {
        let first_is_shown = report.findings.first().is_some_and(|found| found.role == Role::Blocker);
        let rest = &report.findings[usize::from(first_is_shown)..];
        for (role, heading) in [
            (Role::Blocker, "It could also be"),
            (Role::Ahead, "What will stop you next"),
            (Role::Aside, "Worth knowing"),
        ] {
            let of_role: Vec<_> = rest.iter().filter(|found| found.role == role).collect();
            if of_role.is_empty() {
                continue;
            }
            let heading = self.paint(heading, BOLD);
            self.out.push_str(&format!("{heading}\n"));
            for found in of_role {
                let danger = if found.impact == Impact::Exposes { ", exposes" } else { "" };
                let says = found.evidence.first().map_or_else(String::new, |evidence| clean(&evidence.says));
                let tag = format!("{}, {}{danger}", found.cause.id, certainty(found.certainty));
                self.item("–", &format!("{} ({tag}): {says}.", found.cause.title));
                if role == Role::Aside && found.impact != Impact::Exposes {
                    self.first_step(found);
                }
            }
            self.blank();
        }
    }

    /// The first step for the reader, in one line.
    fn first_step(&mut self, found: &Finding) {
        let yours =
            found.cause.remedies.iter().find(|remedy| remedy.who == Who::You && remedy.risk != Risk::Weakens);
        let text = yours.map_or("Pass this on to the host's administrator.", |remedy| remedy.text);
        self.out.push_str("    → ");
        wrap(&mut self.out, text, 6, 6);
    }

    fn next(&mut self, report: &Report) {
        for next in &report.next {
            for line in next.says.lines() {
                self.paragraph(&clean(line), 0);
            }
            let words: Vec<String> = next.arguments.iter().map(|word| quoted(&clean(word))).collect();
            // Never wrapped: it is there to be copied.
            self.out.push_str(&format!("    readmit {}\n", words.join(" ")));
            self.blank();
        }
    }

    fn foot(&mut self, report: &Report) {
        if self.untried {
            self.paragraph(&format!("° {NOT_TRIED}"), 0);
        }
        let proof = proof(report);
        let made = &report.facts.connections;
        if made.is_empty() {
            self.paragraph(&format!("No connection came about. {proof}"), 0);
            return;
        }
        self.paragraph(&format!("Connections made. {proof}"), 0);
        for connection in made {
            let text = format!("{}: {}", clean(&connection.to), clean(&connection.purpose));
            self.item("–", &text);
        }
    }
}
