//! What programs say in their logs, and what it means. One file for each program; its lines are matched against that
//! program's statements alone, and against text of which nobody knows whose it is.
//!
//! Error strings are facts from the programs' public sources and from public reports.

mod freerdp;
mod gnome;
mod guacamole;
mod ironrdp;
mod krdp;
mod rdesktop;
mod remmina;
mod systemd;
mod windows;
mod xrdp;

pub(super) mod english;
pub(super) mod languages;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use reading::formats::{Format, plain, system};
use reading::{Severity, Statement};

use super::weigh::{SETTLES, Weighed, by_count};

/// The lines of one program.
#[derive(Debug)]
pub(super) struct Lines {
    speaker: &'static Format,
    lines: &'static [Line],
}

/// One line.
#[derive(Debug)]
pub(super) struct Line {
    /// Words it has, in lower case; `…` stands for anything in between.
    has: &'static str,
    /// What it can mean, likeliest first.
    causes: &'static [&'static str],
    /// How much it says beside others.
    share: f64,
    /// Words that people use of other things, too: only the program's own statements count.
    framed: bool,
}

/// A line that tells what is wrong.
const fn line(has: &'static str, causes: &'static [&'static str]) -> Line {
    Line { has, causes, share: 1.0, framed: false }
}

/// A line that comes with many faults.
const fn hint(has: &'static str, causes: &'static [&'static str]) -> Line {
    Line { has, causes, share: 0.4, framed: true }
}

/// A line in words that many programs use: it counts in the program's own statements alone.
const fn own(has: &'static str, causes: &'static [&'static str]) -> Line {
    Line { has, causes, share: 1.0, framed: true }
}

/// All programs.
const ALL: &[Lines] = &[
    freerdp::LINES,
    guacamole::LINES,
    gnome::LINES,
    krdp::LINES,
    remmina::LINES,
    rdesktop::LINES,
    ironrdp::LINES,
    windows::LINES,
    systemd::LINES,
];

/// Weighs what the statements of programs say.
pub(super) fn weigh(statements: &[Statement], weighed: &mut Weighed) {
    let reading_is_speech = statements.iter().all(|statement| *statement.speaker == plain::FORMAT);
    let last = statements.iter().rposition(|statement| statement.severity >= Severity::Unsaid).unwrap_or(0);
    // Beside an error, a warning is a circumstance.
    let errors = statements.iter().any(|statement| statement.severity == Severity::Error);
    let of_rdp = statements.iter().any(is_of_this_field);
    xrdp::weigh(statements, of_rdp, weighed);
    let mut of_another_unit = false;
    // A line that is said again says no more than once.
    let mut heard: BTreeMap<&'static str, (f64, &'static Lines, &'static Line)> = BTreeMap::new();
    for (number, statement) in statements.iter().enumerate() {
        let serious = match statement.severity {
            Severity::Debug => 0.4,
            Severity::Info => 0.85,
            Severity::Warning if errors => 0.5,
            Severity::Warning => 0.8,
            Severity::Unsaid | Severity::Error => 1.0,
        };
        let late = if number == last { 1.0 } else { 0.9 };
        let said = statement.text.to_lowercase();
        let is_plain = *statement.speaker == plain::FORMAT;
        let said = own_words(&said, is_plain);
        // `systemctl status` names the unit once, over its fields.
        if said.starts_with(['●', '○', '×']) {
            of_another_unit = unit(said) == Some(false);
        } else if !said.starts_with("active:")
            && !said.starts_with("process:")
            && !said.starts_with("main pid:")
        {
            of_another_unit &= said.starts_with("loaded:") || said.starts_with("docs:");
        }
        for (program, line) in PARTS.of(said) {
            let concerns = is_plain || program.takes(statement.speaker);
            if !concerns || line.framed && is_plain && reading_is_speech || !line.fits(said) {
                continue;
            }
            // The journal has everybody's lines; only those around an RDP server are meant.
            if *program.speaker == system::FORMAT && (!of_rdp || of_another_unit || is_of_another(said)) {
                continue;
            }
            let weight = by_count(line.causes.len()) * line.share * serious * late;
            // OpenVPN and pip have the same libraries: where nobody says that it is about RDP, it settles nothing.
            let weight = if is_plain && !of_rdp { weight.min(SETTLES - 0.1) } else { weight };
            let known = heard.entry(line.has).or_insert((0.0, program, line));
            if weight > known.0 {
                *known = (weight, program, line);
            }
        }
    }
    for (weight, program, line) in heard.into_values() {
        weighed.evidence(line.causes, weight, &format!("{} says “{}”", program.speaker.name, line.has));
    }
}

/// A line up to where it quotes a certificate, the title of a window, or, in a log, somebody's name: those are not the
/// program's own words.
fn own_words(said: &str, is_plain: bool) -> &str {
    const QUOTES: [&str; 7] =
        ["cn =", "cn=", "common name", "subject:", "issuer:", "window title", "remote app title"];
    const NAMES: [&str; 11] = [
        "invalid user ",
        "for user",
        "user: ",
        "user=",
        "username",
        "computer name",
        "logname=",
        "request for ",
        "control for ",
        "status for ",
        "entry for account",
    ];
    let names = if is_plain { &[][..] } else { &NAMES[..] };
    let end =
        QUOTES.iter().chain(names).filter_map(|quote| said.find(quote).map(|at| at + quote.len())).min();
    &said[..end.unwrap_or(said.len())]
}

/// Whether a word is the name of an RDP program, or part of one: not that of "wordpress".
fn is_name(word: &str) -> bool {
    const NAMES: [&str; 9] =
        ["rdp", "sesman", "guacd", "guacamole", "remmina", "xorgxrdp", "termservice", "grd", "rdesktop"];
    NAMES.contains(&word) || ["xrdp", "krdp", "freerdp", "xfreerdp"].iter().any(|name| word.starts_with(name))
}

fn words(said: &str) -> impl Iterator<Item = &str> {
    said.split(|c: char| !c.is_ascii_alphanumeric())
}

/// Whether a statement is of an RDP program, or names one.
fn is_of_this_field(statement: &Statement) -> bool {
    let said = statement.text.to_lowercase();
    let speaks = *statement.speaker != plain::FORMAT && *statement.speaker != system::FORMAT;
    speaks || said.contains("remote desktop") || said.contains("gnome-remote") || words(&said).any(is_name)
}

/// The unit that a line of systemd is about, and whether that is an RDP server's or a session's.
fn unit(said: &str) -> Option<bool> {
    let unit = said.split([' ', ':']).find(|word| word.ends_with(".service"))?;
    Some(unit.contains("gnome-remote") || unit.starts_with("user@") || words(unit).any(is_name))
}

/// Whether a line of the journal is of a program that has nothing to do with RDP.
fn is_of_another(said: &str) -> bool {
    let others = ["(sshd", "(sudo", "(su:", "(login", "(cron", "(gdm-"];
    unit(said) == Some(false) || others.iter().any(|other| said.contains(other))
}

/// The first parts of all lines, to be looked for in one pass: a log has thousands of statements.
struct Parts {
    automaton: AhoCorasick,
    lines: Vec<(&'static Lines, &'static Line)>,
}

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let lines: Vec<_> =
        ALL.iter().flat_map(|program| program.lines.iter().map(move |line| (program, line))).collect();
    let parts = lines.iter().map(|(_, line)| line.has.split(" … ").next().unwrap_or_default());
    // The kind that is made quickest: most texts are short.
    let kind = Some(AhoCorasickKind::NoncontiguousNFA);
    let automaton = AhoCorasick::builder()
        .kind(kind)
        .build(parts)
        .expect("a few hundred short words are within its bounds");
    Parts { automaton, lines }
});

impl Parts {
    /// The lines whose first part stands in a text, in the order of the tables.
    fn of(&self, said: &str) -> Vec<(&'static Lines, &'static Line)> {
        let mut found: Vec<usize> =
            self.automaton.find_overlapping_iter(said).map(|found| found.pattern().as_usize()).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|number| self.lines[number]).collect()
    }
}

impl Lines {
    /// FreeRDP's lines also stand in the logs of what is built on it, and the journal has everybody's.
    fn takes(&self, speaker: &Format) -> bool {
        use reading::formats::{freerdp, gnome, guacamole, krdp, remmina, system, xrdp};
        let built_on_freerdp = [&guacamole::FORMAT, &remmina::FORMAT, &gnome::FORMAT, &krdp::FORMAT];
        let journal = [&gnome::FORMAT, &krdp::FORMAT, &xrdp::FORMAT];
        *self.speaker == *speaker
            || *self.speaker == freerdp::FORMAT && built_on_freerdp.iter().any(|other| **other == *speaker)
            || *self.speaker == system::FORMAT && journal.iter().any(|other| **other == *speaker)
            || *speaker == system::FORMAT && journal.iter().any(|other| **other == *self.speaker)
    }
}

impl Line {
    fn fits(&self, said: &str) -> bool {
        let mut rest = said;
        self.has.split(" … ").all(|part| match rest.find(part) {
            Some(at) => {
                rest = &rest[at + part.len()..];
                true
            }
            None => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causes;

    #[test]
    fn every_line_leads_to_causes_that_exist() {
        for line in ALL.iter().flat_map(|program| program.lines) {
            assert_eq!(line.has, line.has.to_lowercase(), "lines are matched in lower case");
            for id in line.causes {
                assert!(causes::find(id).is_some_and(|cause| cause.id == *id), "{}: {id}", line.has);
            }
        }
        for sentence in english::SENTENCES.iter().chain(languages::SENTENCES) {
            for id in sentence.causes {
                assert!(causes::find(id).is_some_and(|cause| cause.id == *id), "{}: {id}", sentence.words);
            }
        }
    }
}
