//! The order of things: the path a real client takes, and the trials beside it.

use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Mutex;

use diagnosis::facts::{
    Answer, Connection, Fact, Facts, Gap, Handshake, Listener, Lookup, Millis, Negotiation, Network,
    NlaOutcome, Protocols,
};
use diagnosis::{Stage, facts};
use futures_util::FutureExt;
use jiff::Timestamp;
use tokio::io::AsyncWriteExt;

use crate::deadline::Deadline;
use crate::logon::Attempt;
use crate::stream::Recorded;
use crate::target::{Identity, Target};
use crate::tls::Channel;
use crate::{client, gateway, krb5, logon, name, negotiation, network, nla, session, tls, trust};

/// The oldest CredSSP version that carries the fix of CVE-2018-0886.
const PATCHED: u32 = 5;

/// Looks at a target. The identity is taken by value: it is used once.
pub async fn observe(target: &Target, identity: Option<Identity>) -> Facts {
    let now = Timestamp::now();
    let seen = facts::Target {
        host: target.host.host.clone(),
        port: target.host.port,
        written: target.written.clone(),
        identity: identity.as_ref().map(Identity::facts),
        through: if identity.is_some() { target.through } else { target.through.min(Stage::Nla) },
        insist: target.insist,
        trust: target.trust,
    };
    let mut run = Run {
        target,
        deadline: Deadline::after(target.timeout),
        facts: Facts::unseen(seen, now),
        connections: Mutex::default(),
    };
    trust::warm_up();
    // A defect of ours in the middle of a run must not cost the report.
    let outcome = AssertUnwindSafe(run.path(identity)).catch_unwind().await;
    run.finish(outcome.is_err())
}

struct Run<'a> {
    target: &'a Target,
    deadline: Deadline,
    facts: Facts,
    connections: Mutex<Vec<Connection>>,
}

impl Run<'_> {
    fn opened(&self, to: SocketAddr, purpose: &str, logged: &str) {
        let connection =
            Connection { to: to.to_string(), purpose: purpose.to_owned(), logged: logged.to_owned() };
        self.connections.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(connection);
    }

    fn finish(self, failed: bool) -> Facts {
        let mut facts = self.facts;
        facts.took = Millis::from(self.deadline.elapsed());
        facts.connections = self.connections.into_inner().unwrap_or_default();
        mark_unasked(&mut facts);
        if failed {
            mark_failed(&mut facts);
        }
        facts
    }

    async fn path(&mut self, identity: Option<Identity>) {
        let target = self.target;
        let mut this_side = client::observe(target);
        let offers = this_side.offers;
        if let Some(file) = target.file.as_ref().filter(|file| file.uses_gateway()) {
            self.facts.client = Fact::Known(this_side);
            self.behind_gateway(file.gateway.as_deref().unwrap_or_default()).await;
            return;
        }

        let name = name::resolve(&target.host.host, target.resolver, &self.deadline).await;
        let addresses: Vec<IpAddr> = match &name.lookup {
            Lookup::Found { addresses } => addresses.clone(),
            Lookup::Address => target.host.host.parse().into_iter().collect(),
            _ => Vec::new(),
        };
        this_side.network = Fact::Known(client::local_network(&addresses, target.resolver));
        self.facts.client = Fact::Known(this_side);
        self.facts.name = Fact::Known(name);
        if addresses.is_empty() {
            return;
        }

        let (attempts, stream) = network::connect(&addresses, target.host.port, &self.deadline).await;
        for attempt in attempts.iter().filter(|attempt| attempt.connect != facts::Connect::NotTried) {
            let logged = match attempt.connect {
                facts::Connect::Accepted => "a connection from this computer",
                _ => "nothing",
            };
            self.opened(attempt.to, "the path a real client takes", logged);
        }
        self.facts.network = Fact::Known(Network {
            attempts,
            listener: Fact::not_reached(),
            retry: Fact::not_asked(),
            silent_trial: Fact::not_asked(),
        });
        let Some(mut stream) = stream else { return };
        let Some(to) = self.facts.network.known().and_then(Network::accepted).map(|accepted| accepted.to)
        else {
            return;
        };

        let token = target.routing_token.as_deref();
        let Some(exchange) = negotiation::exchange(&mut stream, offers, token, &self.deadline).await else {
            self.no_answer(network::listener(&stream), to).await;
            return;
        };
        self.set_listener(Fact::Known(Listener::AnswersRdp));
        let answer = exchange.answer;
        self.facts.negotiation = Fact::Known(Negotiation { path: exchange, trials: Vec::new() });
        let Answer::Selected { protocol: selected, flags } = answer else {
            self.facts.tls = unless_classic(answer);
            return;
        };
        if self.facts.state(Stage::Negotiation) == diagnosis::State::Stopped {
            return;
        }
        if selected.is_classic() {
            self.classic_layer();
            return;
        }

        let local = stream_address(&stream);
        let (mut tls, channel) = tls::handshake(stream, &target.host.host, &self.deadline).await;
        let Some(mut channel) = channel else {
            if matches!(tls.handshake, Handshake::Alert { .. } | Handshake::Rejected { .. }) {
                tls.trials = tls::version_trials(to, &target.host.host, offers, &self.deadline).await;
                for _ in &tls.trials {
                    self.opened(to, "a handshake with one TLS version", "a failed TLS handshake");
                }
            }
            self.facts.tls = Fact::Known(tls);
            return;
        };
        let chain = tls::chain(&channel);
        let observed_at = self.facts.observed_at;
        trust::judge(&mut tls, &chain, &target.host, target, &self.deadline, observed_at);
        let trust = tls.trust;
        self.facts.tls = Fact::Known(tls);
        if trust != facts::HostTrust::Refused {
            let path = After { offers, selected, flags, may_prove: trust.allows_proof(), local };
            self.sign_in(&mut channel, &path, identity).await;
        }
        close(&mut channel, &self.deadline).await;
    }

    /// From the encrypted channel to the host's verdict, and on to the session if asked.
    async fn sign_in(&mut self, channel: &mut Channel, path: &After, identity: Option<Identity>) {
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
            seen.kerberos = self.kerberos(identity).await;
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
        let logon = attempt.prove(channel, &challenge, early, on, &self.deadline).await;
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
        let signed_in = session::SignedIn {
            offered: path.offers,
            selected: path.selected,
            flags: path.flags,
            identity,
            local: path.local,
        };
        self.facts.session = Fact::Known(session::observe(channel, &signed_in, &self.deadline).await);
    }

    /// Asks the Kerberos server of the user's realm, if one is known.
    async fn kerberos(&self, identity: &Identity) -> Fact<facts::Kerberos> {
        let target = self.target;
        let conf =
            if target.resolver.is_some() { krb5::Krb5Conf::default() } else { krb5::Krb5Conf::of_system() };
        let dns_like = identity.domain.clone().filter(|domain| domain.contains('.'));
        let Some(realm) = dns_like.or_else(|| conf.default_realm.clone()) else {
            return Fact::not_asked();
        };
        let Some(kdc) = target.kdc.as_deref().or_else(|| conf.kdc(&realm)) else { return Fact::not_asked() };
        Fact::Known(nla::kdc_preflight(kdc, &realm, &identity.user, target.resolver, &self.deadline).await)
    }

    async fn behind_gateway(&mut self, host: &str) {
        self.facts.name = Fact::not_asked();
        self.facts.network = Fact::not_asked();
        let observed_at = self.facts.observed_at;
        self.facts.gateway = match gateway::observe(host, self.target, &self.deadline, observed_at).await {
            Some(seen) => {
                for attempt in seen.network.known().into_iter().flat_map(|network| &network.attempts) {
                    self.opened(
                        attempt.to,
                        "the gateway, up to its TLS",
                        "a TLS connection without a request",
                    );
                }
                Fact::Known(seen)
            }
            None => Fact::unknown(Gap::Failed("the file's gateway is not a host name".to_owned())),
        };
    }

    /// The listener did not answer as Remote Desktop does.
    async fn no_answer(&mut self, listener: Listener, to: SocketAddr) {
        let cut = matches!(listener, Listener::Closed | Listener::Reset);
        self.set_listener(Fact::Known(listener));
        if !cut {
            return;
        }
        let retry = self.retry(to).await;
        let answered = retry == Some(Listener::AnswersRdp);
        if let (Some(retry), Some(network)) = (retry, self.facts.network.known_mut()) {
            network.retry = Fact::Known(retry);
        }
        if !answered && let Some(trial) = network::silent_trial(to, &self.deadline).await {
            self.opened(to, "a connection on which nothing is sent", "a connection without a request");
            if let Some(network) = self.facts.network.known_mut() {
                network.silent_trial = Fact::Known(trial);
            }
        }
    }

    /// The same request once more: is it always cut?
    async fn retry(&self, to: SocketAddr) -> Option<Listener> {
        let opened = self.deadline.within(network::open(to)).await?.ok()?;
        self.opened(to, "the same request once more", "a connection from this computer");
        let mut stream = Recorded::new(opened);
        let offers = client::offers(self.target);
        let token = self.target.routing_token.as_deref();
        // Half of what is left stays for the look that follows.
        let limit = self.deadline.remaining() / 2;
        let exchange = negotiation::exchange(&mut stream, offers, token, &self.deadline);
        match self.deadline.within_at_most(limit, exchange).await {
            Some(Some(_)) => Some(Listener::AnswersRdp),
            _ => Some(network::listener(&stream)),
        }
    }

    fn set_listener(&mut self, listener: Fact<Listener>) {
        if let Some(network) = self.facts.network.known_mut() {
            network.listener = listener;
        }
    }

    /// The classic layer has no TLS and no NLA; its sign-in can't be looked at.
    fn classic_layer(&mut self) {
        self.facts.tls = Fact::not_applicable();
        self.facts.nla = Fact::not_applicable();
        self.facts.logon = match self.target.through {
            through if through >= Stage::Logon && self.facts.target.identity.is_some() => {
                Fact::unknown(Gap::Failed("the classic RDP layer's sign-in can't be examined".to_owned()))
            }
            _ => Fact::not_asked(),
        };
    }
}

/// What was settled before the sign-in.
struct After {
    offers: Protocols,
    selected: Protocols,
    flags: u8,
    may_prove: bool,
    local: SocketAddr,
}

fn stream_address(stream: &Recorded) -> SocketAddr {
    stream.local_address().unwrap_or(SocketAddr::from(([0, 0, 0, 0], 0)))
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

fn unless_classic<T>(answer: Answer) -> Fact<T> {
    if answer == Answer::Classic { Fact::not_applicable() } else { Fact::not_reached() }
}

async fn close(channel: &mut Channel, deadline: &Deadline) {
    let polite = std::time::Duration::from_millis(200);
    let _ = deadline.within_at_most(polite, Pin::new(channel).shutdown()).await;
}

/// Stages behind the one asked for were not asked, however far the run got.
fn mark_unasked(facts: &mut Facts) {
    let through = facts.target.through;
    let no_identity = facts.target.identity.is_none();
    if (through < Stage::Logon || no_identity) && facts.logon.gap() == Some(&Gap::NotReached) {
        facts.logon = Fact::not_asked();
    }
    if (through < Stage::Session || no_identity) && facts.session.gap() == Some(&Gap::NotReached) {
        facts.session = Fact::not_asked();
    }
    if through < Stage::Nla && facts.nla.gap() == Some(&Gap::NotReached) {
        facts.nla = Fact::not_asked();
    }
    if through < Stage::Tls && facts.tls.gap() == Some(&Gap::NotReached) {
        facts.tls = Fact::not_asked();
    }
}

/// The first stage that was not reached is where our own defect struck.
fn mark_failed(facts: &mut Facts) {
    fn failed<T>() -> Fact<T> {
        Fact::unknown(Gap::Failed("a defect of Readmit itself; please report it with --save".to_owned()))
    }
    let missing = Stage::ALL.into_iter().find(|stage| facts.state(*stage) == diagnosis::State::NotReached);
    match missing {
        Some(Stage::Client) => facts.client = failed(),
        Some(Stage::Name) => facts.name = failed(),
        Some(Stage::Network) => facts.network = failed(),
        Some(Stage::Negotiation) => facts.negotiation = failed(),
        Some(Stage::Tls) => facts.tls = failed(),
        Some(Stage::Nla) => facts.nla = failed(),
        Some(Stage::Logon) => facts.logon = failed(),
        Some(Stage::Session) => facts.session = failed(),
        Some(Stage::Gateway) | None => facts.gateway = failed(),
    }
}
