//! From the encrypted channel to the host's verdict on the identity, and on to the session.

use std::net::SocketAddr;

use diagnosis::Stage;
use diagnosis::facts::{self, Fact, Gap, NlaOutcome, Protocols};

use crate::logon::{self, Attempt};
use crate::observe::Run;
use crate::target::Identity;
use crate::tls::{self, Channel};
use crate::{krb5, nla, session};

/// The oldest CredSSP version that carries the fix of CVE-2018-0886.
const PATCHED: u32 = 5;

/// What was settled before the sign-in.
pub(crate) struct After {
    pub(crate) offers: Protocols,
    pub(crate) selected: Protocols,
    pub(crate) flags: u8,
    pub(crate) may_prove: bool,
    pub(crate) local: SocketAddr,
}

impl Run<'_> {
    /// From the encrypted channel to the host's verdict, and on to the session if asked.
    pub(crate) async fn sign_in(&mut self, channel: &mut Channel, path: &After, identity: Option<Identity>) {
        if !path.selected.has_nla() {
            self.facts.nla = Fact::not_applicable();
            self.sign_in_on_screen(channel, path, identity).await;
            return;
        }
        let target = self.target;
        let asked_to_log_on = target.through >= Stage::Logon;
        let attempt = match (&identity, tls::public_key(channel)) {
            (Some(identity), Some(key)) if asked_to_log_on && path.may_prove => {
                match Attempt::new(identity, key, &target.host.host) {
                    Ok(attempt) => Some(attempt),
                    Err(logon::Unusable(why)) => {
                        self.facts.logon = Fact::unknown(Gap::Failed(why.to_owned()));
                        None
                    }
                }
            }
            _ => None,
        };
        let first = attempt.as_ref().map_or_else(anonymous, |attempt| attempt.first.clone());
        let (mut seen, challenge) = nla::observe(channel, &first, &self.deadline).await;
        let challenged = seen.outcome == NlaOutcome::Challenged;
        if let (Some(identity), true) = (&identity, challenged) {
            seen.kerberos = self.kerberos(identity, seen.challenge.known()).await;
        }
        let patched = seen.version.known().is_none_or(|version| *version >= PATCHED);
        self.facts.nla = Fact::Known(seen);
        if !challenged || !patched {
            return;
        }
        let Some(identity) = identity.filter(|_| asked_to_log_on) else {
            self.facts.logon = Fact::not_asked();
            return;
        };
        if !path.may_prove {
            self.facts.logon = Fact::unknown(Gap::Forbidden);
            return;
        }
        let (Some(attempt), Some(challenge)) = (attempt, challenge) else { return };
        let early = path.selected.0 & wire::Protocols::HYBRID_EX.0 != 0;
        let on = target.through == Stage::Session;
        let logon = match attempt
            .prove(channel, &challenge, early, on, &mut self.facts.password, &self.deadline)
            .await
        {
            Ok(logon) => logon,
            Err(logon::Unusable(why)) => {
                self.facts.logon = Fact::unknown(Gap::Failed(why.to_owned()));
                return;
            }
        };
        let inside = matches!(logon.outcome, facts::LogonOutcome::Authorized | facts::LogonOutcome::Proven);
        self.facts.logon = Fact::Known(logon);
        if inside && on {
            self.session(channel, path, &identity).await;
        }
    }

    /// A host without NLA shows its verdict on its own screen only.
    async fn sign_in_on_screen(&mut self, channel: &mut Channel, path: &After, identity: Option<Identity>) {
        let Some(identity) = identity.filter(|_| self.target.through >= Stage::Logon) else {
            self.facts.logon = Fact::not_asked();
            return;
        };
        if !path.may_prove {
            self.facts.logon = Fact::unknown(Gap::Forbidden);
            return;
        }
        self.facts.logon =
            Fact::unknown(Gap::Failed("this host shows its verdict on its own screen only".to_owned()));
        if self.target.through == Stage::Session {
            self.session(channel, path, &identity).await;
        }
    }

    async fn session(&mut self, channel: &mut Channel, path: &After, identity: &Identity) {
        // The client's information carries it ([MS-RDPBCGR] 2.2.1.11).
        self.facts.password.itself_sent = true;
        let signed_in = session::SignedIn {
            offered: path.offers,
            selected: path.selected,
            flags: path.flags,
            identity,
            local: path.local,
        };
        self.facts.session = Fact::Known(session::observe(channel, &signed_in, &self.deadline).await);
    }

    /// Asks the Kerberos server of the user's own domain, if one is known. Nobody else is
    /// told the user's name: the realm is the domain that user and host both name.
    async fn kerberos(
        &self,
        identity: &Identity,
        challenge: Option<&facts::Challenge>,
    ) -> Fact<facts::Kerberos> {
        let target = self.target;
        let Some(domain) = identity.domain.as_deref() else { return Fact::not_asked() };
        let of_host = challenge.and_then(|challenge| {
            let names = [&challenge.dns_domain, &challenge.nb_domain];
            let same = names.into_iter().flatten().any(|name| name.eq_ignore_ascii_case(domain));
            challenge.dns_domain.clone().filter(|_| same && challenge.in_domain())
        });
        let given = || Some(domain.to_owned()).filter(|domain| domain.contains('.') && target.kdc.is_some());
        let Some(realm) = of_host.or_else(given) else { return Fact::not_asked() };
        let conf =
            if target.resolver.is_some() { krb5::Krb5Conf::default() } else { krb5::Krb5Conf::of_system() };
        let Some(kdc) = target.kdc.as_deref().or_else(|| conf.kdc(&realm)) else { return Fact::not_asked() };
        let (kerberos, to) =
            nla::kdc_preflight(kdc, &realm, &identity.user, target.resolver, &self.deadline).await;
        if let Some(to) = to {
            self.opened(to, "the Kerberos server, without any proof", "a request without pre-authentication");
        }
        Fact::Known(kerberos)
    }
}

/// A first message that names nobody.
fn anonymous() -> Vec<u8> {
    wire::ts_request::TsRequest {
        version: 6,
        nego_token: Some(wire::ntlm::write_negotiate()),
        ..wire::ts_request::TsRequest::default()
    }
    .write()
}
