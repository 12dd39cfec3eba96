//! check, diagnose, explain.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use readmit::bundle::Bundle;
use readmit::diagnosis::facts::Identity;
use readmit::diagnosis::{Facts, Report, Stage};
use readmit::probe::{Claim, Depth, HostPort, Target, known_hosts_path};
use readmit::render::{self, Style};
use readmit::{diagnose as recorded, lab, target};

use crate::arguments::{self, Answer, Check, Diagnose, Explain, Format, Output, Trust};
use crate::say::{self, Progress, print};
use crate::{ask, secret};

/// This program's version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// `readmit check`.
pub(crate) async fn check(arguments: Check) -> Result<u8> {
    for path in [&arguments.save, &arguments.bundle, &arguments.output.output].into_iter().flatten() {
        can_be_written(path, arguments.output.force)?;
    }
    are_apart(&[&arguments.save, &arguments.bundle, &arguments.output.output])?;
    ignored(&arguments.output)?;
    if arguments.target.starts_with("lab:") {
        return check_lab(&arguments).await;
    }
    let mut target = target::resolve(&arguments.target)?;
    if let Some(port) = arguments.port {
        target.host = match &target.file {
            // `--port` is for targets that name none.
            None => HostPort::parse_or(&arguments.target, port)?,
            Some(_) => HostPort { port, ..target.host },
        };
    }
    target.known_hosts = known_hosts_path();
    target.kdc.clone_from(&arguments.kdc);
    apply(&mut target, &arguments);
    target.progress = Some(Progress::hook());
    if arguments.user.is_some() && !a_try_is_meant(&arguments) {
        bail!(
            "nothing was sent. Without -u the host is looked at and no account is tried; without --seen the account is tried, \
             once"
        );
    }
    let claim = match &arguments.user {
        Some(user) => Some(claim(&arguments, user, &format!("{}:{}", target.host.host, target.host.port))?),
        None => None,
    };
    // Without a password there is nothing to protect by asking.
    if target.trust == readmit::diagnosis::facts::TrustPolicy::Ask && claim.is_some() {
        target.ask = Some(ask::about_hosts());
    }
    target.through = through(&arguments, claim.is_some());
    if claim.is_some() && target.through == Stage::Session && !arguments.take_session {
        agree_to_session()?;
    }
    run(&target, claim, arguments.seen.as_deref(), &arguments).await
}

/// Who wants in, with a name that can be meant.
fn claim(arguments: &Check, user: &str, host: &str) -> Result<Claim> {
    let identity = Identity::typed(user, arguments.domain.as_deref())?;
    Ok(Claim { identity, secret: secret::read(&arguments.password, user, host)? })
}

/// Where what was seen keeps the account out until it is mended, a person is asked; a script is told.
fn a_try_is_meant(arguments: &Check) -> bool {
    let seen = arguments.seen.as_deref();
    let Some(cause) = seen.and_then(|seen| readmit::explain::explain(seen).loses_tries()) else {
        return true;
    };
    say::note(format!(
        "readmit: what you saw can mean: {}. Until that is mended a try is lost, and may prolong it.",
        cause.title
    ));
    ask::someone_is_there() && ask::yes_or_no("Try all the same, once?")
}

/// Two outputs in one file would leave one of them.
fn are_apart(paths: &[&Option<PathBuf>]) -> Result<()> {
    let whole = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
    let given: Vec<PathBuf> = paths.iter().filter_map(|path| path.as_ref()).map(whole).collect();
    for (index, path) in given.iter().enumerate() {
        if given[index + 1..].contains(path) {
            bail!("{} is given twice", path.display());
        }
    }
    Ok(())
}

/// A path that can't be written shall not cost an attempt.
pub(crate) fn can_be_written(path: &Path, may_replace: bool) -> Result<()> {
    readmit::diagnose::can_be_written(path, may_replace)
        .with_context(|| format!("writing {}", path.display()))
}

async fn check_lab(arguments: &Check) -> Result<u8> {
    let name = arguments.target.as_str();
    let Some(fault) = lab::find(name) else {
        bail!("there is no {}; `readmit lab` lists all faults", render::clean(name));
    };
    let running = lab::start(fault.setting(), 0).await?;
    let (mut target, own) = lab::client(&running, fault.id);
    let (from_fault, timeout, insist) = (target.trust, target.timeout, target.insist);
    apply(&mut target, arguments);
    // The lab brings its own trust, time and insistence, unless something else is asked for.
    if arguments.trust.is_none() {
        target.trust = from_fault;
    }
    if arguments.security == arguments::Security::Auto {
        target.insist = insist;
    }
    target.timeout = target.timeout.min(timeout);
    let claim = match &arguments.user {
        Some(user) => claim(arguments, user, name)?,
        None => own.into(),
    };
    if let Some(stage) = arguments.to {
        target.through = stage;
    }
    let seen = arguments.seen.as_deref().or(running.setting.seen);
    run(&target, Some(claim), seen, arguments).await
}

fn apply(target: &mut Target, arguments: &Check) {
    target.insist = arguments.security.into();
    let usual = if arguments.to == Some(Stage::Session) { 30 } else { 10 };
    target.timeout = arguments.timeout.unwrap_or(Duration::from_secs(usual));
    target.depth = match (arguments.only_rdp, arguments.thorough) {
        (true, _) => Depth::OnlyRdp,
        (_, true) => Depth::Thorough,
        _ => Depth::Usual,
    };
    target.trust = match arguments.trust {
        Some(trust) => trust.into(),
        None if ask::someone_is_there() => Trust::Ask.into(),
        None => Trust::Known.into(),
    };
}

fn through(arguments: &Check, with_identity: bool) -> Stage {
    arguments.to.unwrap_or(if with_identity { Stage::Logon } else { Stage::Nla })
}

fn agree_to_session() -> Result<()> {
    if !ask::someone_is_there() {
        bail!("`--to session` opens a session; say --take-session if that is wanted");
    }
    say::note(
        "This opens a session: it takes over a disconnected one of this account, locks whoever sits at a\n\
         client Windows out of its screen, and counts towards the host's limits. It ends at once.",
    );
    if ask::yes_or_no("Go on?") { Ok(()) } else { bail!("no session was opened") }
}

async fn run(target: &Target, claim: Option<Claim>, seen: Option<&str>, arguments: &Check) -> Result<u8> {
    let inside = arguments.inside.as_deref().map(readmit::settings::Source::open).transpose()?;
    let progress = (arguments.output.format == Format::Text).then(Progress::begin);
    let report = readmit::check::check(target, claim, seen, inside.as_ref()).await;
    drop(progress);
    if let Some(path) = &arguments.save {
        let facts = shown(report.facts.clone(), &arguments.output);
        recorded::save(path, &facts).with_context(|| format!("saving {}", path.display()))?;
    }
    show(report.facts, &arguments.output, arguments.bundle.as_deref(), Some(&arguments.again()))
}

/// `readmit diagnose`.
pub(crate) fn diagnose(arguments: &Diagnose) -> Result<u8> {
    for path in [&arguments.bundle, &arguments.output.output].into_iter().flatten() {
        can_be_written(path, arguments.output.force)?;
    }
    show(recorded::load(&arguments.facts)?, &arguments.output, arguments.bundle.as_deref(), None)
}

/// Saved facts are anybody's: a line to copy chooses neither another target than the one that is shown nor less care.
fn are_plain(report: &Report) -> bool {
    let target = &report.facts.target;
    let is_lab = target.written.as_ref().is_some_and(|written| written.starts_with("lab:"));
    let is_host = target.written.is_none()
        && HostPort::parse(&target.host).is_ok()
        && !target::is_connection_file(Path::new(&target.host));
    is_lab || is_host && target.trust != readmit::diagnosis::facts::TrustPolicy::Any
}

/// `readmit explain`.
pub(crate) fn explain(arguments: &Explain) -> Result<u8> {
    let style = Style { colour: false, ascii: arguments.ascii };
    let found = match (&arguments.file, arguments.text.as_slice()) {
        (Some(path), _) => {
            let text = readmit::explain::from_file(path);
            pasted(&text.with_context(|| format!("reading {}", path.display()))?)?
        }
        (None, [dash]) if dash == "-" => {
            let text = readmit::explain::from_pipe(std::io::stdin().lock());
            pasted(&text.context("reading standard input")?)?
        }
        (None, words) => readmit::explain::explain(&words.join(" ")),
    };
    match arguments.format {
        Answer::Json => print(&render::explanation_json(&found))?,
        Answer::Text if arguments.text.is_empty() && arguments.file.is_none() => {
            print(&render::list(style))?;
            return Ok(0);
        }
        Answer::Text => print(&render::explanation(&found, style))?,
    }
    Ok(u8::from(!found.is_known()))
}

/// Explains what comes from a file or a pipe.
fn pasted(text: &readmit::explain::Pasted) -> Result<readmit::explain::Explanation> {
    if text.binary {
        bail!("this is no text; give what stands on the screen, or a log");
    }
    if text.unfinished {
        say::note("readmit: there was no end in sight; what came last was not read");
    }
    Ok(readmit::explain::explain(&text.text))
}

/// The causes that monitoring is not to be warned of.
fn ignored(output: &Output) -> Result<Vec<&'static str>> {
    let find = |id: &String| match readmit::diagnosis::causes::find(id) {
        Some(cause) => Ok(cause.id),
        None => bail!("there is no cause {}; `readmit explain` lists all", render::clean(id)),
    };
    output.ignore.iter().map(find).collect()
}

pub(crate) fn shown(facts: Facts, output: &Output) -> Facts {
    if output.redact { recorded::redacted(facts) } else { facts }
}

/// Judges facts and prints the report. What it proposes to call next keeps the options `again` of this very run; without
/// them the facts were loaded.
pub(crate) fn show(
    facts: Facts,
    output: &Output,
    bundle: Option<&Path>,
    again: Option<&[String]>,
) -> Result<u8> {
    let mut report = readmit::diagnosis::diagnose(shown(facts, output));
    if output.redact {
        // A line that nobody could run, with words that tell who it was.
        report.next.clear();
    }
    if again.is_none() && !report.facts.is_inside_only() && !are_plain(&report) {
        report.next.retain(|next| next.arguments.first().is_none_or(|verb| verb != "check"));
    }
    for next in
        report.next.iter_mut().filter(|next| next.arguments.first().is_some_and(|verb| verb == "check"))
    {
        // What the step itself says of trust counts.
        let trusts = next.arguments.iter().any(|word| word == "--trust");
        let mut more = again.unwrap_or_default().to_vec();
        if let Some(at) = more.iter().position(|word| word == "--trust").filter(|_| trusts) {
            more.drain(at..at + 2);
        }
        next.arguments.extend(more);
    }
    let mut code = report.verdict.exit_code();
    let text = match output.format {
        Format::Json => render::json(&report),
        Format::Text => render::text(&report, style(output.ascii)),
        Format::Html => render::html(&report, VERSION),
        Format::Junit => render::junit(&report),
        Format::Ticket => render::ticket(&report),
        Format::Nagios => {
            let (line, exit) = render::nagios(&report, &ignored(output)?);
            code = exit;
            line
        }
    };
    match &output.output {
        Some(path) => {
            readmit::diagnose::write_own(path, text.as_bytes())
                .with_context(|| format!("writing {}", path.display()))?;
        }
        None => print(&text)?,
    }
    if let Some(path) = bundle {
        pack(&report, path, output.redact)?;
    }
    Ok(code)
}

/// Shows what a bundle holds, asks if there is someone to ask, and writes it.
fn pack(report: &Report, path: &Path, redacted: bool) -> Result<()> {
    let bundle = Bundle::new(report, VERSION);
    say::note(format!("{} will hold:", path.display()));
    for (name, size) in bundle.content() {
        say::note(format!("  {name:<12} {:>6.1} KiB", f64::from(u32::try_from(size)?) / 1024.0));
    }
    say::note(if redacted {
        "Names, addresses and users are replaced by pseudonyms. No password is in it."
    } else {
        "It tells names, addresses and the user, as they were seen, and what was given with --seen, without what looks like a password; \
             --redact replaces them. Readmit puts no password into it."
    });
    if ask::someone_is_there() && !ask::yes_or_no("Write it?") {
        say::note("Nothing was written.");
        return Ok(());
    }
    bundle.write(path).with_context(|| format!("writing {}", path.display()))?;
    say::note(format!("Written: {}", path.display()));
    Ok(())
}

/// Colour only on a terminal, and never against NO_COLOR.
pub(crate) fn style(ascii: bool) -> Style {
    let colour =
        std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    Style { colour, ascii }
}
