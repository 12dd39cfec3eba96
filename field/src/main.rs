//! The field: real servers and real networks that fail in known ways.
//!
//! Never touches the machine it runs on: every scenario lives in namespaces of its own.

mod judge;
mod sandbox;
mod scenario;
mod table;
mod tools;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;

use anyhow::{Context, Result, bail};

use crate::judge::{Judge, Worth};
use crate::scenario::Scenario;
use crate::table::Row;
use crate::tools::{Said, Tool};

const USAGE: &str = "\
readmit-field list
readmit-field run --readmit PROGRAM --work FOLDER [--tool NAME]… [--page FILE] [--kept] [SCENARIO…]

--kept judges what was said in the last run once more, without a new one.";

/// This machine permits no scenario; nothing was run.
#[derive(Debug)]
struct CantHere;

impl std::fmt::Display for CantHere {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no scenario was run")
    }
}

impl std::error::Error for CantHere {}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match verb(&words) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("field: {error:#}");
            ExitCode::from(if error.is::<CantHere>() { 4 } else { 2 })
        }
    }
}

fn verb(words: &[&str]) -> Result<bool> {
    match words {
        ["list"] => {
            for scenario in scenario::load(&[])? {
                println!("{:44}{}", scenario.name, scenario.what);
            }
            Ok(true)
        }
        ["inside", name, tool, readmit, work] => {
            let scenarios = scenario::load(&[(*name).to_owned()])?;
            let tool = Tool::find(tool).context("no such tool")?;
            let said = sandbox::inside(&scenarios[0], tool, Path::new(readmit), Path::new(work))?;
            println!("{}", serde_json::to_string(&said)?);
            Ok(true)
        }
        ["trial", work] => sandbox::trial_inside(Path::new(work)).map(|()| true),
        ["provision", work] => sandbox::provision_inside(Path::new(work)).map(|()| true),
        ["run", rest @ ..] => run(rest),
        _ => bail!("what shall be done?\n{USAGE}"),
    }
}

fn run(words: &[&str]) -> Result<bool> {
    let (mut readmit, mut work, mut page, mut tools, mut names) = (None, None, None, Vec::new(), Vec::new());
    let mut kept = false;
    let mut words = words.iter();
    while let Some(&word) = words.next() {
        let mut value = || words.next().copied().with_context(|| format!("{word} needs a value"));
        match word {
            "--readmit" => readmit = Some(PathBuf::from(value()?)),
            "--work" => work = Some(PathBuf::from(value()?)),
            "--kept" => kept = true,
            "--page" => page = Some(PathBuf::from(value()?)),
            "--tool" => {
                let name = value()?;
                tools.push(Tool::find(name).with_context(|| format!("there is no tool {name}"))?);
            }
            _ if word.starts_with('-') => bail!("what is {word}?\n{USAGE}"),
            _ => names.push(word.to_owned()),
        }
    }
    let readmit = readmit.context("--readmit PROGRAM is needed")?;
    let work = work.context("--work FOLDER is needed")?;
    std::fs::create_dir_all(&work).with_context(|| format!("making {}", work.display()))?;
    let tools = if tools.is_empty() { Tool::ALL.to_vec() } else { tools };
    let scenarios = scenario::load(&names)?;
    let mut missing = sandbox::what_is_missing();
    if missing.is_empty() {
        missing.extend(sandbox::trial(&work).err().map(|error| format!("{error:#}")));
    }
    if !missing.is_empty() {
        for line in &missing {
            eprintln!("field: {line}");
        }
        return Err(CantHere.into());
    }
    let in_domain =
        |scenario: &Scenario| scenario.hosts.iter().any(|host| host.split(' ').next() == Some("ad"));
    if !kept && scenarios.iter().any(in_domain) && !sandbox::is_provisioned(&work) {
        sandbox::provision(&work)?;
    }
    let jobs: Vec<(usize, Tool)> = (0..scenarios.len())
        .flat_map(|index| tools.iter().map(move |tool| (index, *tool)))
        .filter(|(index, tool)| tool.applies(&scenarios[*index]) && tool.missing().is_none())
        .collect();
    for tool in &tools {
        if let Some(package) = tool.missing() {
            println!("skipped  {}: not installed (Debian package {package})", tool.word());
        }
    }
    let judge = Judge::load()?;
    let results = if kept {
        jobs.iter().map(|&(index, tool)| (index, tool, recall(&scenarios[index], tool, &work))).collect()
    } else {
        side_by_side(&scenarios, &jobs, &readmit, &work)
    };
    let mut rows: Vec<Row<'_>> =
        scenarios.iter().map(|scenario| Row { scenario, said: BTreeMap::new() }).collect();
    let mut faults = 0;
    for (index, tool, result) in results {
        let scenario = &scenarios[index];
        match result {
            Err(error) => {
                println!("ERROR    {}, {}: {error:#}", scenario.name, tool.word());
                faults += 1;
            }
            Ok(said) => {
                faults += usize::from(!tell(&said, scenario, &judge));
                rows[index].said.insert(tool, said);
            }
        }
    }
    println!("\n{}", table::summary(&rows, &judge));
    if let Some(page) = page {
        std::fs::write(&page, table::page(&rows, &judge))
            .with_context(|| format!("writing {}", page.display()))?;
    }
    println!("{} scenarios, {faults} not as they should be", scenarios.len());
    Ok(faults == 0)
}

/// Prints one line, and says whether it is as it should be.
fn tell(said: &Said, scenario: &Scenario, judge: &Judge) -> bool {
    if said.tool != Tool::Readmit {
        let worth = judge.peer(said, scenario);
        println!("{:8} {}, {}: {}", worth.word(), scenario.name, said.tool.word(), said.words());
        return worth != Worth::Unreviewed;
    }
    let (_, faults) = Judge::own(said, scenario);
    let sign = if faults.is_empty() { "ok" } else { "FAILED" };
    println!("{sign:8} {} {} ms: {}", scenario.name, said.took, judge::first_finding(said));
    for fault in &faults {
        println!("         {fault}");
    }
    faults.is_empty()
}

/// What was kept of an earlier run.
fn recall(scenario: &Scenario, tool: Tool, work: &Path) -> Result<Said> {
    let file = kept_at(scenario, tool, work);
    let text = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("in {}", file.display()))
}

fn kept_at(scenario: &Scenario, tool: Tool, work: &Path) -> PathBuf {
    work.join("said").join(format!("{}.{}.json", scenario.name.replace('/', "."), tool.word()))
}

/// Keeps what was said, for whoever wants to read it whole.
fn keep(said: &Said, scenario: &Scenario, work: &Path) {
    let file = kept_at(scenario, said.tool, work);
    let text = serde_json::to_string_pretty(said).unwrap_or_default();
    let written =
        file.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&file, text));
    if let Err(error) = written {
        eprintln!("field: writing {}: {error}", file.display());
    }
}

type Outcome = (usize, Tool, Result<Said>);

/// Most of the time is waiting, so several sandboxes run at once.
fn side_by_side(scenarios: &[Scenario], jobs: &[(usize, Tool)], readmit: &Path, work: &Path) -> Vec<Outcome> {
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get) * 2;
    let next = Mutex::new(jobs.iter());
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let job = next.lock().ok().and_then(|mut jobs| jobs.next().copied());
                    let Some((index, tool)) = job else { return };
                    let result = sandbox::run(&scenarios[index], tool, readmit, work);
                    if let Ok(said) = &result {
                        keep(said, &scenarios[index], work);
                    }
                    if let Ok(mut done) = done.lock() {
                        done.push((index, tool, result));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(index, tool, _)| (*index, *tool));
    done
}
