//! Is it the right host? Judged before anything is computed from a password.

use std::sync::OnceLock;

use diagnosis::facts::{ChainVerdict, Fact, Gap, HostTrust, Remembered, Tls, TrustPolicy};
use jiff::Timestamp;
use openssl::error::ErrorStack;
use openssl::stack::Stack;
use openssl::x509::store::{X509Store, X509StoreBuilder};
use openssl::x509::verify::X509VerifyFlags;
use openssl::x509::{X509, X509StoreContext};

use crate::client::is_strict;
use crate::deadline::Deadline;
use crate::known_hosts::KnownHosts;
use crate::target::{Decision, HostPort, Target};
use crate::tls::{self, Names};
use crate::usage::is_for_servers;

// X509_V_ERR_…, from OpenSSL's x509_vfy.h.
const DEPTH_ZERO_SELF_SIGNED: i32 = 18;
const NO_ISSUER: [i32; 4] = [2, 19, 20, 21];
const INVALID_PURPOSE: i32 = 26;

/// The system's roots as DER, read once.
fn system_roots() -> &'static [Vec<u8>] {
    static ROOTS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    ROOTS.get_or_init(|| {
        rustls_native_certs::load_native_certs()
            .certs
            .into_iter()
            .map(|root| root.as_ref().to_vec())
            .collect()
    })
}

/// Reads the system's roots ahead of time, beside the first round trips.
pub(crate) fn warm_up() {
    drop(tokio::task::spawn_blocking(|| system_roots().len()));
}

/// Fills in what is known about the host's identity, and whether it may be talked to
/// about a password. May ask a person.
pub(crate) fn judge(
    tls: &mut Tls,
    chain: &[X509],
    host: &HostPort,
    target: &Target,
    deadline: &Deadline,
    now: Timestamp,
) {
    let no_roots = system_roots().is_empty() && target.roots.is_empty();
    tls.verdict = match verify(chain, &target.roots, now) {
        Ok(verdict) if !no_roots => Fact::Known(verdict),
        _ => Fact::unknown(Gap::Failed("this computer's roots could not be read".to_owned())),
    };
    let (Some(leaf), Some(certificate)) = (tls.leaf().cloned(), chain.first()) else {
        // Encryption with nobody at the other end.
        tls.trust = HostTrust::Refused;
        return;
    };
    // All names, not only those that are kept.
    let names = tls::names(certificate);
    let vouched = names_fit(&host.host, &names);
    tls.name_fits = Fact::Known(vouched || common_name_fits(&host.host, &names));
    let memory = target.known_hosts.as_ref().map(|path| KnownHosts::load(path));
    if let Some(Ok(known)) = &memory {
        tls.remembered = known.check(host, &leaf.sha256);
    }
    let verified = tls.verified(now) && vouched;
    tls.trust = match (&tls.remembered, target.trust) {
        (_, TrustPolicy::Any) => HostTrust::Unchecked,
        (Remembered::Same { .. }, _) if !is_strict(target) => HostTrust::Remembered,
        _ if verified => HostTrust::System,
        // An issuer that is trusted wrote this into the common name, which other certificates of persons and programs have,
        // too: a client may take it, and we put no password to it.
        _ if tls.verified(now) => HostTrust::Unconfirmed,
        _ if is_strict(target) => HostTrust::Refused,
        // Our memory is ours: it keeps the password here, and no client is stopped by it.
        (Remembered::Changed { .. }, _) => HostTrust::Unconfirmed,
        // A memory that can't be read could have said "changed".
        _ if matches!(memory, Some(Err(_))) => HostTrust::Unconfirmed,
        (_, TrustPolicy::Ask) => match &target.ask {
            Some(ask) => match deadline.pause(|| ask(host, &leaf)) {
                Decision::Remember => {
                    if let Some(path) = &target.known_hosts {
                        // A host that can't be remembered is asked about again; nothing else is lost.
                        let _ = KnownHosts::remember(path, host, &leaf.sha256, now);
                    }
                    HostTrust::Accepted
                }
                Decision::Once => HostTrust::Accepted,
                Decision::No => HostTrust::Unconfirmed,
            },
            None => HostTrust::Unconfirmed,
        },
        _ => HostTrust::Unconfirmed,
    };
}

fn store(extra: &[Vec<u8>], flags: X509VerifyFlags) -> Result<X509Store, ErrorStack> {
    let mut builder = X509StoreBuilder::new()?;
    for root in system_roots().iter().chain(extra) {
        if let Ok(root) = X509::from_der(root) {
            // A root that stands twice is no fault.
            let _ = builder.add_cert(root);
        }
    }
    builder.set_flags(flags)?;
    Ok(builder.build())
}

fn verify(chain: &[X509], extra: &[Vec<u8>], now: Timestamp) -> Result<ChainVerdict, ErrorStack> {
    let Some((leaf, rest)) = chain.split_first() else { return Ok(ChainVerdict::UnknownIssuer) };
    let mut between = Stack::new()?;
    for certificate in rest {
        between.push(certificate.clone())?;
    }
    let check = |flags| -> Result<i32, ErrorStack> {
        let store = store(extra, flags)?;
        X509StoreContext::new()?.init(&store, leaf, &between, |context| {
            let trusted = context.verify_cert()?;
            Ok(if trusted { 0 } else { context.error().as_raw() })
        })
    };
    // Dates are judged apart, so that an expired certificate is told from a foreign one.
    let verdict = match check(X509VerifyFlags::NO_CHECK_TIME)? {
        0 => ChainVerdict::Trusted,
        DEPTH_ZERO_SELF_SIGNED => ChainVerdict::SelfSigned,
        error if NO_ISSUER.contains(&error) => ChainVerdict::UnknownIssuer,
        error => ChainVerdict::Faulty(error),
    };
    if verdict != ChainVerdict::Trusted {
        return Ok(verdict);
    }
    if !is_for_servers(leaf) {
        return Ok(ChainVerdict::Faulty(INVALID_PURPOSE));
    }
    // The host's own dates have causes of their own; those of its issuers are a faulty chain.
    let described = tls::describe(leaf);
    let in_date = described.not_before <= now && now <= described.not_after;
    Ok(match check(X509VerifyFlags::empty())? {
        0 => ChainVerdict::Trusted,
        error if in_date => ChainVerdict::Faulty(error),
        _ => ChainVerdict::Trusted,
    })
}

/// RFC 6125 6.4: whether the subject alternative name has the name that was asked for.
fn names_fit(asked: &str, names: &Names) -> bool {
    let asked = match asked.parse::<std::net::IpAddr>() {
        Ok(address) => return names.addresses.iter().any(|name| name.parse() == Ok(address)),
        Err(_) => idna::domain_to_ascii(asked).unwrap_or_default(),
    };
    names.dns.iter().any(|name| name_fits(asked.trim_end_matches('.'), name))
}

/// Whether the common name has it, where there is no other name: Windows' own certificates have nothing else.
fn common_name_fits(asked: &str, names: &Names) -> bool {
    let has_names = !names.dns.is_empty() || !names.addresses.is_empty();
    let asked = idna::domain_to_ascii(asked).unwrap_or_default();
    let is_address = asked.parse::<std::net::IpAddr>().is_ok();
    let asked = asked.trim_end_matches('.');
    !has_names && !is_address && names.common.as_ref().is_some_and(|name| name_fits(asked, name))
}

fn name_fits(asked: &str, name: &str) -> bool {
    // A star stands for one whole label, and never for all of a top-level domain.
    match name.strip_prefix("*.") {
        Some(suffix) => {
            suffix.contains('.')
                && asked
                    .split_once('.')
                    .is_some_and(|(first, rest)| !first.is_empty() && rest.eq_ignore_ascii_case(suffix))
        }
        None => !asked.is_empty() && name.eq_ignore_ascii_case(asked),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_as_rfc_6125_says() {
        let owned = |list: &[&str]| list.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let dns = |list: &[&str]| Names { dns: owned(list), ..Names::default() };
        let addresses = |list: &[&str]| Names { addresses: owned(list), ..Names::default() };
        let common = |name: &str| Names { common: Some(name.to_owned()), ..Names::default() };
        for (asked, names, fits) in [
            ("FS1.corp.example", dns(&["fs1.corp.example"]), true),
            ("fs1.corp.example.", dns(&["*.corp.example"]), true),
            ("a.fs1.corp.example", dns(&["*.corp.example"]), false),
            ("fs1.example", dns(&["*.example"]), false),
            ("fs1.corp.example", dns(&["f*.corp.example"]), false),
            ("fs1.corp.example", dns(&["*"]), false),
            (".corp.example", dns(&["*.corp.example"]), false),
            ("fs1.corp.example", dns(&["fs1.corp.example\0.evil.example"]), false),
            ("bücher.example", dns(&["xn--bcher-kva.example"]), true),
            ("bücher.example", dns(&["bücher.example"]), false),
            ("fs1", dns(&["fs1.corp.example"]), false),
            ("fs1", addresses(&["10.1.2.3"]), false),
            ("10.1.2.3", addresses(&["10.1.2.3"]), true),
            ("10.1.2.3", dns(&["10.1.2.3"]), false),
            ("FS1", common("fs1"), false),
            ("", dns(&[""]), false),
        ] {
            assert_eq!(names_fit(asked, &names), fits, "{asked} and {names:?}");
        }
        assert!(common_name_fits("FS1", &common("fs1")), "Windows' own certificates have a common name only");
        assert!(!common_name_fits("fs1", &Names { dns: owned(&["other"]), ..common("fs1") }));
        assert!(!common_name_fits("fs1", &Names { addresses: owned(&["10.1.2.3"]), ..common("fs1") }));
        assert!(!common_name_fits("10.1.2.3", &common("10.1.2.3")));
    }
}
