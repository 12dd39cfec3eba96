//! What rules about the inside of a host look for in the same way.

use jiff::SignedDuration;

use crate::cause::{Cause, Certainty, Impact, Match};
use crate::codes::{self, updates};
use crate::facts::inside::{Account, HostKind, InForce, Inside, Setting};
use crate::facts::log::{Entry, Log, Provider, What};
use crate::facts::{Fact, Facts, Identity};

/// What was logged longer before the end of the log than this is taken for over.
const RECENT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The inside of a Windows host.
pub(super) fn windows(facts: &Facts) -> Option<&Inside> {
    facts.inside.known().filter(|inside| inside.kind == HostKind::Windows)
}

/// The inside of a host with xrdp.
pub(super) fn xrdp(facts: &Facts) -> Option<&Inside> {
    facts.inside.known().filter(|inside| inside.kind == HostKind::Xrdp)
}

/// A setting that is in force with a value that `wrong` objects to. Where its policy could not
/// be seen, it is likely at most.
pub(super) fn in_force<T: Copy>(
    setting: &Setting<T>,
    wrong: impl Fn(InForce<T>) -> bool,
    fact: &'static str,
    says: impl Fn(InForce<T>) -> String,
) -> Option<Match> {
    let wins = setting.in_force().filter(|wins| wrong(*wins))?;
    if wins.sure {
        return Some(Match::certain(fact, says(wins)));
    }
    Some(Match::likely(fact, format!("{}; policy, which could not be read, may say otherwise", says(wins))))
}

/// A single value that is set, and that `wrong` objects to.
pub(super) fn set<T: Clone>(
    fact_of: &Fact<Option<T>>,
    wrong: impl Fn(&T) -> bool,
    fact: &'static str,
    says: impl Fn(&T) -> String,
) -> Option<Match> {
    let value = fact_of.known()?.as_ref().filter(|value| wrong(value))?;
    Some(Match::certain(fact, says(value)))
}

/// The host logged one of these events: it speaks for a cause, and may be over.
pub(super) fn event(facts: &Facts, provider: Provider, ids: &[u32], what: &str) -> Option<Match> {
    let log = facts.log.known()?;
    let (entry, count) = log.event(provider, ids)?;
    if log.end().is_some_and(|end| entry.at < end - RECENT) {
        return None;
    }
    let What::Event { id, .. } = entry.what else { return None };
    Some(logged(entry, count, &format!("{} {id}: {what}", provider.word())))
}

/// The host logged a sign-in that it refused with one of these status codes (Security 4625).
pub(super) fn refused_with(facts: &Facts, statuses: &[u32]) -> Option<Match> {
    let kind = What::Event { provider: Provider::Security, id: 4625 };
    let fits =
        |entry: &Entry| entry.what == kind && entry.status.is_some_and(|status| statuses.contains(&status));
    let (newest, count) = newest_verdict(facts, fits)?;
    let words = codes::status_words(newest.status?);
    Some(judged(facts, newest, count, &format!("Security 4625, a refused sign-in: {words}")))
}

/// The host logged that it locked the account (Security 4740), and nothing that ended it.
pub(super) fn locked(facts: &Facts) -> Option<Match> {
    let kind = What::Event { provider: Provider::Security, id: 4740 };
    let (newest, count) = newest_verdict(facts, |entry| entry.what == kind)?;
    Some(judged(facts, newest, count, "Security 4740, the account was locked"))
}

/// An entry of xrdp's log, or of another host's, by its meaning.
pub(super) fn line(facts: &Facts, kinds: &[What], what: &str) -> Option<Match> {
    let fits = |entry: &Entry| kinds.contains(&entry.what);
    let (newest, count) = newest_verdict(facts, fits)?;
    let end = facts.log.known().and_then(Log::end);
    // What keeps everybody out lasts until something ends it; the rest is over when nobody meets it any more.
    let lasts = matches!(
        newest.what,
        What::PortTaken | What::ServiceCrashed | What::LoginServiceUnreachable | What::KeyUnreadable
    );
    if !lasts && end.is_some_and(|end| newest.at < end - RECENT) {
        return None;
    }
    Some(judged(facts, newest, count, &format!("{}: {what}", newest.log)))
}

/// The newest word on the user's sign-in, if it fits: what came before it is over.
fn newest_verdict(facts: &Facts, fits: impl Fn(&Entry) -> bool) -> Option<(&Entry, usize)> {
    let entries: Vec<&Entry> =
        facts.log.known()?.entries.iter().filter(|entry| concerns(facts, entry)).collect();
    let is_over = |at: usize| {
        let entry: &Entry = entries[at];
        let of_another =
            |later: &Entry| entry.user.is_some() && later.user.is_some() && entry.user != later.user;
        entries[at + 1..].iter().any(|later| later.what.ends(entry.what) && !of_another(later))
    };
    // One person's success says nothing of another's refusal.
    let at = (0..entries.len()).rev().find(|&at| fits(entries[at]) && !is_over(at))?;
    Some((entries[at], entries.iter().filter(|entry| fits(entry)).count()))
}

/// Whether an entry is about the user who wants in; all are where none was named.
fn concerns(facts: &Facts, entry: &Entry) -> bool {
    match (&facts.target.identity, &entry.user) {
        (Some(identity), Some(user)) => {
            let (domain, bare) = user.rsplit_once('\\').map_or((None, user.as_str()), |(d, u)| (Some(d), u));
            bare.eq_ignore_ascii_case(&identity.user) && may_be_of(facts, domain, identity.domain.as_deref())
        }
        _ => true,
    }
}

/// Whether an account of one domain can be the one that was asked for: a namesake of another domain is somebody else.
fn may_be_of(facts: &Facts, logged: Option<&str>, asked: Option<&str>) -> bool {
    let (Some(logged), Some(asked)) = (logged.filter(|name| !name.is_empty()), asked) else { return true };
    let label = |name: &str| name.split('.').next().unwrap_or_default().to_lowercase();
    if asked != "." {
        // A domain's short name need not be the beginning of its long one.
        let (short, long) = (!asked.contains('.'), logged.contains('.'));
        return label(logged) == label(asked) || (!short || long) && !is_named_like_the_host(facts, logged);
    }
    // The host's own; where its name is not known, nobody can tell.
    let known = facts.inside.known().and_then(|inside| inside.system.name.known()).is_some();
    !known || is_named_like_the_host(facts, logged)
}

fn is_named_like_the_host(facts: &Facts, domain: &str) -> bool {
    let name = facts.inside.known().and_then(|inside| inside.system.name.known());
    name.is_some_and(|name| name.eq_ignore_ascii_case(domain))
}

/// A verdict on this very run is certain, one on an earlier try of the same user likely. Where
/// nobody was named, it concerned somebody.
fn judged(facts: &Facts, entry: &Entry, count: usize, what: &str) -> Match {
    let found = logged(entry, count, what);
    match (&facts.target.identity, &entry.user) {
        (Some(_), _) if entry.during_this_run => Match { certainty: Certainty::Certain, ..found },
        // A refusal in a Linux log without a name may be anybody's.
        (_, None) if entry.what.is_verdict() && !matches!(entry.what, What::Event { .. }) => {
            Match { certainty: Certainty::Possible, ..found.with_impact(Impact::Hinders) }
        }
        (Some(identity), Some(user)) => of_namesake(identity, user, found),
        (_, None) => found,
        (None, Some(user)) => {
            let mut found = Match { certainty: Certainty::Possible, ..found.with_impact(Impact::Hinders) };
            if let Some(evidence) = found.evidence.first_mut() {
                evidence.says.push_str(&format!(", for {user}"));
            }
            found
        }
    }
}

/// Whose account it was, where another form of the name was logged: then it may be a namesake's.
fn of_namesake(identity: &Identity, user: &str, mut found: Match) -> Match {
    let Some((domain, _)) = user.split_once('\\') else { return found };
    let label = |name: &str| name.split('.').next().unwrap_or_default().to_lowercase();
    let asked = identity.domain.as_deref().map(label);
    if asked == Some(label(domain)) {
        return found;
    }
    if let Some(evidence) = found.evidence.first_mut() {
        evidence.says.push_str(&format!(", for {user}"));
    }
    let certainty = if asked.is_some() { Certainty::Possible } else { found.certainty };
    Match { certainty, ..found }
}

fn logged(entry: &Entry, count: usize, what: &str) -> Match {
    let often = if count > 1 { format!(", {count} times") } else { String::new() };
    let when = entry.at.strftime("%F %H:%M");
    Match::likely("/log/entries", format!("{what}{often}, last on {when} UTC"))
}

/// An update that makes this cause is installed, and none that mends it.
pub(super) fn update(facts: &Facts, cause: &Cause) -> Option<Match> {
    let installed = facts.inside.known()?.system.updates.known()?;
    let has = |number: &u32| installed.iter().any(|update| update.kb == format!("KB{number}"));
    let known = updates::UPDATES.iter().find(|update| {
        update.cause == Some(cause.id) && update.brings.iter().any(has) && !update.mends.iter().any(has)
    })?;
    let brought = known.brings.iter().find(|number| has(number))?;
    let says = format!("KB{brought} is installed: {}; mended by: {}", known.what, known.fixed_in);
    // A later update that is not on our list may have mended it.
    Some(Match::possible("/inside/system/updates", says))
}

/// What was seen stops only some: it hinders, unless the connection was seen to stop.
pub(super) fn hinders_some(facts: &Facts, found: Match) -> Match {
    if facts.is_inside_only() { found.with_impact(Impact::Hinders) } else { found }
}

/// A right held by, or denied to, so many that it concerns nearly everybody.
pub(super) fn broad(sids: &[String]) -> Option<&String> {
    // Everyone, Authenticated Users, local accounts, Administrators, Users, Remote Desktop Users.
    const BROAD: [&str; 7] =
        ["S-1-1-0", "S-1-5-11", "S-1-5-113", "S-1-5-114", "S-1-5-32-544", "S-1-5-32-545", "S-1-5-32-555"];
    sids.iter().find(|sid| BROAD.contains(&sid.as_str()))
}

/// The local account of the user who wants in.
pub(super) fn account(facts: &Facts) -> Option<&Account> {
    let identity = facts.target.identity.as_ref()?;
    let inside = facts.inside.known()?;
    // A name with a domain is a local one only if the domain is the computer.
    let own = |domain: &String| {
        domain == "." || inside.system.name.known().is_some_and(|name| name.eq_ignore_ascii_case(domain))
    };
    if !identity.domain.as_ref().is_none_or(own) {
        return None;
    }
    let accounts = inside.rights.accounts.known()?;
    accounts.iter().find(|account| account.name.eq_ignore_ascii_case(&identity.user))
}

/// How sure a rule is, lowered by one step.
pub(super) fn lowered(found: Match) -> Match {
    let certainty = match found.certainty {
        Certainty::Certain => Certainty::Likely,
        _ => Certainty::Possible,
    };
    Match { certainty, ..found }
}
