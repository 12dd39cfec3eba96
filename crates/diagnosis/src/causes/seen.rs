//! What many rules look for in the same way: a code, and what it says.
//!
//! A code with which the host itself ended the connection blocks, whatever its cause does
//! elsewhere.

use jiff::SignedDuration;

use crate::cause::{Cause, Certainty, Impact, Match};
use crate::codes;
use crate::facts::{
    Answer, ChainVerdict, ClockReading, Connect, Facts, HostTrust, Kdc, LogonOutcome, NlaOutcome, Tls,
};

/// How close two foreign clocks must be to count as agreeing.
pub(super) const AGREEMENT: SignedDuration = SignedDuration::from_mins(2);

/// No address took the connection, and this is the most telling way in which one failed. Where
/// others failed in another way, it is less sure by one step.
pub(super) fn unreached(facts: &Facts, wanted: Connect, sure: Certainty, what: &str) -> Option<Match> {
    let network = facts.network.known()?;
    let (failure, alike) = network.failure()?;
    if failure != wanted {
        return None;
    }
    let to = network.attempts.iter().find(|attempt| attempt.connect == failure)?.to;
    let found = Match::certain("/network/attempts", format!("{to} {what}"));
    let certainty = match (sure, alike) {
        (sure, true) => sure,
        (Certainty::Certain, false) => Certainty::Likely,
        (_, false) => Certainty::Possible,
    };
    Some(Match { certainty, ..found })
}

/// The host answered the sign-in with one of these status codes.
pub(super) fn status(facts: &Facts, codes: &[u32]) -> Option<Match> {
    let (code, fact) = match facts.logon.known().map(|logon| logon.outcome) {
        Some(LogonOutcome::ErrorCode(code)) => (code, "/logon/outcome"),
        Some(LogonOutcome::Kdc(Kdc::Explained { status, .. })) => {
            let says = format!("the Kerberos server answered {}", codes::status_words(status));
            // Nobody vouches for an error of a Kerberos server.
            let found = Match::likely("/logon/outcome", says).with_impact(Impact::Blocks);
            return codes.contains(&status).then_some(found);
        }
        _ => match facts.nla.known()?.outcome {
            NlaOutcome::ErrorCode(code) => (code, "/nla/outcome"),
            _ => return None,
        },
    };
    if !codes.contains(&code) {
        return None;
    }
    let says = format!("the host answered {}", codes::status_words(code));
    let found = Match::certain(fact, says).with_impact(Impact::Blocks);
    // Nobody was named yet, so no answer can be about a person; anyone can say the rest.
    match fact {
        "/nla/outcome" if codes::judges_the_person(code) => None,
        "/nla/outcome" => Some(likely(found)),
        // Whoever stands in between can say this, too.
        _ if unchecked(facts).is_some() => Some(likely(found)),
        _ => Some(found),
    }
}

/// A Kerberos server or the host answered with one of these errors (RFC 4120 7.5.9).
///
/// Where the host said it, inside the encrypted channel, it is certain. A Kerberos server's
/// errors are likely at most: nobody vouches for them. Where the sign-in itself went another
/// way, whoever got in without Kerberos is only hindered.
pub(super) fn kdc(facts: &Facts, codes: &[u32]) -> Option<Match> {
    let outcome = facts.logon.known().map(|logon| logon.outcome);
    let named = |code: u32| {
        codes::lookup(codes::Namespace::Kerberos, code).map_or("an unlisted error", |row| row.name)
    };
    let ended = match outcome {
        // With a known status beside it, the code is the coarser of the two.
        Some(LogonOutcome::Kdc(Kdc::Explained { status, .. }))
            if codes::lookup(codes::Namespace::NtStatus, status).is_some() =>
        {
            return None;
        }
        Some(LogonOutcome::Kdc(kdc)) => {
            kdc.code().map(|code| (code, "the Kerberos server refused the proof"))
        }
        Some(LogonOutcome::KerberosError(code)) => Some((code, "the host refused the Kerberos ticket")),
        _ => None,
    };
    if let Some((code, what)) = ended.filter(|(code, _)| codes.contains(code)) {
        let says = format!("{what}: {} ({code})", named(code));
        let found = Match::certain("/logon/outcome", says).with_impact(Impact::Blocks);
        let by_host = matches!(outcome, Some(LogonOutcome::KerberosError(_)));
        return Some(if by_host { found } else { likely(found) });
    }
    let kerberos = facts.nla.known()?.kerberos.known()?;
    let answers =
        [(kerberos.ticket.known(), "/nla/kerberos/ticket"), (Some(&kerberos.answer), "/nla/kerberos/answer")];
    let (code, fact) = answers.into_iter().find_map(|(answer, fact)| match answer {
        Some(kdc) => kdc.code().filter(|code| codes.contains(code)).map(|code| (code, fact)),
        None => None,
    })?;
    let found = Match::likely(fact, format!("the Kerberos server answered {} ({code})", named(code)));
    let refused =
        matches!(outcome, Some(LogonOutcome::ErrorCode(_) | LogonOutcome::Closed | LogonOutcome::Silent));
    Some(if refused { found } else { found.with_impact(Impact::Hinders) })
}

/// The host ended the session with one of these Set Error Info codes.
pub(super) fn error_info(facts: &Facts, codes: &[u32]) -> Option<Match> {
    let code = *facts.session.known()?.error_info.known()?;
    codes.contains(&code).then(|| {
        let name = codes::lookup(codes::Namespace::ErrInfo, code).map_or("an unlisted code", |row| row.name);
        Match::certain("/session/error_info", format!("the host ended the session: {name} (0x{code:X})"))
            .with_impact(Impact::Blocks)
    })
}

/// The host sent one of these logon notifications.
pub(super) fn logon_notice(facts: &Facts, kinds: &[u32]) -> Option<Match> {
    let (kind, data) = *facts.session.known()?.logon_error.known()?;
    kinds.contains(&kind).then(|| {
        let name = codes::lookup(codes::Namespace::LogonNotification, kind)
            .map_or("an unlisted notice", |row| row.name);
        Match::certain("/session/logon_error", format!("the host said {name} (data 0x{data:X})"))
            .with_impact(Impact::Blocks)
    })
}

/// The host sent one of these licensing errors ([MS-RDPBCGR] 2.2.1.12.1.3).
pub(super) fn license(facts: &Facts, codes: &[u32]) -> Option<Match> {
    let code = *facts.session.known()?.license_error.known()?;
    codes.contains(&code).then(|| {
        Match::certain("/session/license_error", format!("the licensing message carries the error {code}"))
            .with_impact(Impact::Blocks)
    })
}

/// The host refused to negotiate with this code.
pub(super) fn refusal(facts: &Facts, code: u32) -> Option<Match> {
    let negotiation = facts.negotiation.known()?;
    (negotiation.refusal()? == code).then(|| {
        let name = codes::lookup(codes::Namespace::NegotiationFailure, code)
            .map_or("an unlisted code", |row| row.name);
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
    if let Some(found) = kdc(facts, &[24]) {
        return Some(found);
    }
    let outcome = facts.logon.known()?.outcome;
    let found = |certainty| Match {
        certainty,
        ..Match::likely("/logon/outcome", "the host broke off when it had the proof of the password")
    };
    let nla = facts.nla.known()?;
    let version = nla.version.known();
    if matches!(version, Some(2 | 5)) && outcome == LogonOutcome::Closed {
        let why = "hosts of this CredSSP version never say why they refuse";
        return Some(found(Certainty::Likely).and("/nla/version", why));
    }
    if version != Some(&6) || !matches!(outcome, LogonOutcome::Closed | LogonOutcome::Silent) {
        return None;
    }
    let why = "hosts that announce this build and CredSSP 6 (FreeRDP, GNOME) never say why they refuse";
    match nla.challenge.known()?.windows?.build {
        // No real Windows 7 announces CredSSP 6; FreeRDP's server library does.
        7601 => Some(found(Certainty::Likely).and("/nla/challenge/windows", why)),
        // Later FreeRDP announces this one, and so does a real Windows 11.
        22631 => Some(found(Certainty::Possible).and("/nla/challenge/windows", why)),
        _ => None,
    }
}

/// What speaks against blaming the password, where the host refused it: another computer may have answered, the domain has
/// just taken that very password, or the account is known to be kept out for another reason. Then that leads, and the
/// password is possible at most.
pub(super) fn password_in_doubt(facts: &Facts) -> bool {
    another_host_answers(facts).is_some()
        || resigned_on_the_way(facts).is_some()
        || password_was_right(facts)
        || kept_out_otherwise(facts)
}

/// The domain's Kerberos server has proven the password in this run.
pub(super) fn password_was_right(facts: &Facts) -> bool {
    facts.nla.known().and_then(|nla| nla.kerberos.known()).is_some_and(|seen| seen.ticket.known().is_some())
}

/// Whether nobody looked whose host it is: with a verified or accepted one there is no doubt.
fn unchecked(facts: &Facts) -> Option<&Tls> {
    facts.tls.known().filter(|tls| tls.trust == HostTrust::Unchecked)
}

/// The host that answers shows that it is not the one that was asked for: the fact, and what it says. An address and a
/// name that was shortened are asked for every day, and say nothing.
pub(super) fn another_host_answers(facts: &Facts) -> Option<(&'static str, String)> {
    let tls = unchecked(facts).filter(|tls| tls.name_fits.known() == Some(&false))?;
    let asked = &facts.target.host;
    let label = first_label(asked)?;
    let challenge = facts.nla.known().and_then(|nla| nla.challenge.known());
    let calls_itself =
        |fact, name: &str| Some((fact, format!("the computer that answers calls itself “{name}”")));
    if let Some(computer) = challenge.and_then(|challenge| challenge.nb_computer.as_deref())
        && !first_label(computer)?.eq_ignore_ascii_case(label)
    {
        return calls_itself("/nla/challenge/nb_computer", computer);
    }
    // The same label in another domain: by a search domain, or the hosts file.
    let elsewhere =
        |full: &&str| asked.contains('.') && full.contains('.') && !full.eq_ignore_ascii_case(asked);
    let full = challenge.and_then(|challenge| challenge.dns_computer.as_deref());
    if let Some(full) = full.filter(elsewhere) {
        return calls_itself("/nla/challenge/dns_computer", full);
    }
    let leaf = tls.leaf()?;
    let names = || leaf.names.iter().chain([&leaf.subject]).map(String::as_str);
    let shorter = |name: &str| {
        let same = first_label(name).is_some_and(|first| first == "*" || first.eq_ignore_ascii_case(label));
        same && !elsewhere(&name)
    };
    (!names().any(shorter))
        .then(|| ("/tls/chain/0/subject", format!("its certificate is for “{}”", leaf.subject)))
}

/// Somebody on the way may have made this certificate anew: it has the right name, from an issuer that nobody here knows.
pub(super) fn resigned_on_the_way(facts: &Facts) -> Option<String> {
    let tls = unchecked(facts)?;
    let fits =
        tls.name_fits.known() == Some(&true) && tls.verdict.known() == Some(&ChainVerdict::UnknownIssuer);
    fits.then(|| tls.leaf().map(|leaf| leaf.issuer.clone())).flatten()
}

/// The host itself tells why it keeps this account out.
fn kept_out_otherwise(facts: &Facts) -> bool {
    let known = |cause: &Cause| {
        (cause.inside)(facts).is_some_and(|found| {
            found.certainty >= Certainty::Likely && found.impact.unwrap_or(cause.impact) == Impact::Blocks
        })
    };
    super::logon::ABOUT_THE_ACCOUNT.iter().any(|cause| known(cause))
}

/// The first label of a host name; `None` for addresses, which have no labels to compare, and for this computer's own
/// name: behind a port of it a tunnel may lead anywhere.
pub(super) fn first_label(name: &str) -> Option<&str> {
    if name.parse::<std::net::IpAddr>().is_ok()
        || name.trim_end_matches('.').eq_ignore_ascii_case("localhost")
    {
        return None;
    }
    name.split('.').next().filter(|label| !label.is_empty())
}

/// The person's own program was refused, and the same host takes the password given to this run.
pub(super) fn refused_there_accepted_here(facts: &Facts) -> Option<Match> {
    let reported = facts.reported.known()?;
    let refused = reported.causes.first().is_some_and(|id| id == "logon/wrong-credentials");
    let accepted = matches!(facts.logon.known()?.outcome, LogonOutcome::Proven | LogonOutcome::Authorized);
    (refused && accepted).then(|| {
        Match::possible(Match::REPORT, format!("you saw “{}”", reported.excerpt()))
            .and("/logon/outcome", "the host takes the password that was given to this check")
            .elsewhere()
    })
}

/// The person reports that a mode of the sign-in failed, and the host's answer lacks the flag that
/// offers it ([MS-RDPBCGR] 2.2.1.2.1). This run asks for no such mode, so its own passing acquits
/// nobody; it settles the matter only where the message leads here alone.
pub(super) fn mode_not_offered(facts: &Facts, cause: &Cause, flag: u8, mode: &str) -> Option<Match> {
    let found = Match::reported(facts, cause)?;
    match facts.negotiation.known()?.path.answer {
        Answer::Selected { flags, .. } if flags & flag == 0 => {
            let says = format!("the host does not say that it supports {mode}");
            let alone = found.certainty == Certainty::Likely;
            let found = found.and("/negotiation/path/answer", says);
            Some(if alone { found.elsewhere() } else { found })
        }
        _ => None,
    }
}

/// The rule of causes that nothing tells from outside. What the person saw leads to them by
/// [`Match::reported`], without a rule of their own.
pub(super) fn nothing(_: &Facts) -> Option<Match> {
    None
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

/// Whether the host's own clock, off as it is, finds its certificate in date.
pub(super) fn clock_explains_dates(facts: &Facts) -> bool {
    let (Some((_, clock)), Some(leaf)) = (host_clock(facts), facts.tls.known().and_then(Tls::leaf)) else {
        return false;
    };
    clock.skew() > ClockReading::TOLERANCE
        && leaf.not_before <= clock.theirs
        && clock.theirs <= leaf.not_after
}

/// The host's clock, and the fact that tells it.
pub(super) fn host_clock(facts: &Facts) -> Option<(&'static str, ClockReading)> {
    let in_nla = facts.nla.known().and_then(|nla| nla.clock.known()).map(|clock| ("/nla/clock", *clock));
    in_nla.or_else(|| facts.tls.known()?.clock.known().map(|clock| ("/tls/clock", *clock)))
}
