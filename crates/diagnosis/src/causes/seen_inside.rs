//! What rules about the inside of a host look for in the same way.

use jiff::SignedDuration;

use crate::cause::{Cause, Certainty, Impact, Match};
use crate::causes::whose::{Place, Whose, parts, whose};
use crate::codes::{self, updates};
use crate::facts::inside::{Account, HostKind, InForce, Inside, MachineRole, Setting};
use crate::facts::log::{Entry, Log, Provider, What};
use crate::facts::{Fact, Facts};

/// What was logged longer before the end of the log than this is taken for over.
const RECENT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// After so long what was refused may be otherwise now.
const FRESH: SignedDuration = SignedDuration::from_hours(24);

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
    // What was refused long ago may be mended; a lock ends by itself.
    let status = newest.status?;
    let age = facts
        .log
        .known()
        .and_then(Log::end)
        .map_or(SignedDuration::ZERO, |end| end.duration_since(newest.at));
    if age > RECENT || status == 0xC000_0234 && age > FRESH {
        return None;
    }
    let words = codes::status_words(status);
    let found = judged(facts, newest, count, &format!("Security 4625, a refused sign-in: {words}"));
    Some(if age > FRESH { lowered(found) } else { found })
}

/// The host logged that it locked the account (Security 4740), not long ago, and nothing that ended it. A lock ends by
/// itself after a time that is not known here.
pub(super) fn locked(facts: &Facts) -> Option<Match> {
    const SURE: SignedDuration = SignedDuration::from_mins(30);
    let kind = What::Event { provider: Provider::Security, id: 4740 };
    let (newest, count) = newest_verdict(facts, |entry| entry.what == kind)?;
    // Its own accounts' alone are told by a host that is no domain controller.
    let inside = facts.inside.known()?;
    let asked = facts.target.identity.as_ref().and_then(|identity| identity.domain.as_deref());
    let of_domain = asked.and_then(|asked| Place::of(facts, asked)).is_some_and(|place| place != Place::Host);
    if of_domain && inside.system.role.known() != Some(&MachineRole::DomainController) {
        return None;
    }
    if account(facts).is_some_and(|account| !account.locked) {
        return None;
    }
    let age = facts.log.known().and_then(Log::end).map(|end| end.duration_since(newest.at));
    if age.is_none_or(|age| age > FRESH) {
        return None;
    }
    let found = judged(facts, newest, count, "Security 4740, the account was locked");
    Some(if age.is_some_and(|age| age > SURE) { lowered(found) } else { found })
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
        let bare = |entry: &Entry| entry.user.as_deref().map(|user| parts(user).1.to_lowercase());
        let place = |entry: &Entry| Place::of(facts, parts(entry.user.as_deref()?).0);
        let of_another = |later: &Entry| {
            let (one, other) = (bare(entry), bare(later));
            let elsewhere = matches!((place(entry), place(later)), (Some(one), Some(other)) if one.same(&other) == Some(false));
            one.is_some() && other.is_some() && (one != other || elsewhere)
        };
        // A lock is over when the password is judged again.
        let unlocks = |later: &Entry| {
            let of = |id| What::Event { provider: Provider::Security, id };
            entry.what == of(4740)
                && later.what == of(4625)
                && later.status.is_some_and(|status| status != 0xC000_0234)
        };
        entries[at + 1..]
            .iter()
            .any(|later| (later.what.ends(entry.what) || unlocks(later)) && !of_another(later))
    };
    // One person's success says nothing of another's refusal.
    let at = (0..entries.len()).rev().find(|&at| fits(entries[at]) && !is_over(at))?;
    Some((entries[at], entries.iter().filter(|entry| fits(entry)).count()))
}

/// Whether an entry is about the user who wants in; all are where none was named. What this very run brought about is.
fn concerns(facts: &Facts, entry: &Entry) -> bool {
    entry.during_this_run && whose_name(facts, entry) || whose(facts, entry) != Whose::Namesake
}

fn whose_name(facts: &Facts, entry: &Entry) -> bool {
    let (Some(identity), Some(user)) = (&facts.target.identity, &entry.user) else { return true };
    parts(user).1.eq_ignore_ascii_case(&identity.user)
}

/// A verdict on this very run is certain, one on an earlier try of the same user likely. Where
/// nobody was named, it concerned somebody.
fn judged(facts: &Facts, entry: &Entry, count: usize, what: &str) -> Match {
    let found = logged(entry, count, what);
    // Where nothing of the password left, somebody else was judged meanwhile.
    let left = facts.password.proof_sent || facts.password.itself_sent;
    let may_be_ours = left || !entry.what.is_verdict();
    match (&facts.target.identity, &entry.user) {
        (Some(_), _) if entry.during_this_run && may_be_ours => {
            Match { certainty: Certainty::Certain, ..found }
        }
        // A refusal in a Linux log without a name may be anybody's.
        (_, None) if entry.what.is_verdict() && !matches!(entry.what, What::Event { .. }) => {
            Match { certainty: Certainty::Possible, ..found.with_impact(Impact::Hinders) }
        }
        (Some(_), Some(user)) if whose(facts, entry) == Whose::Unclear => {
            let mut found = found;
            if let Some(evidence) = found.evidence.first_mut() {
                evidence.says.push_str(&format!(", for {user}"));
            }
            found
        }
        (Some(_), _) | (None, None) => found,
        (None, Some(user)) => {
            let mut found = Match { certainty: Certainty::Possible, ..found.with_impact(Impact::Hinders) };
            if let Some(evidence) = found.evidence.first_mut() {
                evidence.says.push_str(&format!(", for {user}"));
            }
            found
        }
    }
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
    // Linux tells capital letters from small ones.
    accounts.iter().find(|account| {
        account.name == identity.user
            || inside.kind == HostKind::Windows && account.name.eq_ignore_ascii_case(&identity.user)
    })
}

/// How sure a rule is, lowered by one step.
pub(super) fn lowered(found: Match) -> Match {
    let certainty = match found.certainty {
        Certainty::Certain => Certainty::Likely,
        _ => Certainty::Possible,
    };
    Match { certainty, ..found }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causes::testing;
    use crate::facts::Identity;

    const REFUSED: What = What::Event { provider: Provider::Security, id: 4625 };
    const LOCKED: What = What::Event { provider: Provider::Security, id: 4740 };
    const ACCEPTED: What = What::Event { provider: Provider::Security, id: 4624 };

    fn on(host: &str, asked: &str, logged: &str, during_this_run: bool) -> Option<Certainty> {
        let mut facts = testing::logged(REFUSED, |entry| {
            entry.status = Some(0xC000_0072);
            entry.user = Some(logged.to_owned());
            entry.during_this_run = during_this_run;
        });
        facts.inside.known_mut().unwrap().system.name = Fact::Known(host.to_owned());
        facts.target.identity = Some(Identity::named(asked, None));
        facts.password.proof_sent = during_this_run;
        refused_with(&facts, &[0xC000_0072]).map(|found| found.certainty)
    }

    #[test]
    fn namesakes_are_told_from_the_account_that_was_asked_for() {
        use Certainty::{Certain, Likely};
        for (host, asked, logged, now, wanted) in [
            ("FS1", r".\alice", r".\alice", true, Some(Certain)),
            ("FS1", r".\alice", r".\alice", false, Some(Likely)),
            ("FS1", r".\alice", r"FS1\alice", false, Some(Likely)),
            ("FS1", r".\alice", r"WORKGROUP\alice", false, Some(Likely)),
            ("FS1", r"FS1\alice", r".\alice", false, Some(Likely)),
            ("VERYLONGCOMPUTERNAME", r".\alice", r"VERYLONGCOMPUTE\alice", false, Some(Likely)),
            ("FS1", "alice@ad.corp.example", r"CORP\alice", false, Some(Likely)),
            ("FS1", r"CORP\alice", r"ad.corp.example\alice", false, Some(Likely)),
            ("FS1", r"CORP\alice", "alice@ad.corp.example", false, Some(Likely)),
            ("FS1", "alice@ad.corp.example", r"other.example\alice", false, None),
            ("AD", "alice@ad.corp.example", r".\alice", false, Some(Likely)),
            ("FS1", r".\alice", r"fs1.corp.example\alice", false, Some(Likely)),
            ("FS1", "alice@ad.corp.example", r"ad.other.example\alice", false, None),
            ("FS1", r"LAB\alice", r"LAB\alice", false, Some(Likely)),
            ("FS1", "alice", r"LAB\alice", false, Some(Likely)),
            ("FS1", r".\alice", r"LAB\alice", false, None),
            ("FS1", r"OTHER\alice", r"LAB\alice", false, None),
            ("FS1", r"LAB\alice", r"FS1\alice", false, None),
            ("FS1", "bob", r"LAB\alice", true, None),
        ] {
            assert_eq!(on(host, asked, logged, now), wanted, "{asked} and {logged} on {host}");
        }
    }

    #[test]
    fn a_lock_ends() {
        let locked_and = |later: Option<(What, Option<u32>, &str)>, hours: i64| {
            let mut facts = testing::logged(LOCKED, |entry| {
                entry.user = Some("alice".to_owned());
                entry.at = testing::now() - SignedDuration::from_hours(hours) - SignedDuration::from_mins(10);
            });
            facts.target.identity = Some(Identity::named(r".\alice", None));
            facts.inside.known_mut().unwrap().rights.accounts = Fact::not_asked();
            if let (Some((what, status, user)), Fact::Known(log)) = (later, &mut facts.log) {
                let mut entry = log.entries[0].clone();
                (entry.what, entry.status, entry.user) = (what, status, Some(user.to_owned()));
                entry.at += SignedDuration::from_mins(5);
                log.entries.push(entry);
            }
            locked(&facts).map(|found| found.certainty)
        };
        assert_eq!(locked_and(None, 0), Some(Certainty::Likely));
        assert_eq!(locked_and(None, 3), Some(Certainty::Possible));
        assert_eq!(locked_and(None, 60 * 24), None);
        assert_eq!(locked_and(Some((ACCEPTED, None, r"FS1\alice")), 0), None);
        assert_eq!(locked_and(Some((REFUSED, Some(0xC000_006A), r"FS1\alice")), 0), None);
        assert_eq!(locked_and(Some((REFUSED, Some(0xC000_0234), r"FS1\alice")), 0), Some(Certainty::Likely));
        assert_eq!(locked_and(Some((ACCEPTED, None, r"FS1\bob")), 0), Some(Certainty::Likely));
    }
}
