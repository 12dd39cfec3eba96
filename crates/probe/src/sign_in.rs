//! From the encrypted channel to the host's verdict on the identity, and on to the session.

use std::net::SocketAddr;

use diagnosis::Stage;
use diagnosis::facts::{self, ClockReading, Fact, Gap, Kdc, Mechanism, NlaOutcome, Protocols};

use crate::claim::{Claim, Identity};
use crate::kerberos::{self, NoTicket, Server};
use crate::logon::{self, Afterwards, Attempt};
use crate::observe::Run;
use crate::tls::{self, Channel};
use crate::{krb5, name, nla, session};

/// The oldest CredSSP version that carries the fix of CVE-2018-0886.
const PATCHED: u32 = 5;

/// Why nothing was tried.
const NO_PASSWORD: &str = "no password was given";

/// What was settled before the sign-in.
pub(crate) struct After {
    pub(crate) offers: Protocols,
    pub(crate) selected: Protocols,
    pub(crate) flags: u8,
    pub(crate) may_prove: bool,
    pub(crate) local: SocketAddr,
}

/// How far Kerberos got.
enum ByKerberos {
    /// Nothing was judged, or the password was found right; NTLM may go on.
    Open,
    /// The facts say how it ended.
    Settled,
    /// The host has given its verdict on this channel.
    SignedIn(Channel),
}

impl Run<'_> {
    /// From the encrypted channel to the host's verdict, and on to the session if asked.
    pub(crate) async fn sign_in(&mut self, channel: &mut Channel, path: &After, claim: Option<Claim>) {
        if !path.selected.has_nla() {
            self.facts.nla = Fact::not_applicable();
            self.sign_in_on_screen(channel, path, claim).await;
            return;
        }
        let target = self.target;
        let asked_to_log_on = target.through >= Stage::Logon && claim.is_some();
        let identity = claim.and_then(Claim::with_password);
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
        // Nobody's Kerberos server is told a name before the host is the one that was meant.
        if let (Some(identity), true) = (&identity, challenged && asked_to_log_on && path.may_prove) {
            seen.kerberos = self.kerberos(identity, seen.challenge.known()).await;
        }
        let patched = seen.version.known().is_none_or(|version| *version >= PATCHED);
        self.facts.nla = Fact::Known(seen);
        if !challenged || !patched {
            return;
        }
        if !asked_to_log_on {
            self.facts.logon = Fact::not_asked();
            return;
        }
        if !path.may_prove {
            self.facts.logon = Fact::unknown(Gap::Forbidden);
            return;
        }
        let Some(identity) = identity else {
            self.facts.logon = Fact::unknown(Gap::Failed(NO_PASSWORD.to_owned()));
            return;
        };
        let (Some(attempt), Some(challenge)) = (attempt, challenge) else { return };
        self.begins(Stage::Logon);
        let early = path.selected.0 & wire::Protocols::HYBRID_EX.0 != 0;
        let on = target.through == Stage::Session;
        let after = Afterwards { early, delegate: on };
        match self.by_kerberos(&identity, path, after).await {
            ByKerberos::Open => {}
            ByKerberos::Settled => return,
            ByKerberos::SignedIn(mut channel) => {
                if on && self.facts.state(Stage::Logon) == diagnosis::State::Passed {
                    self.session(&mut channel, path, &identity).await;
                }
                return;
            }
        }
        let logon =
            match attempt.prove(channel, &challenge, after, &mut self.facts.password, &self.deadline).await {
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
    async fn sign_in_on_screen(&mut self, channel: &mut Channel, path: &After, claim: Option<Claim>) {
        let Some(claim) = claim.filter(|_| self.target.through >= Stage::Logon) else {
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
            match claim.with_password() {
                Some(identity) => self.session(channel, path, &identity).await,
                None => self.facts.logon = Fact::unknown(Gap::Failed(NO_PASSWORD.to_owned())),
            }
        }
    }

    async fn session(&mut self, channel: &mut Channel, path: &After, identity: &Identity) {
        self.begins(Stage::Session);
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

    /// The realm of the user, if it is plain: the domain that user and host both name, or one
    /// written as a DNS name. Nobody else is told the user's name.
    fn realm(&self, identity: &Identity, challenge: Option<&facts::Challenge>) -> Option<String> {
        let domain = identity.domain.as_deref()?;
        let of_host = challenge.and_then(|challenge| {
            let names = [&challenge.dns_domain, &challenge.nb_domain];
            let same = names.into_iter().flatten().any(|name| name.eq_ignore_ascii_case(domain));
            challenge.dns_domain.clone().filter(|_| same && challenge.in_domain())
        });
        let given =
            || Some(domain.to_owned()).filter(|domain| domain.contains('.') && self.target.kdc.is_some());
        of_host.or_else(given).map(|realm| realm.to_uppercase())
    }

    /// The realm's Kerberos server: as asked for, from krb5.conf, or from the name server.
    async fn kerberos_server(&self, realm: &str) -> Option<Server> {
        let target = self.target;
        let conf =
            if target.resolver.is_some() { krb5::Krb5Conf::default() } else { krb5::Krb5Conf::of_system() };
        let named = match target.kdc.as_deref().or_else(|| conf.kdc(realm)) {
            Some(named) => vec![named.to_owned()],
            None => name::kerberos_servers(realm, target.resolver, &self.deadline).await,
        };
        Server::find(&named, target.resolver, &self.deadline).await
    }

    /// What the realm's Kerberos server says without a proof.
    async fn kerberos(
        &mut self,
        identity: &Identity,
        challenge: Option<&facts::Challenge>,
    ) -> Fact<facts::Kerberos> {
        let Some(realm) = self.realm(identity, challenge) else { return Fact::not_asked() };
        let Some(mut server) = self.kerberos_server(&realm).await else { return Fact::not_asked() };
        let seen = kerberos::ask_without_proof(&mut server, &realm, &identity.user, &self.deadline).await;
        if let Some(&to) = server.at.first() {
            self.opened(to, "the Kerberos server, without any proof", "a request without pre-authentication");
        }
        self.kerberos_server = Some(server);
        Fact::Known(seen)
    }

    /// Whether a proof may go to this realm's server: it was named with `--kdc`, its realm was written
    /// in full, or the verified name of the host lies in it. A host's word alone is not enough.
    fn may_prove_to_realm(&self, identity: &Identity, realm: &str) -> bool {
        let target = self.target;
        let host = target.host.host.to_lowercase();
        let by_name = host.parse::<std::net::IpAddr>().is_err();
        let written = identity.domain.as_deref().is_some_and(|domain| domain.eq_ignore_ascii_case(realm));
        let inside = host.ends_with(&format!(".{}", realm.to_lowercase()));
        by_name && (target.kdc.is_some() || written || inside)
    }

    /// Signs in by Kerberos where that can work.
    async fn by_kerberos(&mut self, identity: &Identity, path: &After, after: Afterwards) -> ByKerberos {
        let Some(seen) = self.facts.nla.known().and_then(|nla| nla.kerberos.known()) else {
            return ByKerberos::Open;
        };
        let in_time = seen.clock.known().is_none_or(|clock| clock.skew() <= ClockReading::TOLERANCE);
        let host = self.target.host.host.clone();
        if seen.answer != Kdc::WantsProof || !in_time || !self.may_prove_to_realm(identity, &seen.realm) {
            return ByKerberos::Open;
        }
        let realm = seen.realm.clone();
        let Some(server) = self.kerberos_server.clone() else { return ByKerberos::Open };
        let began = tokio::time::Instant::now();
        let password = &mut self.facts.password;
        let (got, sent_to) =
            kerberos::ticket(identity, &realm, &server, &host, password, &self.deadline).await;
        for to in sent_to {
            self.opened(
                to,
                "the Kerberos server, for a ticket",
                "a sign-in to the domain (4768, 4769, 4771)",
            );
        }
        let context = match got {
            Ok(context) => context,
            Err(NoTicket::NotTried) => return ByKerberos::Open,
            Err(NoTicket::NoService(said)) => {
                self.note_ticket(said);
                return ByKerberos::Open;
            }
            Err(NoTicket::Judged(said)) => {
                self.facts.logon = Fact::Known(facts::Logon {
                    mechanism: Mechanism::Kerberos,
                    outcome: facts::LogonOutcome::Kdc(said),
                    attempts: 1,
                    took: facts::Millis::from(began.elapsed()),
                });
                return ByKerberos::Settled;
            }
        };
        self.note_ticket(Kdc::GaveTicket);
        let Some((mut channel, key)) = self.same_host_again(path).await else {
            self.facts.logon =
                Fact::unknown(Gap::Failed("the host did not take the connection for Kerberos".to_owned()));
            return ByKerberos::Settled;
        };
        let logon = logon::by_kerberos(
            &mut channel,
            context,
            &key,
            identity,
            after,
            &mut self.facts.password,
            &self.deadline,
        )
        .await;
        self.facts.logon = Fact::Known(logon);
        ByKerberos::SignedIn(channel)
    }

    fn note_ticket(&mut self, said: Kdc) {
        if let Some(seen) = self.facts.nla.known_mut().and_then(|nla| nla.kerberos.known_mut()) {
            seen.ticket = Fact::Known(said);
        }
    }

    /// The same way once more, to a host that shows the same certificate.
    async fn same_host_again(&self, path: &After) -> Option<(Channel, Vec<u8>)> {
        let channel = self.reopen(self.accepted()?, path.offers).await?;
        let leaf = self.facts.tls.known().and_then(|tls| tls.leaf())?;
        let same =
            tls::chain(&channel).first().map(|shown| tls::fingerprint(shown)) == Some(leaf.sha256.clone());
        let key = tls::public_key(&channel).filter(|_| same)?;
        Some((channel, key))
    }
}

/// A first message that names nobody.
pub(crate) fn anonymous() -> Vec<u8> {
    wire::ts_request::TsRequest {
        version: 6,
        nego_token: Some(wire::ntlm::write_negotiate()),
        ..wire::ts_request::TsRequest::default()
    }
    .write()
}
