//! A scenario as it is written down: what is started, what is broken, what is true.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

/// The password that every account has unless the scenario says otherwise.
pub(crate) const PASSWORD: &str = "Geheimnis 7";

/// One file below `field/scenarios`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    /// `network/port-dropped`: the file's path.
    #[serde(skip)]
    pub(crate) name: String,
    /// What is broken, in one line.
    pub(crate) what: String,
    /// The cause that is true, or `healthy`.
    pub(crate) truth: String,
    /// Causes that nothing seen from here can tell from the true one. Fixed before any run.
    #[serde(default)]
    pub(crate) alike: Vec<String>,
    /// Whether a client that asks for less gets in all the same: by NTLM, or without looking at
    /// the certificate. Its success is then no untruth.
    #[serde(default)]
    pub(crate) others_get_in: bool,
    /// Findings about a healthy host that are true and stop nobody.
    #[serde(default)]
    pub(crate) asides: Vec<String>,
    /// Why they can't be told apart, or why this truth is all that can be said.
    pub(crate) because: Option<String>,
    /// The verdict that is right: `clear through logon`, `blocked at network`, `unclear at logon`.
    pub(crate) verdict: String,
    /// Scripts of `field/hosts`, with arguments, started in this order.
    #[serde(default)]
    pub(crate) hosts: Vec<String>,
    /// The names that the name server knows.
    #[serde(default = "usual_names")]
    pub(crate) names: BTreeMap<String, Vec<String>>,
    /// More lines of the name server's configuration.
    #[serde(default)]
    pub(crate) dns: String,
    /// Shell lines per place (client, router, server), run when the hosts stand.
    #[serde(default, rename = "break")]
    pub(crate) breaks: BTreeMap<String, String>,
    /// The account that signs in; nobody does without.
    pub(crate) user: Option<String>,
    /// Its domain.
    pub(crate) domain: Option<String>,
    /// The password that is typed.
    #[serde(default = "usual_password")]
    pub(crate) password: String,
    /// What is connected to.
    #[serde(default = "usual_target")]
    pub(crate) target: String,
    /// The lines of an `.rdp` file, opened instead of the target by those who can.
    pub(crate) file: Option<String>,
    /// What the client insists on: `nla`, `tls` or `rdp`, told to those who can be told.
    pub(crate) security: Option<String>,
    /// More arguments for `readmit check`.
    #[serde(default)]
    pub(crate) check: Vec<String>,
    /// A command around every client, such as `faketime`.
    #[serde(default)]
    pub(crate) around: Vec<String>,
    /// A shell line run at the server after our check; it must print exactly `audit_prints`.
    pub(crate) audit: Option<String>,
    /// What the audit prints if all is well.
    #[serde(default)]
    pub(crate) audit_prints: String,
}

fn usual_names() -> BTreeMap<String, Vec<String>> {
    [("fs1.field.test".to_owned(), vec!["10.77.2.2".to_owned()])].into()
}

fn usual_password() -> String {
    PASSWORD.to_owned()
}

fn usual_target() -> String {
    "fs1.field.test".to_owned()
}

impl Scenario {
    /// Whether nothing is broken.
    pub(crate) fn is_healthy(&self) -> bool {
        self.truth == "healthy"
    }

    /// Whether the target has no address but IPv6 ones.
    pub(crate) fn only_ipv6(&self) -> bool {
        self.names.get(&self.target).is_some_and(|all| all.iter().all(|address| address.contains(':')))
    }

    /// Whether a first finding of this cause is right.
    pub(crate) fn allows(&self, cause: &str) -> bool {
        self.truth == cause || self.alike.iter().any(|alike| alike == cause)
    }
}

/// The folder of the field: scenarios, hosts, judge.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All scenarios, or those whose name is, or begins with, one of `wanted`.
pub(crate) fn load(wanted: &[String]) -> Result<Vec<Scenario>> {
    let base = folder().join("scenarios");
    let mut all = Vec::new();
    for stage in entries(&base)? {
        for file in entries(&stage)? {
            all.push(read(&base, &file)?);
        }
    }
    let chosen = |scenario: &Scenario, name: &str| {
        scenario.name == name || scenario.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
    };
    for name in wanted {
        ensure!(
            all.iter().any(|scenario| chosen(scenario, name)),
            "there is no scenario {name}; `cargo xtask field list` shows all"
        );
    }
    if !wanted.is_empty() {
        all.retain(|scenario| wanted.iter().any(|name| chosen(scenario, name)));
    }
    Ok(all)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let listed = std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut paths: Vec<PathBuf> =
        listed.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}

fn read(base: &Path, file: &Path) -> Result<Scenario> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let mut scenario: Scenario = toml::from_str(&text).with_context(|| format!("in {}", file.display()))?;
    let name = file.strip_prefix(base).unwrap_or(file).with_extension("");
    scenario.name = name.to_string_lossy().into_owned();
    for place in scenario.breaks.keys() {
        if !["client", "router", "server"].contains(&place.as_str()) {
            bail!("in {}: there is no place called {place}", file.display());
        }
    }
    ensure!(
        scenario.alike.is_empty() || scenario.because.is_some(),
        "in {}: what can't be told apart needs a because",
        file.display()
    );
    Ok(scenario)
}
