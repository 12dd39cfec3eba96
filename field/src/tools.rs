//! Readmit and its peers: how each is asked, and which of its words count.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::sandbox::place;
use crate::scenario::Scenario;

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Tool {
    /// Ourselves.
    Readmit,
    /// FreeRDP's client, which only signs in.
    Xfreerdp,
    /// nmap's scripts for Remote Desktop.
    Nmap,
    /// impacket's example.
    RdpCheck,
    /// A guesser of passwords, with the one password.
    Hydra,
}

impl Tool {
    /// All, ourselves first.
    pub(crate) const ALL: [Self; 5] =
        [Self::Readmit, Self::Xfreerdp, Self::Nmap, Self::RdpCheck, Self::Hydra];

    /// Its name.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Readmit => "readmit",
            Self::Xfreerdp => "xfreerdp",
            Self::Nmap => "nmap",
            Self::RdpCheck => "rdp_check",
            Self::Hydra => "hydra",
        }
    }

    /// Its name and what it is asked to do.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Readmit => "**readmit check**",
            Self::Xfreerdp => "xfreerdp `+auth-only`",
            Self::Nmap => "nmap's rdp scripts",
            Self::RdpCheck => "impacket's rdp_check",
            Self::Hydra => "hydra",
        }
    }

    /// The tool of this name.
    pub(crate) fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.word() == word)
    }

    /// After this time it is ended.
    pub(crate) const fn limit(self) -> Duration {
        Duration::from_secs(match self {
            // Our own limit is ten seconds; what goes beyond is a fault that has to show.
            Self::Readmit => 14,
            _ => 20,
        })
    }

    /// Whether it has anything to ask: two of them do nothing but sign in.
    pub(crate) fn applies(self, scenario: &Scenario) -> bool {
        let signs_in = scenario.user.is_some();
        match self {
            Self::Readmit => true,
            Self::Xfreerdp | Self::Nmap => scenario.file.is_none() || self == Self::Xfreerdp,
            Self::RdpCheck | Self::Hydra => signs_in && scenario.file.is_none(),
        }
    }

    /// Where its program comes from; `None` if it is there.
    pub(crate) fn missing(self) -> Option<&'static str> {
        let (there, package) = match self {
            Self::Readmit => (true, ""),
            Self::Xfreerdp => (is_there("xfreerdp"), "freerdp2-x11"),
            Self::Nmap => (is_there("nmap"), "nmap"),
            Self::RdpCheck => (Path::new(RDP_CHECK).exists(), "python3-impacket"),
            Self::Hydra => (is_there("hydra"), "hydra"),
        };
        (!there).then_some(package)
    }
}

const RDP_CHECK: &str = "/usr/share/doc/python3-impacket/examples/rdp_check.py";

/// Whether a program is installed.
pub(crate) fn is_there(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths)
        .chain(["/usr/sbin".into(), "/sbin".into()])
        .any(|folder| folder.join(program).exists())
}

/// What a tool said.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Said {
    /// Who.
    pub(crate) tool: Tool,
    /// Its exit code; `None` if it had to be ended.
    pub(crate) exit: Option<i32>,
    /// How long it took, in milliseconds.
    pub(crate) took: u64,
    /// Both its streams.
    pub(crate) output: String,
    /// Our own report.
    pub(crate) report: Option<serde_json::Value>,
    /// What the server says of the run.
    pub(crate) audit: Option<String>,
}

impl Said {
    /// The words that count: what a person in a hurry would read.
    pub(crate) fn words(&self) -> String {
        let mut lines: Vec<String> = match self.tool {
            Tool::Readmit => Vec::new(),
            Tool::Xfreerdp => {
                let wanted = ["ERRCONNECT", "ERRINFO", "exit status", "BIO_", "CERTIFICATE", "unable to"];
                let tail = |line: &str| line.rsplit("] - ").next().unwrap_or_default().to_owned();
                let kept = self.output.lines().filter(|line| wanted.iter().any(|word| line.contains(word)));
                kept.filter(|line| !line.contains("CONNECT_CANCELLED")).map(tail).collect()
            }
            Tool::Nmap => {
                let kept = |line: &&str| {
                    line.starts_with("3389/") || line.starts_with('|') || line.contains("Failed to resolve")
                };
                self.output.lines().filter(kept).map(str::to_owned).collect()
            }
            Tool::RdpCheck | Tool::Hydra => {
                let noise = ["Hydra", "Impacket", "[DATA]", "[INFO]", "[WARNING]"];
                let kept = |line: &&str| !noise.iter().any(|word| line.starts_with(word));
                let lines: Vec<&str> = self.output.lines().filter(kept).collect();
                lines.iter().rev().take(3).rev().map(|line| (*line).to_owned()).collect()
            }
        };
        for line in &mut lines {
            *line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        lines.retain(|line| !line.is_empty());
        lines.dedup();
        lines.join(" / ").chars().take(300).collect()
    }
}

/// Asks one tool, at the client's place.
pub(crate) fn run(scenario: &Scenario, tool: Tool, readmit: &Path) -> Result<Said> {
    let mut command = place("client");
    command.args(&scenario.around);
    let user = scenario.user.as_deref();
    let domain = scenario.domain.as_deref();
    let target = scenario.target.as_str();
    let file = "/run/field/field.rdp";
    if let Some(lines) = &scenario.file {
        std::fs::write(file, lines.replace('\n', "\r\n")).context("writing the connection file")?;
    }
    match tool {
        Tool::Readmit => {
            command.arg(readmit).arg("check").arg(if scenario.file.is_some() { file } else { target });
            if let Some(user) = user {
                command.args(["-u", user, "--password-env", "FIELD_PASSWORD"]);
            }
            if let Some(domain) = domain {
                command.args(["--domain", domain]);
            }
            if let Some(security) = &scenario.security {
                command.args(["--security", security]);
            }
            command.args(["--timeout", "10s", "--format", "json"]).args(&scenario.check);
        }
        Tool::Xfreerdp => {
            command.arg("xfreerdp");
            command.arg(if scenario.file.is_some() { file.to_owned() } else { format!("/v:{target}") });
            command.arg(format!("/u:{}", user.unwrap_or("nobody")));
            command.arg(format!("/p:{}", scenario.password));
            if let Some(domain) = domain {
                command.arg(format!("/d:{domain}"));
            }
            if let Some(security) = &scenario.security {
                command.arg(format!("/sec:{security}"));
            }
            command.args(["/cert:deny", "+auth-only", "/timeout:8000"]);
        }
        Tool::Nmap => {
            command.arg("nmap").args(scenario.only_ipv6().then_some("-6"));
            command.args(["-Pn", "-n", "-p", "3389", "--host-timeout", "18s"]);
            command.args(["--script", "rdp-enum-encryption,rdp-ntlm-info,ssl-cert", target]);
        }
        Tool::RdpCheck => {
            let domain = domain.map_or_else(String::new, |domain| format!("{domain}/"));
            let user = user.unwrap_or_default();
            command.args(["/usr/bin/python3", RDP_CHECK]);
            command.arg(format!("{domain}{user}:{}@{target}", scenario.password));
        }
        Tool::Hydra => {
            command.args(["hydra", "-I", "-t", "1", "-W", "3", "-l", user.unwrap_or_default()]);
            command.args(["-p", scenario.password.as_str()]).arg(format!("rdp://{target}"));
        }
    }
    let display = (tool == Tool::Xfreerdp).then(display).transpose()?;
    command
        .env("DISPLAY", ":9")
        .env("HOME", "/run/field/home")
        .env("XDG_CONFIG_HOME", "/run/field/home")
        .env("FIELD_PASSWORD", &scenario.password)
        .env("SSL_CERT_FILE", "/run/field/ca.pem")
        .stdin(Stdio::null());
    std::fs::create_dir_all("/run/field/home").context("making a home")?;
    let (out, err) = ("/run/field/said.out", "/run/field/said.err");
    command.stdout(std::fs::File::create(out)?).stderr(std::fs::File::create(err)?);
    let began = Instant::now();
    let mut child = command.spawn().context("starting the tool")?;
    let exit = loop {
        if let Some(status) = child.try_wait()? {
            break status.code();
        }
        if began.elapsed() > tool.limit() {
            child.kill()?;
            child.wait()?;
            break None;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let millis = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    drop(display);
    let read = |path| {
        std::fs::read(path)
            .map_or_else(|_| String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
    };
    let (stdout, stderr) = (read(out), read(err));
    let report = (tool == Tool::Readmit).then(|| serde_json::from_str(&stdout).ok()).flatten();
    let output = if report.is_some() { stderr } else { stdout + &stderr };
    Ok(Said { tool, exit, took: millis, output: output.chars().take(8000).collect(), report, audit: None })
}

/// xfreerdp wants a display even where it shows nothing.
fn display() -> Result<std::process::Child> {
    let child = Command::new("Xvfb")
        .args([":9", "-screen", "0", "640x480x24", "-noreset", "-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("starting Xvfb")?;
    let began = Instant::now();
    while !Path::new("/tmp/.X11-unix/X9").exists() && began.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(child)
}
