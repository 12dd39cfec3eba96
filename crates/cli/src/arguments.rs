//! The arguments. A contract: scripts depend on them.
//!
//! Long because the contract is to be read in one place.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use readmit::diagnosis::Stage;
use readmit::diagnosis::facts::{Insist, TrustPolicy};

use crate::exits;

/// Finds out why Remote Desktop won't let you in.
#[derive(Debug, Parser)]
#[command(name = "readmit", version, max_term_width = 80, after_help = AFTER)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) verb: Option<Verb>,
}

const AFTER: &str = "\
Without a verb, on a terminal, readmit asks what you see and goes on from there.

Examples:
  readmit check fs1.corp.example             look, without a password
  readmit check fs1.corp.example -u alice    and try the account, once
  readmit explain 0x904                      what a code or a sentence means
  readmit check lab:logon/locked-out         see what a fault looks like";

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Look at a host from outside and name what is wrong
    Check(Box<Check>),
    /// The same report from recorded facts
    Diagnose(Diagnose),
    /// Look at a host from inside: its settings, services, logs. Changes nothing
    Inspect(Inspect),
    /// Show what would help on a host, and with --apply do it, with an undo
    Repair(Repair),
    /// Take a repair back
    Undo(Undo),
    /// What a code, a sentence from a screen, or a cause means
    Explain(Explain),
    /// Which hosts are remembered by their certificates: show, add, forget
    Trust(TrustArguments),
    /// Hosts that fail on purpose: list them, or hold one open for any client
    Lab(Lab),
    /// Completions for a shell: readmit completions bash > …
    Completions(Completions),
    /// The manual page: readmit manual | man -l -
    Manual,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// host, host:port, [v6]:port, a connection file, or lab:FAULT; run it on the computer that can't connect
    #[arg(value_name = "TARGET")]
    pub(crate) target: String,
    /// Try this account, once (alice, CORP\alice, alice@corp.example)
    #[arg(short, long, value_name = "USER")]
    pub(crate) user: Option<String>,
    /// The account's domain
    #[arg(long, requires = "user")]
    pub(crate) domain: Option<String>,
    /// The port, where the target names none
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: Option<u16>,
    /// The domain's Kerberos server
    #[arg(long, value_name = "HOST")]
    pub(crate) kdc: Option<String>,
    /// What the connecting client insists on
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) security: Security,
    /// Which hosts may be talked to about a password
    /// [default: ask on a terminal, known otherwise]
    #[arg(long, value_enum)]
    pub(crate) trust: Option<Trust>,
    /// The last stage to look at: client, name, network, gateway, negotiation, tls, nla, logon, session; `session` opens
    /// a session
    #[arg(long, value_name = "STAGE")]
    pub(crate) to: Option<Stage>,
    /// Agree that a session is opened, and a disconnected one taken over
    #[arg(long)]
    pub(crate) take_session: bool,
    /// Look longer: repeat the request, count lost packets
    #[arg(long)]
    pub(crate) thorough: bool,
    /// Look at nothing but the Remote Desktop port: no ping, no port 443, no UDP
    #[arg(long, conflicts_with = "thorough")]
    pub(crate) only_rdp: bool,
    /// What the person sees: a sentence or a code
    #[arg(long, value_name = "TEXT|CODE", allow_hyphen_values = true)]
    pub(crate) seen: Option<String>,
    /// The same host from inside, as `inspect` takes it: one diagnosis from both sides
    #[arg(long, value_name = "SOURCE")]
    pub(crate) inside: Option<String>,
    /// The limit for the whole run, prompts left aside [default: 10s, with a session 30s]
    #[arg(long, value_parser = duration)]
    pub(crate) timeout: Option<Duration>,
    #[command(flatten)]
    pub(crate) password: Password,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Save the facts here, readable by you only
    #[arg(long, value_name = "FACTS.json")]
    pub(crate) save: Option<PathBuf>,
    /// Put facts, report and version into one file to pass on; shows what is in it first
    #[arg(long, value_name = "FILE.zip")]
    pub(crate) bundle: Option<PathBuf>,
}

impl Check {
    /// The options that a next look is to have as well, beside those that the facts tell (target, user, trust, security).
    pub(crate) fn again(&self) -> Vec<String> {
        // A new option does not compile until somebody decided whether it belongs there. What is left out is told by the
        // facts, or about this run alone.
        let Self {
            port,
            kdc,
            thorough,
            only_rdp,
            seen,
            inside,
            timeout,
            password,
            trust,
            target: _,
            user: _,
            domain: _,
            security: _,
            to: _,
            take_session: _,
            output: _,
            save: _,
            bundle: _,
        } = self;
        let mut words: Vec<String> = Vec::new();
        let mut option = |name: &str, value: Option<String>| {
            words.extend(value.into_iter().flat_map(|value| [name.to_owned(), value]));
        };
        option("--port", port.map(|port| port.to_string()));
        option("--kdc", kdc.clone());
        option("--trust", (*trust == Some(Trust::Known)).then(|| "known".to_owned()));
        option("--seen", seen.as_deref().map(as_repeated));
        option("--inside", inside.clone());
        option("--password-env", password.password_env.clone());
        option("--password-file", password.password_file.as_ref().map(|path| path.display().to_string()));
        option("--timeout", timeout.map(|timeout| format!("{}ms", timeout.as_millis())));
        words.extend(thorough.then(|| "--thorough".to_owned()));
        words.extend(only_rdp.then(|| "--only-rdp".to_owned()));
        words
    }
}

/// What a person pasted as a call may have it; a placeholder where some of it is not repeated.
fn as_repeated(text: &str) -> String {
    let shown = readmit::diagnosis::explain::repeated(text);
    if shown == text.trim() { shown } else { readmit::diagnosis::invocation::AS_GIVEN.to_owned() }
}

/// Where the password comes from; without one of these it is prompted for.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct Password {
    /// The password is in this environment variable
    #[arg(long, value_name = "NAME", requires = "user")]
    pub(crate) password_env: Option<String>,
    /// The password comes from this file descriptor
    #[arg(long, value_name = "N", requires = "user")]
    pub(crate) password_fd: Option<i32>,
    /// The password is the first line of this file, in UTF-8 or UTF-16
    #[arg(long, value_name = "PATH", requires = "user")]
    pub(crate) password_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Output {
    /// How the report is written
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Format,
    /// Replace names, addresses and users by stable pseudonyms
    #[arg(long)]
    pub(crate) redact: bool,
    /// ASCII characters only
    #[arg(long)]
    pub(crate) ascii: bool,
    /// Write the report into this file, in UTF-8, instead of to standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Replace files that are there already
    #[arg(long)]
    pub(crate) force: bool,
    /// For monitoring: do not warn of this cause; may be given several times
    #[arg(long, value_name = "CAUSE")]
    pub(crate) ignore: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Diagnose {
    /// Facts that `check --save` wrote, a report in JSON, or a bundle
    #[arg(value_name = "FACTS.json")]
    pub(crate) facts: PathBuf,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Put facts, report and version into one file to pass on; shows what is in it first
    #[arg(long, value_name = "FILE.zip")]
    pub(crate) bundle: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Inspect {
    /// windows:DIR (a mounted disk, or its image), reg:FILE (an export), facts:FILE (from the collector), xrdp:DIR (its
    /// settings and logs), xrdp:FILE.log or journal:FILE (logs alone), gnome, or this (this computer)
    #[arg(value_name = "SOURCE", required_unless_present = "collector")]
    pub(crate) source: Option<String>,
    /// Print a read-only script that gathers the same facts on a host reached by other means
    #[arg(long, value_enum, value_name = "SHELL", conflicts_with_all = ["source", "user", "save"])]
    pub(crate) collector: Option<Collector>,
    /// Who wants in; nobody is signed in
    #[arg(short, long, value_name = "USER")]
    pub(crate) user: Option<String>,
    /// The account's domain
    #[arg(long, requires = "user")]
    pub(crate) domain: Option<String>,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Save the facts here, readable by you only
    #[arg(long, value_name = "FACTS.json")]
    pub(crate) save: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Repair {
    /// windows:DIR (a mounted disk, or its image), reg:FILE (an export), facts:FILE (from the collector), xrdp:DIR, gnome,
    /// or this (this computer)
    #[arg(value_name = "SOURCE", required_unless_present = "resume")]
    pub(crate) source: Option<String>,
    /// Plan against this cause alone
    #[arg(long = "for", value_name = "CAUSE")]
    pub(crate) only: Option<String>,
    /// Carry the plan out; without it nothing is touched
    #[arg(long)]
    pub(crate) apply: bool,
    /// Look at the host from outside afterwards, and say whether it is over
    #[arg(long, value_name = "TARGET", requires = "apply")]
    pub(crate) check: Option<String>,
    /// Agree to a change that weakens the host, by its name; once for each
    #[arg(long, value_name = "CHANGE")]
    pub(crate) accept: Vec<String>,
    /// Write the plan as a script; changes nothing here
    #[arg(long, value_enum, value_name = "LANGUAGE", conflicts_with_all = ["apply", "format"])]
    pub(crate) script: Option<Script>,
    /// Write the script that takes it back instead
    #[arg(long, requires = "script")]
    pub(crate) undo_script: bool,
    /// Keep the journal in this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) journals: Option<PathBuf>,
    /// Finish a repair that was cut off
    #[arg(long, value_name = "JOURNAL", conflicts_with_all = ["only", "apply", "accept"])]
    pub(crate) resume: Option<PathBuf>,
    /// With --resume: don't ask about a journal that lies in another folder than yours
    #[arg(long, requires = "resume")]
    pub(crate) yes: bool,
    /// How the plan is written
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Answer,
    /// ASCII characters only
    #[arg(long)]
    pub(crate) ascii: bool,
}

impl Repair {
    /// The words that make this very plan again: no option that shapes it is left out.
    pub(crate) fn again(&self) -> Vec<String> {
        // How it is carried out and written is added by whoever shows it.
        let Self {
            source,
            only,
            accept,
            journals,
            check,
            apply: _,
            script: _,
            undo_script: _,
            resume: _,
            yes: _,
            format: _,
            ascii: _,
        } = self;
        let path = |path: &PathBuf| path.display().to_string();
        let mut words = vec!["repair".to_owned()];
        words.extend(source.clone());
        let mut option = |name: &str, value: Option<String>| {
            words.extend(value.into_iter().flat_map(|value| [name.to_owned(), value]));
        };
        option("--for", only.clone());
        for change in accept {
            option("--accept", Some(change.clone()));
        }
        option("--journals", journals.as_ref().map(path));
        option("--check", check.clone());
        words
    }
}

#[derive(Debug, Args)]
pub(crate) struct Undo {
    /// What `repair` printed after `journal:`; without it, the journals that there are
    #[arg(value_name = "JOURNAL")]
    pub(crate) journal: Option<PathBuf>,
    /// Where the host is now, if it is no longer where it was
    #[arg(long, value_name = "SOURCE", requires = "journal")]
    pub(crate) source: Option<String>,
    /// The computer has another name now than when the journal was made
    #[arg(long, requires = "journal")]
    pub(crate) renamed: bool,
    /// Don't ask about a journal that lies in another folder than yours: it changes what it says, whoever made it
    #[arg(long, requires = "journal")]
    pub(crate) yes: bool,
    /// The folder of journals: the undo keeps its own there
    #[arg(long, value_name = "DIR")]
    pub(crate) journals: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A code, a sentence from the screen, or a cause; without it, all causes
    #[arg(value_name = "CODE|TEXT|CAUSE", allow_negative_numbers = true)]
    pub(crate) text: Vec<String>,
    /// A file to explain: a log, a saved page; its end counts most. `-` as the text reads standard input
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    pub(crate) file: Option<PathBuf>,
    /// How the answer is written
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Answer,
    /// ASCII characters only
    #[arg(long)]
    pub(crate) ascii: bool,
}

/// `readmit trust`.
#[derive(Debug, Args)]
pub(crate) struct TrustArguments {
    /// host, host:port or [v6]:port; without it, all that are remembered
    #[arg(value_name = "HOST")]
    pub(crate) host: Option<String>,
    /// Remember this certificate and forget the others; for a farm give all of them in one call
    #[arg(long, value_name = "HEX", requires = "host")]
    pub(crate) sha256: Vec<String>,
    /// Forget what is remembered of the host
    #[arg(long, requires = "host", conflicts_with = "sha256")]
    pub(crate) forget: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// For which shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct Lab {
    /// The fault to hold open; without it, all faults
    #[arg(value_name = "FAULT")]
    pub(crate) fault: Option<String>,
    /// The port on 127.0.0.1
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person at a terminal
    Text,
    /// For a program: readmit.report/1
    Json,
    /// One file for the help desk, to open in any browser
    Html,
    /// For a build server: one test case for each stage
    Junit,
    /// For monitoring: one line, and that convention's exit code
    Nagios,
    /// For a help desk: ten lines to paste
    Ticket,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Answer {
    /// For a person at a terminal
    Text,
    /// For a program: readmit.explanation/1, readmit.plan/1
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Collector {
    /// Windows PowerShell 3 and later
    Powershell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Script {
    /// For PowerShell, as an administrator
    Powershell,
    /// For reg import
    Reg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Security {
    Auto,
    Nla,
    Tls,
    Rdp,
}

impl From<Security> for Insist {
    fn from(security: Security) -> Self {
        match security {
            Security::Auto => Self::Auto,
            Security::Nla => Self::Nla,
            Security::Tls => Self::Tls,
            Security::Rdp => Self::Rdp,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Trust {
    /// Only hosts that the system's roots vouch for
    Strict,
    /// Those and remembered ones
    Known,
    /// Ask about others
    Ask,
    /// Any host; for labs
    Any,
}

impl From<Trust> for TrustPolicy {
    fn from(trust: Trust) -> Self {
        match trust {
            Trust::Strict => Self::Strict,
            Trust::Known => Self::Known,
            Trust::Ask => Self::Ask,
            Trust::Any => Self::Any,
        }
    }
}

/// The command line, with the exit codes of each verb in its help.
pub(crate) fn command() -> clap::Command {
    exits::EXITS.iter().fold(Arguments::command(), |command, (verb, _)| {
        command.mut_subcommand(verb, |verb| {
            let help = exits::help(verb.get_name());
            verb.after_long_help(help.clone()).after_help(help)
        })
    })
}

/// `10s`, `500ms`, `2m`, or a number of seconds.
fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: u32 = digits.parse().map_err(|_| "as in 10s, 500ms or 2m".to_owned())?;
    let millis = match &text[digits.len()..] {
        "ms" => u64::from(number),
        "s" | "" => u64::from(number) * 1000,
        "m" | "min" => u64::from(number) * 60_000,
        _ => return Err("as in 10s, 500ms or 2m".to_owned()),
    };
    match millis {
        100..=3_600_000 => Ok(Duration::from_millis(millis)),
        _ => Err("from 100ms to 60m".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        command().debug_assert();
    }

    #[test]
    fn durations_are_read() {
        assert_eq!(duration("10s"), Ok(Duration::from_secs(10)));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("2m"), Ok(Duration::from_mins(2)));
        for bad in ["", "s", "10h", "-1s", "0", "99999999999s", "1.5s"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }
}
