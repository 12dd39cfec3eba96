//! What is known of a host and of who wants in there, for what to do about it.

use crate::facts::inside::HostKind;
use crate::facts::{Challenge, Facts};

/// A host and an account, as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Situation {
    /// What kind of host it is.
    pub host: Option<HostKind>,
    /// Who keeps the account.
    pub account: Option<Keeper>,
}

/// Who keeps an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeper {
    /// The host itself.
    Host,
    /// Its domain.
    Domain,
}

impl Situation {
    /// What the facts tell.
    pub fn of(facts: &Facts) -> Self {
        let challenge = facts.nla.known().and_then(|nla| nla.challenge.known());
        // Hosts made with FreeRDP, GNOME's among them, announce these two builds.
        let of_windows = |build: u16| build > 7601 && build != 22631;
        let version = challenge.and_then(|challenge| challenge.windows);
        let announced = version.filter(|windows| of_windows(windows.build)).map(|_| HostKind::Windows);
        let host = facts.inside.known().map(|inside| inside.kind).or(announced);
        Self { host, account: keeper(facts) }
    }
}

/// Who keeps the account, as far as its name and the host's tell.
fn keeper(facts: &Facts) -> Option<Keeper> {
    let identity = facts.target.identity.as_ref()?;
    let challenge = facts.nla.known().and_then(|nla| nla.challenge.known());
    let inside = facts.inside.known();
    let is = |known: Option<&String>, name: &str| known.is_some_and(|known| known.eq_ignore_ascii_case(name));
    let is_host = |name: &str| {
        is(challenge.and_then(|seen| seen.nb_computer.as_ref()), name)
            || is(inside.and_then(|inside| inside.system.name.known()), name)
    };
    let is_domain = |name: &str| {
        is(challenge.and_then(|seen| seen.nb_domain.as_ref()), name)
            || is(challenge.and_then(|seen| seen.dns_domain.as_ref()), name)
            || is(inside.and_then(|inside| inside.authentication.domain.known()?.as_ref()), name)
    };
    match identity.domain.as_deref() {
        Some(".") => Some(Keeper::Host),
        None if is_in_files(facts, &identity.user) => Some(Keeper::Host),
        Some(domain) if is_host(domain) => Some(Keeper::Host),
        Some(domain) if is_domain(domain) => Some(Keeper::Domain),
        // Without a domain there is nobody else who could keep it.
        None => {
            let alone = |seen: &&Challenge| match (&seen.nb_domain, &seen.nb_computer) {
                (Some(domain), Some(computer)) => domain.eq_ignore_ascii_case(computer),
                _ => false,
            };
            challenge.filter(alone).map(|_| Keeper::Host)
        }
        Some(_) => None,
    }
}

/// Whether a Linux host has the account in its own files.
fn is_in_files(facts: &Facts, user: &str) -> bool {
    let linux = facts.inside.known().filter(|inside| inside.kind == HostKind::Xrdp);
    let accounts = linux.and_then(|inside| inside.rights.accounts.known());
    accounts.is_some_and(|accounts| accounts.iter().any(|account| account.name == user))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causes::testing;
    use crate::facts::Identity;
    use crate::remedy::Remedy;

    #[test]
    fn an_account_gets_the_steps_of_its_keeper() {
        let mut facts = testing::healthy();
        let challenge = facts.nla.known_mut().unwrap().challenge.known_mut().unwrap();
        challenge.nb_computer = Some("FS1".into());
        challenge.nb_domain = Some("LAB".into());
        let mut lines = |user: &str| -> String {
            facts.target.identity = Some(Identity::named(user, None));
            let remedies = crate::causes::logon::disabled::CAUSE.remedies;
            let fitting = Remedy::fitting(remedies, Situation::of(&facts));
            fitting.iter().filter_map(|remedy| Some(remedy.command?.line)).collect::<Vec<_>>().join("; ")
        };
        for of_domain in ["LAB\\alice", "lab\\alice"] {
            assert_eq!(lines(of_domain), "Enable-ADAccount <user>", "{of_domain}");
        }
        for of_host in [".\\alice", "FS1\\alice"] {
            assert_eq!(lines(of_host), "Enable-LocalUser <user>", "{of_host}");
        }
        for either in ["alice", "OTHER\\alice"] {
            assert_eq!(lines(either), "Enable-LocalUser <user>; Enable-ADAccount <user>", "{either}");
        }
    }

    #[test]
    fn nobody_is_left_without_a_step() {
        let facts = testing::healthy();
        for cause in crate::causes::ALL {
            let for_admins = |account| {
                let situation = Situation { host: Situation::of(&facts).host, account };
                let fitting = Remedy::fitting(cause.remedies, situation);
                fitting.into_iter().filter(|remedy| remedy.is_for_the_host()).count()
            };
            for keeper in [Keeper::Host, Keeper::Domain] {
                assert_eq!(for_admins(None) > 0, for_admins(Some(keeper)) > 0, "{} for {keeper:?}", cause.id);
            }
        }
    }

    #[test]
    fn a_host_that_does_not_say_its_name_may_be_in_a_domain() {
        let mut facts = testing::healthy();
        let challenge = facts.nla.known_mut().unwrap().challenge.known_mut().unwrap();
        (challenge.nb_computer, challenge.nb_domain) = (None, Some("LAB".into()));
        facts.target.identity = Some(Identity::named("alice", None));
        assert_eq!(Situation::of(&facts).account, None);
    }
}
