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
use crate::tls;

// X509_V_ERR_…, from OpenSSL's x509_vfy.h.
const DEPTH_ZERO_SELF_SIGNED: i32 = 18;
const NO_ISSUER: [i32; 4] = [2, 19, 20, 21];

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
    tls.verdict = match verify(chain, &target.roots) {
        Ok(verdict) if !no_roots => Fact::Known(verdict),
        _ => Fact::unknown(Gap::Failed("this computer's roots could not be read".to_owned())),
    };
    let (Some(leaf), Some(certificate)) = (tls.leaf().cloned(), chain.first()) else { return };
    // All names, not only those that are kept.
    let names = tls::names(certificate);
    tls.name_fits = Fact::Known(name_fits(&host.host, &names, &leaf.subject));
    if let Some(path) = &target.known_hosts
        && let Ok(known) = KnownHosts::load(path)
    {
        tls.remembered = known.check(host, &leaf.sha256);
    }
    let verified = tls.verified(now);
    tls.trust = match (&tls.remembered, target.trust) {
        (_, TrustPolicy::Any) => HostTrust::Unchecked,
        (Remembered::Same { .. }, _) if !is_strict(target) => HostTrust::Remembered,
        _ if verified => HostTrust::System,
        (Remembered::Changed { .. }, _) => HostTrust::Refused,
        _ if is_strict(target) => HostTrust::Refused,
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

fn store(extra: &[Vec<u8>]) -> Result<X509Store, ErrorStack> {
    let mut builder = X509StoreBuilder::new()?;
    for root in system_roots().iter().chain(extra) {
        if let Ok(root) = X509::from_der(root) {
            // A root that stands twice is no fault.
            let _ = builder.add_cert(root);
        }
    }
    // Dates are judged apart, so that an expired certificate is told from a foreign one.
    builder.set_flags(X509VerifyFlags::NO_CHECK_TIME)?;
    Ok(builder.build())
}

fn verify(chain: &[X509], extra: &[Vec<u8>]) -> Result<ChainVerdict, ErrorStack> {
    let Some((leaf, rest)) = chain.split_first() else { return Ok(ChainVerdict::UnknownIssuer) };
    let mut between = Stack::new()?;
    for certificate in rest {
        between.push(certificate.clone())?;
    }
    let store = store(extra)?;
    let mut context = X509StoreContext::new()?;
    let error = context.init(&store, leaf, &between, |context| {
        let trusted = context.verify_cert()?;
        Ok(if trusted { 0 } else { context.error().as_raw() })
    })?;
    Ok(match error {
        0 => ChainVerdict::Trusted,
        DEPTH_ZERO_SELF_SIGNED => ChainVerdict::SelfSigned,
        error if NO_ISSUER.contains(&error) => ChainVerdict::UnknownIssuer,
        error => ChainVerdict::Faulty(error),
    })
}

/// RFC 6125: names of the subject alternative name, or the common name where there are none.
fn name_fits(asked: &str, names: &[String], subject: &str) -> bool {
    let asked = match asked.parse::<std::net::IpAddr>() {
        Ok(address) => return names.iter().any(|name| name.parse() == Ok(address)),
        Err(_) => idna::domain_to_ascii(asked).unwrap_or_default(),
    };
    let asked = asked.trim_end_matches('.');
    let subject = [subject.to_owned()];
    let dns: Vec<&String> = names.iter().filter(|name| name.parse::<std::net::IpAddr>().is_err()).collect();
    let candidates = if dns.is_empty() { subject.iter().collect() } else { dns };
    candidates.iter().any(|name| match name.strip_prefix("*.") {
        Some(suffix) => asked.split_once('.').is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(suffix)),
        None => name.eq_ignore_ascii_case(asked),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_as_rfc_6125_says() {
        let names = |list: &[&str]| list.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        assert!(name_fits("FS1.corp.example", &names(&["fs1.corp.example"]), ""));
        assert!(name_fits("fs1.corp.example", &names(&["*.corp.example"]), ""));
        assert!(!name_fits("a.fs1.corp.example", &names(&["*.corp.example"]), ""));
        assert!(!name_fits("fs1", &names(&["fs1.corp.example"]), ""));
        assert!(name_fits("FS1", &[], "fs1"), "Windows' own certificates have a common name only");
        assert!(!name_fits("fs1", &names(&["other"]), "fs1"));
        assert!(name_fits("10.1.2.3", &names(&["10.1.2.3"]), ""));
        assert!(!name_fits("10.1.2.3", &[], "10.1.2.3"));
    }
}
