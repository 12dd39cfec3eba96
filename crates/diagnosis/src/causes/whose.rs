//! Whose a logged sign-in is, beside the account that was asked for: namesakes are somebody else's.

use crate::facts::Facts;
use crate::facts::log::Entry;

/// Where an account is kept, as a log or a person writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// The host itself: `.`, or its name, of which the short form has fifteen letters.
    Host,
    /// A domain, as it was written, in small letters.
    Domain(String),
    /// The long name of a computer or a domain whose first label is the host's.
    Either,
}

impl Place {
    pub(super) fn of(facts: &Facts, written: &str) -> Option<Self> {
        let label = |name: &str| name.split('.').next().unwrap_or_default().to_lowercase();
        let inside = facts.inside.known().and_then(|inside| inside.system.name.known().cloned());
        let challenge = facts.nla.known().and_then(|nla| nla.challenge.known());
        let answers = challenge.and_then(|challenge| challenge.nb_computer.clone());
        let short = |name: &str| label(name).chars().take(15).collect::<String>();
        let mut hosts = inside.into_iter().chain(answers);
        match written {
            "" => None,
            "." => Some(Self::Host),
            _ if written.eq_ignore_ascii_case("WORKGROUP") => Some(Self::Host),
            _ if hosts.any(|host| short(&host) == short(written)) => {
                Some(if written.contains('.') { Self::Either } else { Self::Host })
            }
            _ => Some(Self::Domain(written.trim_end_matches('.').to_lowercase())),
        }
    }

    /// Whether two are the same; nothing where it can't be told: a short name need not be the beginning of the long one.
    pub(super) fn same(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Host, Self::Host) => Some(true),
            (Self::Domain(one), Self::Domain(other)) if one.contains('.') == other.contains('.') => {
                Some(one == other)
            }
            (Self::Domain(one), Self::Domain(other)) => {
                (one.split('.').next() == other.split('.').next()).then_some(true)
            }
            (Self::Either, _) | (_, Self::Either) => None,
            (Self::Host, Self::Domain(_)) | (Self::Domain(_), Self::Host) => Some(false),
        }
    }
}

/// Whose an entry is beside the account that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    Asked,
    /// Nothing tells: a long name of a domain need not begin with its short one, and the host's name may not be known.
    Unclear,
    Namesake,
}

/// The domain and the name of an account as a log writes it: `LAB\\alice`, `alice@lab.test`, `alice`.
pub(super) fn parts(user: &str) -> (&str, &str) {
    match (user.rsplit_once('\\'), user.rsplit_once('@')) {
        (Some(parts), _) => parts,
        (None, Some((bare, domain))) => (domain, bare),
        (None, None) => ("", user),
    }
}

/// Judges by the user's name and the domain beside it.
pub(super) fn whose(facts: &Facts, entry: &Entry) -> Whose {
    let (Some(identity), Some(user)) = (&facts.target.identity, &entry.user) else { return Whose::Asked };
    let (domain, bare) = parts(user);
    if !bare.eq_ignore_ascii_case(&identity.user) {
        return Whose::Namesake;
    }
    let asked = identity.domain.as_deref();
    let (Some(logged), Some(place)) =
        (Place::of(facts, domain), asked.and_then(|asked| Place::of(facts, asked)))
    else {
        return if asked.is_none() && !domain.is_empty() { Whose::Unclear } else { Whose::Asked };
    };
    let host_is_known = facts.inside.known().is_some_and(|inside| inside.system.name.known().is_some());
    match logged.same(&place) {
        Some(true) => Whose::Asked,
        None => Whose::Unclear,
        Some(false) if place == Place::Host && !host_is_known => Whose::Unclear,
        Some(false) => Whose::Namesake,
    }
}
