//! Who was right. Our own report is held against the scenario; a peer's words against a table
//! that a person has reviewed (`judge.toml`).

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::scenario::{Scenario, folder};
use crate::tools::{Said, Tool};

/// What a message is worth to the person who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Worth {
    /// It names the cause, or says rightly that all is well.
    Names,
    /// Nothing seen from there can tell the cause from others, and it names one of those.
    CantTell,
    /// It fits, and fits a dozen other causes as well.
    Vague,
    /// It says something that isn't so: another cause, or success.
    Wrong,
    /// It says nothing, or had to be ended.
    Silent,
    /// Nobody has reviewed this message yet.
    Unreviewed,
}

impl Worth {
    /// One word for the table.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Names => "names it",
            Self::CantTell => "can't be told",
            Self::Vague => "vague",
            Self::Wrong => "wrong",
            Self::Silent => "nothing",
            Self::Unreviewed => "NOT REVIEWED",
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    message: Vec<Message>,
}

/// A message of a peer, and what it is worth for which truths.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    peer: String,
    /// All of these stand in what it said.
    says: Vec<String>,
    /// It claims that all is well.
    #[serde(default)]
    success: bool,
    /// It names these causes. A stage with a slash stands for all its causes.
    #[serde(default)]
    names: Vec<String>,
    /// It fits these, and others. `*` fits all.
    #[serde(default)]
    vague: Vec<String>,
}

/// The reviewed table.
#[derive(Debug)]
pub(crate) struct Judge {
    table: Table,
}

fn fits(list: &[String], cause: &str) -> bool {
    list.iter().any(|entry| {
        entry == "*" && cause != "healthy"
            || entry == cause
            || (entry.ends_with('/') && cause.starts_with(entry.as_str()))
    })
}

impl Judge {
    /// Reads `judge.toml`.
    pub(crate) fn load() -> Result<Self> {
        let path = folder().join("judge.toml");
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        Ok(Self { table: toml::from_str(&text).with_context(|| format!("in {}", path.display()))? })
    }

    /// What a peer's message is worth in a scenario.
    pub(crate) fn peer(&self, said: &Said, scenario: &Scenario) -> Worth {
        if said.exit.is_none() && said.words().is_empty() || said.output.trim().is_empty() {
            return Worth::Silent;
        }
        let matches = |message: &&Message| {
            message.peer == said.tool.word()
                && message.says.iter().all(|part| said.output.contains(part.as_str()))
        };
        let Some(message) = self.table.message.iter().find(matches) else { return Worth::Unreviewed };
        if message.success {
            // Success is right where nothing stops; that something hinders goes unsaid.
            let lets_in = scenario.verdict.starts_with("clear");
            return if scenario.is_healthy() {
                Worth::Names
            } else if scenario.alike.iter().any(|alike| alike == "healthy") {
                Worth::CantTell
            } else if lets_in || scenario.others_get_in {
                Worth::Vague
            } else {
                Worth::Wrong
            };
        }
        let truth = scenario.truth.as_str();
        if fits(&message.names, truth) {
            Worth::Names
        } else if scenario.alike.iter().any(|alike| fits(&message.names, alike)) {
            Worth::CantTell
        } else if fits(&message.vague, truth)
            || scenario.alike.iter().any(|alike| fits(&message.vague, alike))
        {
            Worth::Vague
        } else {
            Worth::Wrong
        }
    }

    /// What our own report is worth, and why it is wrong where it is.
    pub(crate) fn own(said: &Said, scenario: &Scenario) -> (Worth, Vec<String>) {
        let mut faults = Vec::new();
        let Some(report) = &said.report else {
            let ended = if said.exit.is_none() { "took longer than its own limit" } else { "gave no report" };
            return (Worth::Silent, vec![format!("{ended}: {}", said.output.trim())]);
        };
        let verdict = format!(
            "{} {} {}",
            report["verdict"]["state"].as_str().unwrap_or_default(),
            if report["verdict"]["state"] == "clear" { "through" } else { "at" },
            report["verdict"]["stage"].as_str().unwrap_or_default()
        );
        if verdict != scenario.verdict {
            faults.push(format!("the verdict is {verdict}, not {}", scenario.verdict));
        }
        let findings = findings(report);
        let first = findings.first().map(|(cause, _)| cause.as_str());
        let blocker = findings.iter().find(|(_, role)| role == "blocker");
        if scenario.is_healthy() {
            if let Some((cause, _)) = blocker {
                faults.push(format!("a healthy host is accused of {cause}"));
            }
            let odd = findings
                .iter()
                .find(|(cause, _)| !scenario.asides.contains(cause) && !scenario.alike.contains(cause));
            if let Some((cause, _)) = odd {
                faults.push(format!("{cause} is said of a healthy host"));
            }
        } else if let Some(first) = first {
            if !scenario.allows(first) {
                faults.push(format!("the first finding is {first}"));
            }
        } else if !scenario.allows("healthy") {
            faults.push("nothing was found".to_owned());
        }
        if report["facts"]["logon"]["attempts"].as_u64().unwrap_or(0) > 1 {
            faults.push("more than one attempt was made".to_owned());
        }
        if scenario.audit.is_some() && said.audit.as_deref() != Some(scenario.audit_prints.as_str()) {
            faults.push(format!(
                "the server says {:?}, not {:?}",
                said.audit.as_deref().unwrap_or_default(),
                scenario.audit_prints
            ));
        }
        let told = scenario.is_healthy() || first == Some(scenario.truth.as_str());
        let worth = match (faults.is_empty(), told) {
            (true, true) => Worth::Names,
            (true, false) => Worth::CantTell,
            (false, _) => Worth::Wrong,
        };
        (worth, faults)
    }
}

/// Causes and their roles, the first finding first.
pub(crate) fn findings(report: &serde_json::Value) -> Vec<(String, String)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let all = report["findings"].as_array().into_iter().flatten();
    all.map(|found| (text(&found["cause"]), text(&found["role"]))).collect()
}

/// The first finding with its certainty, for the table.
pub(crate) fn first_finding(said: &Said) -> String {
    let Some(report) = said.report.as_ref().filter(|_| said.tool == Tool::Readmit) else {
        return "–".to_owned();
    };
    match report["findings"].as_array().and_then(|all| all.first()) {
        Some(found) => format!(
            "{} ({}, {})",
            found["cause"].as_str().unwrap_or_default(),
            found["role"].as_str().unwrap_or_default(),
            found["certainty"].as_str().unwrap_or_default()
        ),
        None => "no finding".to_owned(),
    }
}
