//! A machine of one's own for one scenario and one tool: namespaces that the kernel takes
//! down with the process that made them, however it ends.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::scenario::{Scenario, folder};
use crate::tools::{self, Said, Tool};

/// Where the work folder lies inside a sandbox.
const WORK: &str = "/run/work";
/// Programs, and the packages they come from.
const NEEDS: &str = include_str!("../needs.txt");
/// How long the hosts of a scenario may take to stand.
const START: Duration = Duration::from_mins(2);

/// What has to be there before any scenario can run; one line each.
pub(crate) fn what_is_missing() -> Vec<String> {
    let mut missing = Vec::new();
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.starts_with(b"0\n"));
    if !root {
        missing.push("root: namespaces, packet filters and accounts need it".to_owned());
    }
    for line in NEEDS.lines().filter(|line| !line.starts_with('#')) {
        let Some((program, packages)) = line.split_once(' ') else { continue };
        if !tools::is_there(program) {
            missing.push(format!("{program}: not installed (Debian: {packages})"));
        }
    }
    missing
}

/// Runs `tool` on `scenario` in a new sandbox, from outside.
pub(crate) fn run(scenario: &Scenario, tool: Tool, readmit: &Path, work: &Path) -> Result<Said> {
    let mut command = sandboxed()?;
    command.arg("inside").args([scenario.name.as_str(), tool.word()]).args([readmit, work]);
    let limit = START + tool.limit() + Duration::from_secs(10);
    let what = format!("{} with {}", scenario.name, tool.word());
    let output = ended(&mut command, limit).with_context(|| what.clone())?;
    if !output.status.success() {
        bail!("{what} did not start: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    serde_json::from_slice(&output.stdout).context("reading what the sandbox said")
}

/// This program once more, in namespaces of its own.
fn sandboxed() -> Result<Command> {
    let own = std::env::current_exe().context("finding this program")?;
    // If this program dies, so does unshare; with it, everything inside.
    let mut command = Command::new("setpriv");
    command
        .args(["--pdeathsig", "KILL", "unshare", "--mount", "--net", "--pid", "--uts", "--ipc"])
        .args(["--fork", "--kill-child", "--mount-proc", "--"])
        .arg(own);
    Ok(command)
}

fn ended(command: &mut Command, limit: Duration) -> Result<Output> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("starting unshare")?;
    wait(&mut child, limit)
}

/// Whether this kernel and this container permit what every scenario needs.
pub(crate) fn trial(work: &Path) -> Result<()> {
    let mut command = sandboxed()?;
    command.arg("trial").arg(work);
    let output = ended(&mut command, START).context("trying a sandbox")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().last().unwrap_or("it said nothing").to_owned();
        bail!("this machine permits no sandbox: {last}");
    }
    Ok(())
}

/// Inside the sandbox: namespaces, overlays, links and the packet filter's payload matches.
pub(crate) fn trial_inside(work: &Path) -> Result<()> {
    network(work, "", "")?;
    let rules = "add table inet f; add chain inet f way { type filter hook forward priority 0; }; add rule inet f way tcp dport 3389 @ih,0,16 0x0300 drop";
    shell(place("router").args(["nft", rules])).context("filtering packets")
}

/// Whether the domain is there and of today: its passwords age, and its recipe may change.
pub(crate) fn is_provisioned(work: &Path) -> bool {
    let changed = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
    let recipe = changed(&folder().join("hosts/ad-provision.sh"));
    changed(&work.join("ad.tar")).is_some_and(|made| {
        let day = Duration::from_hours(24);
        Some(made) > recipe && made.elapsed().is_ok_and(|age| age < day)
    })
}

/// Makes the domain that scenarios unpack.
pub(crate) fn provision(work: &Path) -> Result<()> {
    std::fs::create_dir_all(work).with_context(|| format!("making {}", work.display()))?;
    let mut command = sandboxed()?;
    command.arg("provision").arg(work);
    let output = ended(&mut command, START).context("making the domain")?;
    if !output.status.success() {
        bail!("the domain could not be made: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

/// Inside the sandbox: the domain.
pub(crate) fn provision_inside(work: &Path) -> Result<()> {
    network(work, "", "")?;
    let script = folder().join("hosts/ad-provision.sh");
    shell(place("server").arg("sh").arg(script).arg(WORK)).context("making the domain")
}

/// Waits for a child; ends it when its time is up. Its output is small.
fn wait(child: &mut Child, limit: Duration) -> Result<Output> {
    let (mut out, mut err) = (child.stdout.take(), child.stderr.take());
    let read = |from: Option<&mut (dyn std::io::Read + Send)>| {
        let mut bytes = Vec::new();
        if let Some(from) = from {
            let _ = std::io::Read::read_to_end(from, &mut bytes);
        }
        bytes
    };
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| read(out.as_mut().map(|out| out as _)));
        let errors = scope.spawn(|| read(err.as_mut().map(|err| err as _)));
        let began = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
            if began.elapsed() > limit {
                child.kill()?;
                child.wait()?;
                bail!("was not over after {} s", limit.as_secs());
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        let stdout = reader.join().unwrap_or_default();
        let stderr = errors.join().unwrap_or_default();
        Ok(Output { status, stdout, stderr })
    })
}

/// Inside the sandbox: raises the network and the hosts, breaks what is to be broken, runs the tool.
pub(crate) fn inside(scenario: &Scenario, tool: Tool, readmit: &Path, work: &Path) -> Result<Said> {
    std::fs::write("/proc/self/oom_score_adj", "500").context("giving way when memory is short")?;
    network(work, &scenario.dns, &names(scenario))?;
    for host in &scenario.hosts {
        let mut words = host.split_whitespace();
        let script = folder().join("hosts").join(format!("{}.sh", words.next().unwrap_or_default()));
        let mut command = place("server");
        command.arg("sh").arg(script).args(words).env("FIELD_WORK", WORK);
        shell(&mut command).with_context(|| format!("starting {host}"))?;
    }
    for (at, lines) in &scenario.breaks {
        shell(place(at).args(["sh", "-euc", lines.as_str()]).env("FIELD_FOLDER", folder()))
            .with_context(|| format!("breaking {at}"))?;
    }
    let mut said = tools::run(scenario, tool, readmit)?;
    if let Some(audit) = scenario.audit.as_ref().filter(|_| tool == Tool::Readmit) {
        let output = place("server").args(["sh", "-euc", audit.as_str()]).output().context("the audit")?;
        said.audit = Some(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    Ok(said)
}

fn network(work: &Path, dns: &str, names: &str) -> Result<()> {
    shell_quietly(Command::new("mount").args(["-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run"]))?;
    // What is written there stays, wherever it lies outside.
    shell_quietly(Command::new("mkdir").arg(WORK))?;
    shell_quietly(Command::new("mount").arg("--bind").args([work, Path::new(WORK)]))?;
    let script = folder().join("network.sh");
    shell(Command::new("sh").arg(script).env("FIELD_DNS", dns).env("FIELD_NAMES", names))
        .context("raising the network")
}

/// A command at one of the three places.
pub(crate) fn place(node: &str) -> Command {
    let mut command = Command::new("ip");
    command.args(["netns", "exec", node]);
    command
}

/// Runs a command that must succeed, before there is a place for its output.
fn shell_quietly(command: &mut Command) -> Result<()> {
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("{command:?}"))?;
    if status.success() { Ok(()) } else { bail!("{command:?} ended with {status}") }
}

/// Runs a command that must succeed. What it leaves running keeps none of our pipes.
fn shell(command: &mut Command) -> Result<()> {
    let log = "/run/field.log";
    let out = std::fs::File::create(log).context("writing a log")?;
    let err = out.try_clone().context("writing a log")?;
    let status = command.stdin(Stdio::null()).stdout(out).stderr(err).status().context("starting it")?;
    if !status.success() {
        let said = std::fs::read_to_string(log).unwrap_or_default();
        bail!("{}", said.trim());
    }
    Ok(())
}

fn names(scenario: &Scenario) -> String {
    let lines = scenario
        .names
        .iter()
        .flat_map(|(name, addresses)| addresses.iter().map(move |address| format!("{address} {name}\n")));
    lines.collect()
}
