//! The sentences that every format shares: the headline, what the person saw, and words as a
//! shell takes them.

use diagnosis::cause::{Certainty, Impact, Trust};
use diagnosis::causes::is_inside;
use diagnosis::facts::Inside;
use diagnosis::facts::inside::HostKind;
use diagnosis::facts::{ChainVerdict, Gap, HostTrust, LogonOutcome, Mechanism, Remembered, SessionOutcome};
use diagnosis::invocation::{AS_GIVEN, line};
use diagnosis::remedy::Risk;
use diagnosis::{Finding, Report, Role, Stage, Verdict};

use crate::clean::clean;

/// The answer in one or two sentences.
pub(crate) fn headline(report: &Report) -> String {
    if let Some(found) = report.findings.first().filter(|found| found.role == Role::Blocker) {
        return found.cause.title.to_owned();
    }
    if stopped_elsewhere(report).is_some() {
        return "Nothing stops this run; what stopped the program you used lies on its own side.".to_owned();
    }
    if report.facts.is_inside_only() {
        return from_inside(report);
    }
    match report.verdict {
        Verdict::Clear { through } => clear(report, through),
        Verdict::Blocked { at } => format!(
            "The connection stops at the stage {at}, and no cause that this version knows fits. Nothing is \
             guessed here."
        ),
        Verdict::Unclear { at } => unclear(report, at),
    }
}

/// The answer where nobody looked from outside.
fn from_inside(report: &Report) -> String {
    let settled = report.facts.inside.known().is_some_and(Inside::is_settled);
    if let Some(found) = likely_inside(report) {
        return format!("{}, as far as it could be read.", found.cause.title);
    }
    match report.verdict {
        Verdict::Clear { .. } if report.facts.inside.known().is_some_and(|inside| !inside.unread.is_empty()) => {
            "No obstacle in what could be read here; what was not read is named above. Whether packets arrive, and whether \
             the account is right, shows only from outside."
                .to_owned()
        }
        Verdict::Clear { .. } => {
            "No obstacle on the host itself. Whether packets arrive, and whether the account is right, shows only \
             from outside."
                .to_owned()
        }
        Verdict::Unclear { .. } | Verdict::Blocked { .. } if !settled => {
            "No obstacle in what could be read here; but not everything that decides could be. Whether packets \
             arrive, and whether the account is right, shows only from outside."
                .to_owned()
        }
        Verdict::Blocked { at } | Verdict::Unclear { at } => {
            format!("Not settled; what was read speaks of the stage {at}.")
        }
    }
}

/// What most likely stops whoever comes to a host that was seen from inside only.
pub(crate) fn likely_inside(report: &Report) -> Option<&Finding> {
    report.findings.first().filter(|found| report.facts.is_inside_only() && found.role == Role::Ahead)
}

/// The finding that is shown in full, first.
pub(crate) fn shown_first(report: &Report) -> Option<&Finding> {
    let blocker = report.findings.first().filter(|found| found.role == Role::Blocker);
    blocker.or_else(|| likely_inside(report)).or_else(|| stopped_elsewhere(report))
}

/// What stands over a look from inside: which host, and as of when.
pub(crate) fn inside_head(report: &Report) -> Option<Vec<String>> {
    let inside = report.facts.inside.known().filter(|_| report.facts.is_inside_only())?;
    let system = &inside.system;
    let mut parts = vec![report.facts.target.as_written()];
    if let Some(name) = system.name.known() {
        parts.push(name.clone());
    }
    let product = system.product.known().map_or(
        match inside.kind {
            HostKind::Windows => "Windows",
            HostKind::Xrdp => "xrdp",
            HostKind::Gnome => "gnome-remote-desktop",
        },
        String::as_str,
    );
    parts.push(match system.build.known() {
        Some(build) => format!("{product} (build {build})"),
        None => product.to_owned(),
    });
    parts.push(match (inside.runs, inside.as_of.known()) {
        (true, _) => "running".to_owned(),
        (false, Some(at)) => format!("as of {} UTC", at.strftime("%F %H:%M")),
        (false, None) => "from files; whether it runs is not known".to_owned(),
    });
    let mut lines = vec![parts.join(" · ")];
    if let Some(restart) = system.pending_restart.known().filter(|reasons| !reasons.is_empty()) {
        lines.push(format!("A restart is pending: {}.", restart.join(", ")));
    }
    for unread in &inside.unread {
        lines.push(format!("Not read: {unread}."));
    }
    for log in report.facts.log.known().into_iter().flat_map(|log| &log.not_understood) {
        lines.push(format!("Not understood: {}, whose first line has the form “{}”.", log.log, log.begins));
    }
    Some(lines)
}

/// What may have stopped the program that the person used, where nothing stops this run.
pub(crate) fn stopped_elsewhere(report: &Report) -> Option<&Finding> {
    let free = matches!(report.verdict, Verdict::Clear { .. } | Verdict::Unclear { at: Stage::Client });
    report.findings.first().filter(|found| free && found.elsewhere && found.role == Role::Ahead)
}

fn clear(report: &Report, through: Stage) -> String {
    let proven = report.facts.logon.known().map(|logon| logon.outcome);
    match through {
        Stage::Session => "No obstacle: the account gets in, and a picture comes.".to_owned(),
        Stage::Logon if proven == Some(LogonOutcome::Proven) => {
            "No obstacle up to sign-in: the password is right. Whether the account may use Remote Desktop is \
             not told by this host before a session is opened."
                .to_owned()
        }
        Stage::Logon => "No obstacle: the host lets this account in.".to_owned(),
        Stage::Nla => "No obstacle up to sign-in; your account was not tested.".to_owned(),
        _ => "No obstacle up to this host's own sign-in screen; your account was not tested.".to_owned(),
    }
}

fn unclear(report: &Report, at: Stage) -> String {
    let trust = report.facts.tls.known().map(|tls| tls.trust);
    let remembered = report.facts.tls.known().map(|tls| &tls.remembered);
    let stalled =
        report.facts.session.known().is_some_and(|session| session.outcome == SessionOutcome::Stalled);
    match at {
        Stage::Logon if matches!(remembered, Some(Remembered::Changed { .. })) => {
            "Not settled: this host shows another certificate than the remembered one, so your password was not put to it."
                .to_owned()
        }
        Stage::Session if stalled => {
            "Not settled: the account got in, and no picture came within the time. A slow desktop may only need longer: \
             --timeout 2m"
                .to_owned()
        }
        Stage::Logon if trust == Some(HostTrust::Unconfirmed) && only_by_common_name(report) => {
            "Not settled: a trusted issuer made this certificate, and your host's name stands only in its common name, \
             where issuers need not check it; so your password was not put to it."
                .to_owned()
        }
        Stage::Logon if trust == Some(HostTrust::Unconfirmed) => {
            "Not settled: nobody vouches for this host, so your password was not put to it.".to_owned()
        }
        Stage::Logon if report.facts.session.known().is_some() => {
            "Not settled: this host shows its verdict on its own screen only. A screen was asked for; whether it \
             shows a desktop or a refusal can't be told from here."
                .to_owned()
        }
        Stage::Logon if report.facts.nla.gap() == Some(&Gap::NotApplicable) => {
            "Not settled: this host shows its verdict on its own sign-in screen only.".to_owned()
        }
        Stage::Logon if !report.facts.password.proof_sent && !report.facts.password.itself_sent => {
            "Not settled: no password was put to this host.".to_owned()
        }
        Stage::Logon => "Not settled: the sign-in could not be finished. Don't try again at once; each try counts."
            .to_owned(),
        Stage::Gateway => {
            "Not settled: the gateway answers, and what lies behind it was not looked at.".to_owned()
        }
        at => format!("Not settled: what was seen does not answer the question of the stage {at}: {}", at.question()),
    }
}

/// Whether the chain is trusted and the name fits, and still nobody vouches for it: it is the common name alone.
fn only_by_common_name(report: &Report) -> bool {
    report.facts.tls.known().is_some_and(|tls| {
        tls.verdict.known() == Some(&ChainVerdict::Trusted)
            && tls.name_fits.known() == Some(&true)
            && tls.leaf().is_some_and(|leaf| leaf.names.is_empty())
    })
}

/// The heading of what else stops this connection: what is set on the host itself stands in the
/// way together, what is seen from outside are guesses beside each other.
pub(crate) fn beside(rest: &[Finding]) -> &'static str {
    let inside = |found: &Finding| found.evidence.iter().any(|evidence| is_inside(evidence.fact));
    let mut others = rest.iter().filter(|found| found.role == Role::Blocker).peekable();
    let sure = |found: &Finding| inside(found) || found.certainty == Certainty::Certain;
    if others.peek().is_some() && others.all(sure) {
        "This stands in the way too"
    } else {
        "It could also be"
    }
}

/// The heading of what lies ahead.
pub(crate) fn ahead(report: &Report) -> &'static str {
    if stopped_elsewhere(report).is_some() { "It could also be" } else { "What will stop you next" }
}

/// Where no step is for the person who is locked out.
pub(crate) const NOT_YOURS: &str =
    "Nothing on your side is wrong, and no setting here helps. Send this to whoever looks after the host.";

/// Beside what no source confirms, or not all of it; nothing where sources state it.
pub(crate) const fn doubt(trust: Trust) -> Option<&'static str> {
    match trust {
        Trust::Cited => None,
        Trust::PartlyVerified => Some("Public documents confirm this description only in part."),
        Trust::Unverified => Some("This description is not confirmed by any public document yet."),
    }
}

/// The foot note of commands that nobody has tried.
pub(crate) const NOT_TRIED: &str = "Not tried on a real Windows by us; read before you run.";

/// How sure a finding is, in one word.
pub(crate) const fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Likely => "likely",
        Certainty::Possible => "possible",
    }
}

/// What a cause does to the connection, in a few words.
pub(crate) const fn impact(impact: Impact) -> &'static str {
    match impact {
        Impact::Blocks => "no way in",
        Impact::Hinders => "a way in, but a bad one",
        Impact::Exposes => "a way in that is unsafe",
    }
}

/// What a remedy costs, in a sentence; nothing where it costs nothing.
pub(crate) const fn cost(risk: Risk) -> &'static str {
    match risk {
        Risk::Harmless => "",
        Risk::Disrupts => "Disrupts: may drop connections or restart something.",
        Risk::Opens => "Gives access to those you name.",
        Risk::Weakens => "Weakens a protection; a last resort.",
    }
}

/// What stands under a look from inside.
pub(crate) const NOTHING_DONE: &str = "Nothing was changed, and no connection was made.";

/// Where the host's identity was not looked at, because that was asked for.
pub(crate) fn unchecked(report: &Report) -> Option<&'static str> {
    let unchecked = report.facts.tls.known().is_some_and(|tls| tls.trust == HostTrust::Unchecked);
    unchecked
        .then_some("Whose host it is was not checked, as --trust any asks: whoever answers is taken for it.")
}

/// Why what was read from inside does not count for this host.
pub(crate) fn not_joined(report: &Report) -> Option<String> {
    match report.facts.inside.gap() {
        Some(Gap::Failed(why)) => Some(format!("What was given with --inside is left out: {why}.")),
        _ => None,
    }
    .or_else(|| joined_unchecked(report))
}

/// What was read from inside and nothing shows to be this host's.
fn joined_unchecked(report: &Report) -> Option<String> {
    let facts = &report.facts;
    let inside = facts.inside.known().filter(|inside| !inside.runs && !facts.is_inside_only())?;
    let challenge = facts.nla.known().and_then(|nla| nla.challenge.known());
    let answers = challenge.is_some_and(|challenge| challenge.nb_computer.is_some());
    let compared = inside.kind == HostKind::Windows && inside.system.name.known().is_some() && answers;
    (!compared).then(|| {
        format!(
            "That {} is of this host is taken on your word: there are no two names to compare.",
            clean(&inside.source)
        )
    })
}

/// What was done with the password.
pub(crate) fn proof(report: &Report) -> &'static str {
    let used = report.facts.password;
    let by_kerberos = report.facts.logon.known().is_some_and(|logon| logon.mechanism == Mechanism::Kerberos);
    match (used.proof_to_kdc || by_kerberos, used.proof_to_host, used.itself_sent) {
        (true, false, false) => {
            return "One proof of the password was sent, to the domain's Kerberos server, no second one; its log may show \
                    one sign-in (Security 4768, 4769 or 4771 on Windows), and the host's another (4624 or 4625).";
        }
        (true, false, true) => {
            return "One proof of the password was sent, to the domain's Kerberos server, and after the host had proven \
                    itself the password, encrypted to it. The server's log may show one sign-in (Security 4768, 4769 or \
                    4771 on Windows), and the host's another (4624 or 4625).";
        }
        (true, true, itself) => {
            return if itself {
                "Two proofs of the password were sent: one to the domain's Kerberos server, which found it right and has \
                 no ticket for this host, and one to the host; and after the host had proven itself the password, \
                 encrypted to it. Both logs may show a sign-in."
            } else {
                "Two proofs of the password were sent: one to the domain's Kerberos server, which found it right and has \
                 no ticket for this host, and one to the host. Both logs may show a sign-in."
            };
        }
        (false, ..) => {}
    }
    match (used.proof_sent, used.itself_sent) {
        (false, false) => "No password was used.",
        (true, false) => {
            "One proof of the password was sent, no second one; the host's log may show one sign-in \
             (Security 4624 or 4625 on Windows)."
        }
        (true, true) => {
            "One proof of the password was sent, and after the host had proven itself the password, \
             encrypted to it. The host's log may show one sign-in (Security 4624 or 4625 on Windows)."
        }
        (false, true) => {
            "The password was sent inside the encrypted channel, for the host's own sign-in screen. Its log \
             may show one sign-in."
        }
    }
}

/// What the person saw on the screen, beside what was found.
pub(crate) fn reported(report: &Report) -> Option<String> {
    let reported = report.facts.reported.known()?;
    if stopped_elsewhere(report).is_some() {
        return None;
    }
    let meant: Vec<_> = reported.causes.iter().filter_map(|id| diagnosis::causes::find(id)).collect();
    let Some(first) = meant.first() else {
        return Some("What you saw on the screen is not known to this version.".to_owned());
    };
    // What only the person's own words speak for fits them by itself.
    let all = || report.findings.iter().flat_map(|found| std::iter::once(found).chain(&found.explained));
    let found = || all().filter(|found| !found.hearsay);
    let is_it = |found: &&Finding| {
        let shown = found.shown_as.map(|shown| shown.id);
        meant.iter().any(|cause| cause.id == found.cause.id || Some(cause.id) == shown)
    };
    let same = found().find(is_it);
    let fits = found().find(|found| first.explains.contains(&found.cause.id));
    Some(match (same, fits) {
        (Some(same), _) => format!("What you saw fits: {} ({}).", same.cause.title, same.cause.id),
        (None, Some(fits)) => format!(
            "What you saw means \"{}\" ({}), and that fits what was found: {} ({}). Whether your own client \
                 refuses for it depends on its settings; check your connection file with: readmit check <file>.rdp",
            first.title, first.id, fits.cause.title, fits.cause.id
        ),
        // Who did not sign in can't have seen what comes then.
        (None, None)
            if report.facts.target.identity.is_none()
                && first.stage >= Stage::Logon
                && first.stage > report.facts.target.through =>
        {
            format!(
                "What you saw usually comes when somebody signs in, as with \"{}\" ({}). This look did not sign in, and can't \
                 tell.",
                first.title, first.id
            )
        }
        (None, None) if meant.len() == 1 => format!(
            "What you saw usually means \"{}\" ({}). This look shows no sign of it.",
            first.title, first.id
        ),
        (None, None) => format!(
            "What you saw can mean {} things, {} among them, and this look shows no sign of them. What tells them apart: {}",
            meant.len(),
            first.id,
            called(["explain", if reported.text.contains('…') { AS_GIVEN } else { &reported.text }])
        ),
    })
}

/// A call of this program as a line, with what strangers wrote in it made harmless.
pub(crate) fn called<Word: AsRef<str>>(words: impl IntoIterator<Item = Word>) -> String {
    // A word that would be shown as another is not shown at all.
    let as_given = |word: &str| if clean(word) == word { word.to_owned() } else { AS_GIVEN.to_owned() };
    line(words.into_iter().map(|word| as_given(word.as_ref())))
}
