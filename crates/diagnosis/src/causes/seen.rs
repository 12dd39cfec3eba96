//! What many rules look for in the same way: a code, and what it says.

use jiff::SignedDuration;

use crate::cause::{Certainty, Impact, Match};
use crate::codes;
use crate::facts::{Facts, HostTrust, Kdc, LogonOutcome, NlaOutcome, Tls};

/// How far clocks may be apart before Kerberos refuses (RFC 4120's recommended maximum).
pub(super) const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);
/// How close two foreign clocks must be to count as agreeing.
pub(super) const AGREEMENT: SignedDuration = SignedDuration::from_mins(2);

/// The host answered the sign-in with one of these status codes.
pub(super) fn status(facts: &Facts, codes: &[u32]) -> Option<Match> {
    let (code, fact) = match facts.logon.known().map(|logon| logon.outcome) {
        Some(LogonOutcome::ErrorCode(code)) => (code, "/logon/outcome"),
        _ => match facts.nla.known()?.outcome {
            NlaOutcome::ErrorCode(code) => (code, "/nla/outcome"),
            _ => return None,
        },
    };
    codes
        .contains(&code)
        .then(|| Match::certain(fact, format!("the host answered {}", codes::status_words(code))))
}

/// The Kerberos server answered with one of these errors.
pub(super) fn kdc(facts: &Facts, codes: &[u32]) -> Option<Match> {
    let (code, fact) = match facts.logon.known().map(|logon| logon.outcome) {
        Some(LogonOutcome::KdcError(code)) => (code, "/logon/outcome"),
        _ => match facts.nla.known()?.kerberos.known()?.answer {
            Kdc::Error(code) => (code, "/nla/kerberos/answer"),
            _ => return None,
        },
    };
    codes.contains(&code).then(|| {
        let name = codes::lookup("kerberos", code).map_or("an unlisted error", |row| row.name);
        Match::certain(fact, format!("the Kerberos server answered {name} ({code})"))
    })
}

/// The host ended the session with one of these Set Error Info codes.
pub(super) fn error_info(facts: &Facts, codes: &[u32]) -> Option<Match> {
    let code = *facts.session.known()?.error_info.known()?;
    codes.contains(&code).then(|| {
        let name = codes::lookup("errinfo", code).map_or("an unlisted code", |row| row.name);
        Match::certain("/session/error_info", format!("the host ended the session: {name} (0x{code:X})"))
    })
}

/// The host sent one of these logon notifications.
pub(super) fn logon_notice(facts: &Facts, kinds: &[u32]) -> Option<Match> {
    let (kind, data) = *facts.session.known()?.logon_error.known()?;
    kinds.contains(&kind).then(|| {
        let name = codes::lookup("logon_error_info_type", kind).map_or("an unlisted notice", |row| row.name);
        Match::certain("/session/logon_error", format!("the host said {name} (data 0x{data:X})"))
    })
}

/// The host sent one of these licensing errors ([MS-RDPBCGR] 2.2.1.12.1.3).
pub(super) fn license(facts: &Facts, codes: &[u32]) -> Option<Match> {
    let code = *facts.session.known()?.license_error.known()?;
    codes.contains(&code).then(|| {
        Match::certain("/session/license_error", format!("the licensing message carries the error {code}"))
    })
}

/// The host refused to negotiate with this code.
pub(super) fn refusal(facts: &Facts, code: u32) -> Option<Match> {
    let negotiation = facts.negotiation.known()?;
    (negotiation.refusal()? == code).then(|| {
        let name = codes::lookup("rdp_neg_failure", code).map_or("an unlisted code", |row| row.name);
        let offered = negotiation.path.offered.words();
        Match::certain(
            "/negotiation/path/answer",
            format!("offered {offered}, the host answered {name} ({code})"),
        )
    })
}

/// The host said, or showed in its own way, that name or password is wrong.
pub(super) fn wrong_credentials(facts: &Facts) -> Option<Match> {
    if let Some(found) = status(facts, &[0xC000_006D, 0xC000_006A, 0x8009_030C]) {
        return Some(found);
    }
    if facts.logon.known()?.outcome == LogonOutcome::KdcError(24) {
        return kdc(facts, &[24]);
    }
    if !matches!(facts.logon.known()?.outcome, LogonOutcome::Closed | LogonOutcome::Silent) {
        return None;
    }
    let found = Match::likely("/logon/outcome", "the host broke off when it had the proof of the password");
    codeless(facts).map(|(fact, why)| found.and(fact, why))
}

/// Why this host would not say a code even if it had one to say.
fn codeless(facts: &Facts) -> Option<(&'static str, &'static str)> {
    let nla = facts.nla.known()?;
    let version = nla.version.known();
    if matches!(version, Some(2 | 5)) {
        return Some(("/nla/version", "hosts of this CredSSP version never say why they refuse"));
    }
    let build = nla.challenge.known()?.windows?.build;
    // FreeRDP's server library announces one of these, whatever it runs on.
    (version == Some(&6) && matches!(build, 7601 | 22631)).then_some((
        "/nla/challenge/windows",
        "hosts that announce this build and CredSSP 6 (FreeRDP, GNOME) never say why they refuse",
    ))
}

/// The same match, less sure.
pub(super) fn likely(found: Match) -> Match {
    Match { certainty: Certainty::Likely, ..found }
}

/// The same match, unsure.
pub(super) fn possible(found: Match) -> Match {
    Match { certainty: Certainty::Possible, ..found }
}

/// A fault of a certificate blocks where this side refuses the host for it.
pub(super) fn refused_host(tls: &Tls, found: Match) -> Match {
    if tls.trust == HostTrust::Refused { found.with_impact(Impact::Blocks) } else { found }
}
