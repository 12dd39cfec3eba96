//! `docs/field.md`: one line for every scenario, and what it all comes to.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::judge::{Judge, Worth, first_finding};
use crate::scenario::Scenario;
use crate::tools::{Said, Tool};

/// Everything that was said about one scenario.
pub(crate) struct Row<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) said: BTreeMap<Tool, Said>,
}

/// How often each tool was worth what.
pub(crate) fn summary(rows: &[Row<'_>], judge: &Judge) -> String {
    let mut text = String::from(
        "| tool | names the cause | can't be told, names one alike | vague | wrong or false success | nothing | asked | median time |\n|---|---|---|---|---|---|---|---|\n",
    );
    for tool in Tool::ALL {
        let said: Vec<(&Said, Worth)> = rows
            .iter()
            .filter_map(|row| row.said.get(&tool).map(|said| (said, worth(said, row.scenario, judge))))
            .collect();
        if said.is_empty() {
            continue;
        }
        let count = |worth: Worth| said.iter().filter(|(_, one)| *one == worth).count();
        let mut times: Vec<u64> = said.iter().map(|(said, _)| said.took).collect();
        times.sort_unstable();
        let median = times[times.len() / 2];
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            tool.title(),
            count(Worth::Names),
            count(Worth::CantTell),
            count(Worth::Vague),
            count(Worth::Wrong),
            count(Worth::Silent),
            said.len(),
            seconds(median)
        );
    }
    text
}

/// The whole page.
pub(crate) fn page(rows: &[Row<'_>], judge: &Judge) -> String {
    let mut text = String::from(INTRODUCTION);
    let _ = writeln!(text, "\n## What it comes to\n\n{}", summary(rows, judge));
    text.push_str(LEGEND);
    let mut stage = "";
    for row in rows {
        let (now, name) = row.scenario.name.split_once('/').unwrap_or_default();
        if now != stage {
            stage = now;
            let _ = writeln!(text, "\n## {stage}");
        }
        let _ = writeln!(
            text,
            "\n### {name}\n\n{}. `cargo xtask field {}`\n",
            row.scenario.what, row.scenario.name
        );
        let truth = if row.scenario.is_healthy() {
            "nothing is wrong".to_owned()
        } else {
            format!("`{}`", row.scenario.truth)
        };
        let _ = write!(text, "True: {truth}; right is: {}.", row.scenario.verdict);
        if !row.scenario.alike.is_empty() {
            let _ = write!(text, " From here it can't be told from {}", row.scenario.alike.join(", "));
        }
        if let Some(because) = &row.scenario.because {
            let _ = write!(text, ": {because}.");
        } else if !row.scenario.alike.is_empty() {
            text.push('.');
        }
        text.push_str("\n\n| who | worth | time | says |\n|---|---|---|---|\n");
        for (tool, said) in &row.said {
            let worth = worth(said, row.scenario, judge);
            let words = if *tool == Tool::Readmit { own_words(said) } else { peer_words(said) };
            let _ =
                writeln!(text, "| {} | {} | {} | {words} |", tool.word(), worth.word(), seconds(said.took));
        }
    }
    text
}

fn worth(said: &Said, scenario: &Scenario, judge: &Judge) -> Worth {
    if said.tool == Tool::Readmit { Judge::own(said, scenario).0 } else { judge.peer(said, scenario) }
}

fn own_words(said: &Said) -> String {
    let verdict = said.report.as_ref().map_or_else(String::new, |report| {
        format!(
            "{} at {}: ",
            report["verdict"]["state"].as_str().unwrap_or_default(),
            report["verdict"]["stage"].as_str().unwrap_or_default()
        )
    });
    let first = first_finding(said);
    match said.audit.as_deref().filter(|audit| !audit.is_empty()) {
        Some(audit) => format!("{verdict}{first}; the server counts: {audit}"),
        None => format!("{verdict}{first}"),
    }
}

fn peer_words(said: &Said) -> String {
    let exit = said.exit.map_or_else(|| "ended by us".to_owned(), |code| format!("exit {code}"));
    let words = said.words();
    let words = words.replace('|', "\\|").replace('<', "&lt;");
    if words.is_empty() { exit } else { format!("{exit}: {words}") }
}

fn seconds(millis: u64) -> String {
    format!("{}.{} s", millis / 1000, millis % 1000 / 100)
}

const INTRODUCTION: &str = "\
# In the field

Real servers and real networks, each broken in one known way; what Readmit says, and what the
tools say that people use today. Written by `cargo xtask field`; never edited. Every line can
be repeated by the command beside it, as root on Debian.

Servers: xrdp with sesman, FreeRDP's shadow server, gnome-remote-desktop, and Samba's domain
controller with its Kerberos server. Samba has no Remote Desktop of its own: a small frame of
ours speaks X.224, TLS and CredSSP, and every verdict, status and ticket is Samba's. Networks:
three namespaces with veth, nftables, a name server, a delaying router.

Not to be had here, and so not shown: real Windows, mstsc, licensing, an RD Gateway, a broker,
Restricted Admin, the encryption-oracle policy, Schannel, Remote Desktop over UDP.

Each tool gets every scenario freshly started, and one attempt with the password. What can't be
told apart is written into the scenario before any run, with the reason. What a peer's words are
worth is decided by a table that was reviewed by a person
([judge.toml](../field/judge.toml)), by its words and its exit code, not by its intentions: nmap
and hydra never promised to name causes.
";

const LEGEND: &str = "
*Names the cause*: it says the true cause first, or, where nothing is wrong, that. *Can't be
told*: nothing seen from there tells the cause from others, and it names one of those. *Vague*: it fits, and
fits other causes as well; or it reports success where something hinders, or where it got in because
it asked for less. *Wrong*: another cause,
or success where nobody gets in. *Nothing*: no words, or it had to be ended after 20 s.
";
