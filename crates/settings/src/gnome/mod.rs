//! gnome-remote-desktop, through its own `grdctl`: `gnome` looks at the person's own, and at the
//! one without a screen where the person has none. Its passwords are in the keyring, and are
//! never asked for.

use std::path::Path;
use std::process::Stdio;

use diagnosis::change;
use diagnosis::change::Change;
use diagnosis::facts::inside::{Access, CertificateBinding, HostKind, Inside, Security, Service, Setting};
use diagnosis::facts::log::{Entry, Span, What};
use diagnosis::facts::{Fact, Log};
use diagnosis::plan::Plan;
use etcetera::BaseStrategy;
use jiff::Timestamp;

use crate::draft::{Draft, Drafted, drafted};
use crate::{Error, Seen};

/// What changes of it were tested with.
const TESTED: &str = "nothing: these are commands for its own program";

/// gnome-remote-desktop on this computer.
#[derive(Debug)]
pub struct Gnome {
    source: String,
    /// `--headless`, or nothing.
    mode: Option<&'static str>,
    status: Status,
}

/// What `grdctl status` says of RDP.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Status {
    enabled: bool,
    certificate: Option<String>,
    key: Option<String>,
    view_only: bool,
    has_credentials: Option<bool>,
}

impl Gnome {
    /// Asks `grdctl`.
    pub(crate) fn open(source: &str) -> Result<Self, Error> {
        let error = |why: &str| Error::Source { source_name: source.to_owned(), why: why.to_owned() };
        let asked = [None, Some("--headless")].map(|mode| (mode, ask(mode)));
        let seen = asked.into_iter().filter_map(|(mode, text)| Some((mode, status(&text?)?)));
        // The one that is on counts, or else the person's own.
        let mut all: Vec<_> = seen.collect();
        all.sort_by_key(|(_, status)| !status.enabled);
        let (mode, status) = all
            .into_iter()
            .next()
            .ok_or_else(|| error("grdctl is not installed, or does not answer in this session"))?;
        Ok(Self { source: source.to_owned(), mode, status })
    }

    /// As it was asked for.
    pub(crate) fn name(&self) -> &str {
        &self.source
    }

    /// What it tells.
    pub fn look(&self) -> Seen {
        let status = &self.status;
        let own = |on: bool| Setting { own: Fact::Known(Some(on)), policy: Fact::Known(None) };
        let mut inside = Inside::unread(self.source.clone(), HostKind::Gnome, true);
        inside.access = Access { allowed: own(status.enabled), ..Access::default() };
        inside.services = Fact::Known(vec![Service {
            name: "gnome-remote-desktop".to_owned(),
            start: Fact::not_asked(),
            running: running(),
            account: Fact::not_asked(),
            library: Fact::not_applicable(),
            changed: Fact::not_asked(),
        }]);
        let there = |path: &Option<String>| path.as_ref().is_some_and(|path| Path::new(path).is_file());
        inside.security = Security {
            // It takes NLA and nothing else.
            nla: own(true),
            certificate: Fact::Known(CertificateBinding {
                named: status.certificate.clone(),
                present: Fact::Known(there(&status.certificate) && there(&status.key)),
                key_readable: match &status.key {
                    Some(key) => Fact::Known(std::fs::File::open(key).is_ok()),
                    None => Fact::not_applicable(),
                },
                key_fits: Fact::not_asked(),
                not_after: Fact::not_asked(),
            }),
            ..Security::default()
        };
        if status.view_only {
            inside.unread.push(
                "input: the desktop is set to be looked at only (grdctl rdp disable-view-only)".to_owned(),
            );
        }
        let mut log = Log::default();
        if status.has_credentials == Some(false) {
            // It says so when somebody comes; the setting says it beforehand.
            let at = Timestamp::now();
            log.read.push(Span {
                log: "grdctl".to_owned(),
                from: Some(at),
                until: Some(at),
                unread: 0,
                only_faults: false,
            });
            log.entries.push(Entry {
                at,
                log: "grdctl".to_owned(),
                what: What::CredentialsNotSet,
                status: None,
                user: None,
                from: None,
                during_this_run: true,
            });
        }
        Seen { inside, log: Fact::Known(log) }
    }

    /// What a plan means here: commands.
    pub(crate) fn draft(&self, plan: &Plan) -> Drafted {
        let mode = self.mode.map_or_else(String::new, |mode| format!("{mode} "));
        let ask = |wanted: &Change| {
            let command = if wanted == &change::ALLOW_CONNECTIONS {
                "rdp enable"
            } else if wanted == &change::READABLE_KEY {
                "rdp set-tls-key <a file that you can read>"
            } else {
                return Draft::NotHere;
            };
            Draft::Cannot(format!("its own program does that: grdctl {mode}{command}"))
        };
        drafted(&self.source, TESTED, Vec::new(), plan, &ask)
    }
}

/// What grdctl says. Merely asked it writes: dconf's cache, and an empty file of credentials where there is none. Both
/// go into a folder that is taken away again, so that this changes nothing.
fn ask(mode: Option<&str>) -> Option<String> {
    let scratch = tempfile::tempdir().ok()?;
    let mut command = program()?;
    command.env("XDG_CACHE_HOME", scratch.path());
    let data = etcetera::choose_base_strategy().ok()?.data_dir();
    if !data.join("gnome-remote-desktop/credentials.ini").exists() {
        command.env("XDG_DATA_HOME", scratch.path());
    }
    let output = command.args(mode).arg("status").stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(unix)]
fn program() -> Option<std::process::Command> {
    crate::program::found("grdctl")
}

/// It is a program of Linux.
#[cfg(not(unix))]
fn program() -> Option<std::process::Command> {
    None
}

/// The part about RDP; there is one about VNC, too.
fn status(text: &str) -> Option<Status> {
    let mut lines = text.lines().skip_while(|line| line.trim() != "RDP:").skip(1);
    let mut found = None;
    for line in lines.by_ref().take_while(|line| line.starts_with(['\t', ' '])) {
        let (name, value) = line.trim().split_once(':')?;
        let value = value.trim();
        let status = found.get_or_insert_with(Status::default);
        let set = || Some(value.to_owned()).filter(|value| !value.is_empty() && value != "(empty)");
        match name {
            "Status" => status.enabled = value == "enabled",
            "TLS certificate" => status.certificate = set(),
            "TLS key" => status.key = set(),
            "View-only" => status.view_only = value == "yes",
            "Username" => status.has_credentials = Some(value != "(empty)"),
            _ => {}
        }
    }
    found
}

/// Whether its daemon runs, by the names of processes.
fn running() -> Fact<bool> {
    let Ok(processes) = std::fs::read_dir("/proc") else { return Fact::not_asked() };
    let mut names =
        processes.filter_map(|entry| std::fs::read_to_string(entry.ok()?.path().join("comm")).ok());
    // The kernel keeps fifteen letters of a name.
    Fact::Known(names.any(|name| name.trim() == "gnome-remote-de"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grdctl_says() {
        let text = "RDP:\n\tStatus: enabled\n\tTLS certificate: /tmp/x.pem\n\tTLS key: \n\tView-only: no\n\tUsername: (empty)\n\tPassword: (empty)\nVNC:\n\tStatus: disabled\n";
        let wanted = Status {
            enabled: true,
            certificate: Some("/tmp/x.pem".into()),
            key: None,
            view_only: false,
            has_credentials: Some(false),
        };
        assert_eq!(status(text), Some(wanted));
        assert_eq!(status("VNC:\n\tStatus: enabled\n"), None);
        assert_eq!(status(""), None);
    }
}
