//! Rules that no compiler knows: who may use whom, licences, what must not stay.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{pages, reports, run};

/// Who may use whom (ARCHITECTURE.md). Everything else is an edge that knows too much.
const MAY_USE: [(&str, &[&str]); 15] = [
    ("readmit-likeness", &[]),
    ("readmit-reading", &[]),
    ("readmit-diagnosis", &["readmit-likeness", "readmit-reading"]),
    ("readmit-wire", &[]),
    ("readmit-registry", &[]),
    ("readmit-render", &["readmit-diagnosis"]),
    ("readmit-socket", &[]),
    ("readmit-probe", &["readmit-diagnosis", "readmit-reading", "readmit-socket", "readmit-wire"]),
    ("readmit-settings", &["readmit-diagnosis", "readmit-reading", "readmit-registry"]),
    ("readmit-host", &["readmit-wire"]),
    ("readmit-lab", &["readmit-diagnosis", "readmit-host", "readmit-wire"]),
    (
        "readmit",
        &[
            "readmit-diagnosis",
            "readmit-lab",
            "readmit-probe",
            "readmit-reading",
            "readmit-render",
            "readmit-settings",
        ],
    ),
    ("readmit-cli", &["readmit"]),
    ("readmit-field", &[]),
    ("xtask", &["readmit-diagnosis", "readmit-likeness", "readmit-render"]),
];

/// Licences that go together with MIT OR Apache-2.0.
const LICENCES: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "OpenSSL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Words that mean unfinished work or a silenced lint.
const LEFTOVERS: [&str; 8] =
    ["todo!(", "unimplemented!(", "#[ignore", "#[allow(", "FIXME", "XXX", "HACK", "dbg!("];

/// Crates that take everything they know as arguments, and what they must not reach for.
const PURE: [&str; 6] = [
    "crates/likeness/src/",
    "crates/reading/src/",
    "crates/diagnosis/src/",
    "crates/wire/src/",
    "crates/registry/src/",
    "crates/render/src/",
];
const IMPURE: [&str; 8] =
    ["::now()", "SystemTime", "std::fs", "std::env", "std::process", "TcpStream", "UdpSocket", "tokio::"];

/// Files may be longer than this only if their top says why.
const LONG: usize = 400;

pub(crate) fn tidy() -> Result<()> {
    let metadata =
        run::output(Command::new(env!("CARGO")).args(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&metadata).context("reading cargo's metadata")?;
    let mut faults = Vec::new();
    dependencies(&metadata, &mut faults);
    licences(&metadata, &mut faults);
    sources(&mut faults)?;
    pages::stale(&mut faults)?;
    reports::stale(&mut faults)?;
    if faults.is_empty() {
        println!("xtask: tidy");
        return Ok(());
    }
    bail!("{} faults\n{}", faults.len(), faults.join("\n"))
}

fn dependencies(metadata: &Value, faults: &mut Vec<String>) {
    let rules: BTreeMap<&str, BTreeSet<&str>> =
        MAY_USE.iter().map(|(name, uses)| (*name, uses.iter().copied().collect())).collect();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        if !package["source"].is_null() {
            continue;
        }
        let Some(allowed) = rules.get(name) else {
            faults.push(format!("the crate {name} is not on the map"));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let used = dependency["name"].as_str().unwrap_or_default();
            let ours = rules.contains_key(used);
            // Tests may look at everything.
            if ours && dependency["kind"].is_null() && !allowed.contains(used) {
                faults.push(format!("{name} must not use {used}"));
            }
        }
    }
}

fn licences(metadata: &Value, faults: &mut Vec<String>) {
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        let text = package["license"].as_str().unwrap_or_default().replace('/', " OR ");
        let fits = spdx::Expression::parse_mode(&text, spdx::ParseMode::LAX).is_ok_and(|expression| {
            expression.evaluate(|wanted| {
                let id = wanted.license.id().map(|id| id.name);
                id.is_some_and(|id| LICENCES.contains(&id))
            })
        });
        if !fits {
            faults.push(format!("{name} has the licence `{text}`, which is not on the list"));
        }
    }
}

fn sources(faults: &mut Vec<String>) -> Result<()> {
    let listed = run::output(Command::new("git").args(["ls-files", "-co", "--exclude-standard", "*.rs"]))?;
    let root = run::root();
    for name in listed.lines().filter(|name| root.join(name).exists()) {
        let text = std::fs::read_to_string(root.join(name)).with_context(|| format!("reading {name}"))?;
        let own_list = name == "xtask/src/tidy.rs";
        for (number, line) in text.lines().enumerate() {
            if let Some(word) = LEFTOVERS.iter().find(|word| line.contains(**word)).filter(|_| !own_list) {
                faults.push(format!("{name}:{}: {word}", number + 1));
            }
        }
        let in_use = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        if PURE.iter().any(|folder| name.starts_with(folder)) {
            for word in IMPURE.iter().filter(|word| in_use.contains(**word)) {
                faults.push(format!("{name}: a pure crate reaches for {word}"));
            }
        }
        let is_table = name.contains("/codes/");
        if text.lines().count() > LONG
            && !is_table
            && !text.lines().take(8).any(|line| line.contains("Long because"))
        {
            faults.push(format!("{name}: {} lines, and its top does not say why", text.lines().count()));
        }
        if !text.starts_with("//!") && !own_list {
            faults.push(format!("{name}: does not say what it is for"));
        }
    }
    Ok(())
}
