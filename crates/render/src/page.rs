//! What every text is made of: headings, items, commands, and the parts of a cause.

use diagnosis::Report;
use diagnosis::cause::{Cause, DoNot, Trust};
use diagnosis::remedy::{Command, Remedy, Shell, Who};
use diagnosis::situation::Situation;

use crate::fill::Known;
use crate::words::{NOT_TRIED, NOT_YOURS, cost, doubt};
use crate::wrap::{command, wrap};

/// How the text is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// With colours.
    pub colour: bool,
    /// With ASCII characters only.
    pub ascii: bool,
}

pub(crate) const RED: &str = "31";
pub(crate) const GREEN: &str = "32";
pub(crate) const BOLD: &str = "1";
pub(crate) const DIM: &str = "2";

/// A text that grows line by line.
pub(crate) struct Page {
    out: String,
    style: Style,
    /// A command was shown that nobody has tried.
    untried: bool,
    /// What stands in the placeholders of commands.
    known: Known,
}

impl Page {
    /// An empty one.
    pub(crate) fn new(style: Style) -> Self {
        Self { out: String::new(), style, untried: false, known: Known::default() }
    }

    /// Puts what a report tells into the placeholders of commands.
    pub(crate) fn know(&mut self, report: &Report) {
        self.known = Known::of(report);
    }

    /// What is known of the host and the account.
    pub(crate) fn situation(&self) -> Situation {
        self.known.situation
    }

    /// Whether the reader has the host at hand.
    pub(crate) fn at_hand(&self) -> bool {
        self.known.at_hand
    }

    /// The finished text.
    pub(crate) fn finish(self) -> String {
        if self.style.ascii { to_ascii(&self.out) } else { self.out }
    }

    /// Whether nothing stands on it yet, or an empty line last.
    pub(crate) fn ends_with_a_gap(&self) -> bool {
        self.out.is_empty() || self.out.ends_with("\n\n")
    }

    /// A title of its own line.
    pub(crate) fn title(&mut self, title: &str) {
        let title = self.paint(title, BOLD);
        self.line(&title);
    }

    /// Adds a line as it is, never wrapped: it is there to be copied, or is set already.
    pub(crate) fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// Adds words after a lead that is there already.
    pub(crate) fn wrapped(&mut self, lead: &str, text: &str, indent: usize, used: usize) {
        self.out.push_str(lead);
        wrap(&mut self.out, text, indent, used);
    }

    /// What a cause means, and how well that is known.
    pub(crate) fn meaning(&mut self, cause: &Cause) {
        self.paragraph(cause.meaning, 2);
        if let Some(doubt) = doubt(cause.trust) {
            self.paragraph(doubt, 2);
        }
    }

    /// The foot note of untried commands, where one was shown.
    pub(crate) fn not_tried(&mut self) {
        if self.untried {
            self.paragraph(&format!("° {NOT_TRIED}"), 0);
        }
    }

    pub(crate) fn paint(&self, text: &str, code: &str) -> String {
        if self.style.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    pub(crate) fn blank(&mut self) {
        self.out.push('\n');
    }

    pub(crate) fn paragraph(&mut self, text: &str, indent: usize) {
        self.out.push_str(&" ".repeat(indent));
        wrap(&mut self.out, text, indent, indent);
    }

    pub(crate) fn section(&mut self, heading: &str) {
        let heading = self.paint(heading, BOLD);
        self.out.push_str(&format!("  {heading}\n"));
    }

    pub(crate) fn item(&mut self, mark: &str, text: &str) {
        let lead = format!("  {mark} ");
        self.out.push_str(&lead);
        let width = lead.chars().count();
        wrap(&mut self.out, text, width, width);
    }

    pub(crate) fn behind(&mut self, cause: &Cause) {
        if cause.behind.is_empty() {
            return;
        }
        self.blank();
        self.section("From here these look alike; one look each would tell");
        for behind in cause.behind {
            self.item("–", &format!("{}: {}", behind.what, behind.tell));
        }
    }

    pub(crate) fn remedies(&mut self, all: &[&Remedy]) {
        let mut number = 0;
        if !self.known.at_hand && !all.iter().any(|remedy| remedy.who == Who::You) {
            number += 1;
            self.blank();
            self.section(Who::You.heading());
            self.item("1.", NOT_YOURS);
        }
        for who in [Who::You, Who::HelpDesk, Who::HostAdmin, Who::DomainAdmin, Who::NetworkAdmin] {
            let theirs: Vec<_> = all.iter().filter(|remedy| remedy.who == who).collect();
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
                if let Some((command, filled)) = self.known.command(remedy) {
                    self.command(&command, &filled.line);
                }
            }
        }
    }

    fn command(&mut self, wanted: &Command, filled: &str) {
        const INDENT: usize = 7;
        let continuation = match wanted.shell {
            Shell::PowerShell | Shell::AdminPowerShell => "`",
            Shell::Sh => "\\",
            Shell::RdpFile => "",
        };
        let mut lines = if wanted.shell == Shell::RdpFile {
            vec![filled.to_owned()]
        } else {
            filled.lines().flat_map(|line| command(line, INDENT, continuation)).collect()
        };
        if wanted.shell.is_elevated() {
            self.out.push_str(&format!("{}(PowerShell as administrator)\n", " ".repeat(INDENT)));
        }
        let untried = is_untried(wanted);
        if untried {
            self.untried = true;
            if let Some(first) = lines.first_mut() {
                first.insert_str(0, "° ");
            }
        }
        for (index, line) in lines.iter().enumerate() {
            let indent = if index == 0 && untried { INDENT - 2 } else { INDENT };
            self.out.push_str(&format!("{}{line}\n", " ".repeat(indent)));
        }
    }

    pub(crate) fn do_not<'a>(&mut self, all: impl IntoIterator<Item = &'a DoNot>) {
        let mut all = all.into_iter().peekable();
        if all.peek().is_none() {
            self.blank();
            return;
        }
        self.blank();
        self.section("What doesn't help");
        for not in all {
            self.item("–", &format!("{}: {}. Instead: {}.", not.advice, not.why, not.instead));
        }
        self.blank();
    }
}

/// Whether a command is one for Windows that nobody has tried there.
pub(crate) fn is_untried(command: &Command) -> bool {
    command.trust == Trust::Unverified && command.shell != Shell::Sh
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_says_that_it_is_for_an_administrator() {
        let cause = diagnosis::causes::find("client/clock-wrong").expect("it is in the catalogue");
        let mut page = Page::new(Style::default());
        let command = cause.remedies[0].command.expect("it has one");
        page.command(&command, command.line);
        let told = "       (PowerShell as administrator)\n     ° Start-Service W32Time; w32tm /resync\n";
        assert_eq!(page.finish(), told);
    }
}
