//! How to go on where the verdict alone doesn't say it: calls of this program, word by word.

use crate::causes;
use crate::facts::inside::HostKind;
use crate::facts::{Facts, Gap, HostTrust, Insist, Remembered, Reported, TrustPolicy};
use crate::report::{Finding, Next, Role, Verdict};
use crate::stage::{Stage, State};

/// What can be called next.
pub(crate) fn steps(facts: &Facts, verdict: Verdict, findings: &[Finding]) -> Vec<Next> {
    look(facts, verdict).into_iter().chain(repair(facts, findings)).collect()
}

/// How to look further, in the words of the command line.
fn look(facts: &Facts, verdict: Verdict) -> Vec<Next> {
    let target = facts.target.as_written();
    let is_lab = target.starts_with("lab:");
    if target.starts_with('(') || facts.is_inside_only() {
        // Redacted: there is nothing left that could be called. And a source is no computer.
        return Vec::new();
    }
    let mut next = Vec::new();
    let mut offer = |says: String, more: &[&str]| {
        // A file's name may begin with a hyphen.
        let target = if target.starts_with('-') { format!("./{target}") } else { target.clone() };
        let mut arguments = vec!["check".to_owned(), target];
        // A lab brings its own account and trust.
        if let Some(identity) = facts.target.identity.as_ref().filter(|_| !is_lab) {
            arguments.extend(["-u".to_owned(), identity.display()]);
        }
        match facts.target.insist {
            Insist::Auto => {}
            Insist::Nla => arguments.extend(["--security".to_owned(), "nla".to_owned()]),
            Insist::Tls => arguments.extend(["--security".to_owned(), "tls".to_owned()]),
            Insist::Rdp => arguments.extend(["--security".to_owned(), "rdp".to_owned()]),
        }
        let trust = match facts.target.trust {
            TrustPolicy::Any => Some("any"),
            TrustPolicy::Strict => Some("strict"),
            TrustPolicy::Known | TrustPolicy::Ask => None,
        };
        if let Some(trust) = trust.filter(|_| !is_lab && !more.contains(&"--trust")) {
            arguments.extend(["--trust".to_owned(), trust.to_owned()]);
        }
        arguments.extend(more.iter().map(|&word| word.to_owned()));
        next.push(Next { says, arguments });
    };
    let tls = facts.tls.known();
    let changed = tls.is_some_and(|tls| matches!(tls.remembered, Remembered::Changed { .. }));
    let print = tls.and_then(|tls| tls.leaf()).map_or_else(String::new, |leaf| leaf.sha256.clone());
    let is_asked = facts.target.trust != TrustPolicy::Any;
    match verdict {
        // Nothing would be put to it as long as another certificate is remembered.
        Verdict::Clear { .. } if facts.target.identity.is_none() && changed && is_asked => {
            next.push(remember(facts, "", print));
        }
        Verdict::Clear { .. } if facts.target.identity.is_none() => {
            let file = facts.client.known().and_then(|client| client.file.known());
            let user = file.and_then(|file| file.user.as_deref()).unwrap_or("<user>");
            let says = if facts.reported.known().and_then(Reported::first).is_some_and(causes::loses_tries) {
                "Your account was not tested: what you saw says why it is kept out, and until that is mended a try is lost, \
                 and may prolong it. After that, one attempt tells whether it is over:"
            } else {
                "Your account was not tested. To test it, with one attempt:"
            };
            offer(says.to_owned(), &["-u", user]);
        }
        Verdict::Clear { through: Stage::Logon } => {
            offer(
                "No session was opened. To look for the first picture (this may take over a running session):"
                    .to_owned(),
                &["--to", "session"],
            );
        }
        Verdict::Unclear { at: Stage::Logon } if facts.logon.gap() == Some(&Gap::Forbidden) => {
            if changed {
                next.push(remember(facts, "Nothing was computed from your password. ", print));
            } else if tls.is_some_and(|tls| tls.trust == HostTrust::Unconfirmed) {
                offer(
                    format!(
                        "Nothing was computed from your password. Compare the certificate's SHA-256 with what \
                         the host's administrator reads on the host itself (the command for that: readmit explain \
                         tls/self-signed). If they are the same, accept it \
                         when you are asked; if not, this is not your host:\n{print}"
                    ),
                    &["--trust", "ask"],
                );
            }
        }
        Verdict::Unclear { at: Stage::Logon }
            if signs_in_on_screen(facts) && facts.session.known().is_none() =>
        {
            offer(
                "This host asks for the password on its own screen. To see whether a screen appears:"
                    .to_owned(),
                &["--to", "session"],
            );
        }
        _ => {}
    }
    next
}

/// How a new certificate takes the place of a remembered one.
fn remember(facts: &Facts, before: &str, print: String) -> Next {
    let says = format!(
        "{before}Compare the new certificate's SHA-256 with what the host's administrator reads on the host itself (the \
         command for that: readmit explain tls/self-signed). Only if they are the same, let Readmit remember the new one:"
    );
    let arguments = ["trust".to_owned(), facts.target.address(), "--sha256".to_owned(), print];
    Next { says, arguments: arguments.to_vec() }
}

/// Where the host was seen from inside and a change helps, the plan is the answer: it says what would be changed, and
/// changes that very host.
fn repair(facts: &Facts, findings: &[Finding]) -> Option<Next> {
    // Saved facts are anybody's: only what is a source is one, and no option.
    let is_source = |source: &str| {
        source == "this"
            || ["windows:", "reg:", "facts:", "xrdp:"].iter().any(|kind| source.starts_with(kind))
    };
    let inside = facts.inside.known().filter(|inside| is_source(&inside.source))?;
    // A log alone can't be changed, and grdctl changes GNOME's.
    if inside.source.to_lowercase().ends_with(".log") || inside.kind == HostKind::Gnome {
        return None;
    }
    let all = findings.iter().flat_map(|found| std::iter::once(found).chain(&found.explained));
    let mut helped = all.filter(|found| {
        let from_inside = found.evidence.iter().any(|evidence| causes::is_inside(evidence.fact));
        found.role != Role::Aside && from_inside && !found.cause.changes.is_empty()
    });
    helped.next()?;
    let says = "To see what a repair would change there; nothing is changed by that:".to_owned();
    Some(Next { says, arguments: vec!["repair".to_owned(), inside.source.clone()] })
}

/// A host without NLA.
fn signs_in_on_screen(facts: &Facts) -> bool {
    facts.nla.gap() == Some(&Gap::NotApplicable) && facts.state(Stage::Tls) == State::Passed
}
