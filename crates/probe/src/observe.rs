//! The order of things: the path a real client takes, and the trials beside it.
//!
//! Long because it is one path, told once, in its order.

use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Mutex;
use std::time::Duration;

use diagnosis::facts::{
    Answer, Connection, Exchange, Fact, Facts, Gap, Handshake, Listener, Lookup, Millis, Negotiation,
    Network, Protocols,
};
use diagnosis::{Stage, facts};
use futures_util::FutureExt;
use jiff::Timestamp;
use tokio::io::AsyncWriteExt;
use tokio::time::Instant;

use crate::claim::Claim;
use crate::deadline::Deadline;
use crate::kerberos::Server;
use crate::sign_in::{After, anonymous};
use crate::stream::Recorded;
use crate::target::Target;
use crate::tls::Channel;
use crate::{client, gateway, name, negotiation, network, nla, tls, trust, unseen, way};

/// A TLS handshake that takes longer is looked into.
const STALLED: Duration = Duration::from_millis(2500);
/// How long a host is expected to wait for the next message.
const PATIENCE: Duration = Duration::from_secs(2);

/// Looks at a target. Who wants in is taken by value: the password is used once.
pub async fn observe(target: &Target, claim: Option<Claim>) -> Facts {
    let now = Timestamp::now();
    let seen = facts::Target {
        host: target.host.host.clone(),
        port: target.host.port,
        written: target.written.clone(),
        identity: claim.as_ref().map(Claim::facts),
        through: if claim.is_some() { target.through } else { target.through.min(Stage::Nla) },
        insist: target.insist,
        trust: target.trust,
    };
    let mut run = Run {
        target,
        deadline: Deadline::after(target.timeout),
        facts: Facts::unseen(seen, now),
        connections: Mutex::default(),
        datagram: None,
        kerberos_server: None,
    };
    trust::warm_up();
    // A defect of ours in the middle of a run must not cost the report.
    let whole = async {
        run.path(claim).await;
        run.way().await;
    };
    let outcome = AssertUnwindSafe(whole).catch_unwind().await;
    run.finish(outcome.is_err())
}

pub(crate) struct Run<'a> {
    pub(crate) target: &'a Target,
    pub(crate) deadline: Deadline,
    pub(crate) facts: Facts,
    connections: Mutex<Vec<Connection>>,
    pub(crate) datagram: Option<way::Datagram>,
    pub(crate) kerberos_server: Option<Server>,
}

impl Run<'_> {
    pub(crate) fn opened(&self, to: impl std::fmt::Display + Copy, purpose: &str, logged: &str) {
        let connection =
            Connection { to: to.to_string(), purpose: purpose.to_owned(), logged: logged.to_owned() };
        self.connections.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(connection);
    }

    fn finish(self, failed: bool) -> Facts {
        let mut facts = self.facts;
        facts.took = Millis::from(self.deadline.elapsed());
        facts.connections = self.connections.into_inner().unwrap_or_default();
        unseen::mark_unasked(&mut facts);
        if failed {
            unseen::mark_failed(&mut facts);
        }
        facts
    }

    async fn path(&mut self, mut claim: Option<Claim>) {
        let target = self.target;
        let mut this_side = client::observe(target);
        let offers = this_side.offers;
        if let Some(file) = target.file.as_ref().filter(|file| file.uses_gateway()) {
            self.facts.client = Fact::Known(this_side);
            self.behind_gateway(file.gateway.as_deref().unwrap_or_default()).await;
            return;
        }

        if !self.wants(Stage::Name) {
            self.facts.client = Fact::Known(this_side);
            return;
        }
        self.begins(Stage::Name);
        let name = name::resolve(&target.host.host, target.resolver, &self.deadline).await;
        let addresses: Vec<IpAddr> = match &name.lookup {
            Lookup::Found { addresses } => addresses.clone(),
            Lookup::Address => target.host.host.parse().into_iter().collect(),
            _ => Vec::new(),
        };
        let answered = !matches!(name.lookup, Lookup::NoAnswer | Lookup::Address);
        this_side.network = Fact::Known(client::local_network(&addresses, answered));
        self.facts.client = Fact::Known(this_side);
        self.facts.name = Fact::Known(name);
        if addresses.is_empty() || !self.wants(Stage::Network) {
            return;
        }
        self.begins(Stage::Network);
        let Some(stream) = self.connect(&addresses).await else { return };
        self.begins(Stage::Negotiation);
        let Some((stream, exchange)) = self.negotiate(stream, offers).await else { return };
        self.measure(&stream);
        if !self.wants(Stage::Negotiation) {
            return;
        }
        let answer = exchange.answer;
        self.facts.negotiation = Fact::Known(Negotiation { path: exchange });
        let selected = match answer {
            Answer::Selected { protocol, flags } => Some((protocol, flags)),
            Answer::Classic => Some((Protocols(0), 0)),
            _ => None,
        };
        let Some((selected, flags)) = selected else { return };
        if self.facts.state(Stage::Negotiation) == diagnosis::State::Stopped {
            return;
        }
        if selected.is_classic() {
            self.classic_layer();
            return;
        }
        if !self.wants(Stage::Tls) {
            return;
        }
        let local = stream.local_address().unwrap_or_else(|| SocketAddr::from(([0, 0, 0, 0], 0)));
        self.begins(Stage::Tls);
        // On a host without NLA only a session takes the password.
        let asks_from = if selected.has_nla() { Stage::Logon } else { Stage::Session };
        let asks = self.wants(asks_from);
        let asked = claim.as_mut().filter(|_| asks);
        let Some((mut channel, trust)) = self.encrypt(stream, offers, asked).await else { return };
        self.measure(channel.get_ref());
        if trust != facts::HostTrust::Refused && self.wants(Stage::Nla) {
            self.begins(Stage::Nla);
            let path = After { offers, selected, flags, may_prove: trust.allows_proof(), local };
            self.sign_in(&mut channel, &path, claim).await;
        }
        let in_doubt = self.facts.tls.known().is_some_and(|tls| !tls.in_date(self.facts.observed_at));
        if trust == facts::HostTrust::Refused && in_doubt && selected.has_nla() && self.wants(Stage::Nla) {
            let clock = self.clock_of_a_refused_host(&mut channel).await;
            if let Some(tls) = self.facts.tls.known_mut() {
                tls.clock = clock;
            }
        }
        self.measure(channel.get_ref());
        close(&mut channel, &self.deadline).await;
    }

    /// Tells whoever watches.
    pub(crate) fn begins(&self, stage: Stage) {
        if let Some(progress) = &self.target.progress {
            progress(stage);
        }
    }

    /// Whether the run was asked to look at this stage.
    pub(crate) fn wants(&self, stage: Stage) -> bool {
        self.target.through >= stage
    }

    /// The address that accepted.
    pub(crate) fn accepted(&self) -> Option<SocketAddr> {
        self.facts.network.known().and_then(Network::accepted).map(|accepted| accepted.to)
    }

    async fn connect(&mut self, addresses: &[IpAddr]) -> Option<Recorded> {
        let port = self.target.host.port;
        let ear = way::Ear::open(addresses);
        let path = network::connect(addresses, port, &self.deadline);
        let ((attempts, stream), silence) = match addresses.first() {
            Some(&first) if self.may_look_around(first) => {
                let trial = async {
                    let https = SocketAddr::new(first, 443);
                    self.opened(https, "does anybody live there?", "a connection to port 443");
                    way::of_silence(first).await
                };
                self.deadline.beside(path, way::SILENCE, trial).await
            }
            _ => (path.await, None),
        };
        for attempt in attempts.iter().filter(|attempt| attempt.connect == facts::Connect::Accepted) {
            self.opened(attempt.to, "the path a real client takes", "a connection from this computer");
        }
        let mut seen = Network {
            attempts,
            listener: Fact::not_reached(),
            first_try: Fact::not_asked(),
            silent_trial: Fact::not_asked(),
            cut_after: Fact::not_applicable(),
            way: facts::Way::unseen(),
        };
        if stream.is_none() {
            if let (Some((echo, https)), Some(first)) = (silence, addresses.first()) {
                self.pinged(*first, &echo);
                (seen.way.at, seen.way.echo, seen.way.https) = (Some(*first), echo, https);
            }
            if let Some(telling) = seen.telling() {
                seen.way.icmp = ear.heard(telling.to);
            }
            self.who_refused(&mut seen).await;
        }
        self.facts.network = Fact::Known(seen);
        if let Some(to) = self.accepted().filter(|to| self.may_look_around(to.ip())) {
            self.datagram = way::Datagram::send(to).await;
            self.opened(
                to,
                "the first datagram of Remote Desktop over UDP",
                "nothing, or an abandoned UDP request",
            );
        }
        stream
    }

    /// Makes the Remote Desktop request; once more if it was cut.
    async fn negotiate(&mut self, mut stream: Recorded, offers: Protocols) -> Option<(Recorded, Exchange)> {
        let to = self.accepted()?;
        let token = self.target.routing_token.as_deref();
        let began = Instant::now();
        let path = negotiation::exchange(&mut stream, offers, token, &self.deadline);
        let (exchange, nowhere) = if self.may_look_around(to.ip()) {
            let trial = async {
                self.opened_nowhere(to);
                way::nowhere(to).await
            };
            self.deadline.beside(path, way::SILENCE, trial).await
        } else {
            (path.await, None)
        };
        if let Some(exchange) = exchange {
            self.set_network(|network| network.listener = Fact::Known(Listener::AnswersRdp));
            return Some((stream, exchange));
        }
        let first = network::listener(&stream);
        let cut_after = Millis::from(began.elapsed());
        drop(stream);
        self.set_network(|network| {
            network.listener = Fact::Known(first.clone());
            network.way.nowhere = nowhere.flatten().map_or_else(Fact::not_asked, Fact::Known);
        });
        if matches!(first, Listener::OtherProtocol { .. }) {
            let nowhere = self.is_it_the_host(to).await;
            self.set_network(|network| {
                network.way.nowhere = nowhere.map_or_else(Fact::not_asked, Fact::Known);
            });
        }
        if !matches!(first, Listener::Closed | Listener::Reset) {
            return None;
        }
        self.set_network(|network| network.cut_after = Fact::Known(cut_after));
        // Is it always cut? The same request once more, and if so, a connection without one.
        let mut again = Recorded::new(self.deadline.within(network::open(to)).await?.ok()?);
        self.opened(to, "the same request once more", "a connection from this computer");
        let exchange = negotiation::exchange(&mut again, offers, token, &self.deadline).await;
        self.set_network(|network| network.first_try = Fact::Known(first));
        if let Some(exchange) = exchange {
            self.set_network(|network| network.listener = Fact::Known(Listener::AnswersRdp));
            return Some((again, exchange));
        }
        self.opened(to, "a connection on which nothing is sent", "a connection without a request");
        let (trial, nowhere) =
            tokio::join!(network::silent_trial(to, &self.deadline), self.is_it_the_host(to));
        self.set_network(|network| {
            network.silent_trial = trial.map_or_else(Fact::not_asked, Fact::Known);
            network.way.nowhere = nowhere.map_or_else(Fact::not_asked, Fact::Known);
        });
        if self.may_look_around(to.ip()) {
            self.opened(to, "a TLS greeting instead of the request", "a malformed request");
            let greeting = way::greeting(to, &self.target.host.host, &self.deadline).await;
            self.set_network(|network| {
                network.way.greeting = greeting.map_or_else(Fact::not_asked, Fact::Known);
            });
        }
        None
    }

    pub(crate) fn set_network(&mut self, change: impl FnOnce(&mut Network)) {
        if let Some(network) = self.facts.network.known_mut() {
            change(network);
        }
    }

    /// The encrypted channel, and whether its other end may be talked to about a password. Who wants in is asked for
    /// it then.
    async fn encrypt(
        &mut self,
        stream: Recorded,
        offers: Protocols,
        claim: Option<&mut Claim>,
    ) -> Option<(Channel, facts::HostTrust)> {
        let target = self.target;
        let host = target.host.host.as_str();
        let to = self.accepted()?;
        let path = tls::handshake(stream, host, &self.deadline);
        let (outcome, small) = if self.may_look_around(to.ip()) {
            let trial = async {
                for how in ["in small segments", "once more"] {
                    let purpose = format!("the same way {how}, because TLS stalls");
                    self.opened(to, &purpose, "a connection from this computer");
                }
                let token = target.routing_token.as_deref();
                way::small_segments(to, host, offers, token, &self.deadline).await
            };
            self.deadline.beside(path, STALLED, trial).await
        } else {
            (path.await, None)
        };
        if let Some(small) = small.flatten() {
            self.set_network(|network| network.way.small_segments = Fact::Known(small));
        }
        let Ok((mut tls, channel)) = outcome else {
            self.facts.tls = Fact::unknown(Gap::Failed("our own TLS could not be set up".to_owned()));
            return None;
        };
        let Some(mut channel) = channel else {
            let may_be_the_version =
                !matches!(tls.handshake, Handshake::Stalled | Handshake::PlainText { .. });
            if may_be_the_version {
                tls.trials = tls::version_trials(to, host, offers, &self.deadline).await;
                for _ in &tls.trials {
                    self.opened(to, "a handshake with one TLS version", "a failed TLS handshake");
                }
            }
            self.facts.tls = Fact::Known(tls);
            return None;
        };
        let chain = tls::chain(&channel);
        let observed_at = self.facts.observed_at;
        let asked_for = self.deadline.paused();
        trust::judge(&mut tls, &chain, &target.host, target, &self.deadline, observed_at);
        let trust = tls.trust;
        let leaf = tls.leaf().map(|leaf| leaf.sha256.clone());
        self.facts.tls = Fact::Known(tls);
        if let Some(claim) = claim.filter(|_| trust.allows_proof()) {
            self.deadline.pause(|| claim.ask());
            self.facts.target.identity = Some(claim.facts());
        }
        // Hosts don't wait for a person: after a prompt the way is taken anew, to the same host.
        if self.deadline.paused() > asked_for + PATIENCE && trust.allows_proof() {
            let reopened = self.reopen(to, offers).await?;
            if tls::chain(&reopened).first().map(|leaf| tls::fingerprint(leaf)) != leaf {
                self.facts.logon = Fact::unknown(Gap::Failed(
                    "while you were asked, another certificate came to stand there; a farm shows several"
                        .to_owned(),
                ));
                return None;
            }
            channel = reopened;
        }
        Some((channel, trust))
    }

    /// A certificate that is out of date by our clock may be in date by the host's own. Where we refuse such a host,
    /// nothing else would tell: it is asked for its challenge, which has the time. That names nobody and proves nothing.
    async fn clock_of_a_refused_host(&self, channel: &mut Channel) -> Fact<facts::ClockReading> {
        nla::observe(channel, &anonymous(), &self.deadline).await.0.clock
    }

    pub(crate) async fn reopen(&self, to: SocketAddr, offers: Protocols) -> Option<Channel> {
        let mut stream = Recorded::new(self.deadline.within(network::open(to)).await?.ok()?);
        self.opened(to, "the same way once more, after the question", "a connection from this computer");
        let token = self.target.routing_token.as_deref();
        negotiation::exchange(&mut stream, offers, token, &self.deadline).await?;
        tls::handshake(stream, &self.target.host.host, &self.deadline).await.ok()?.1
    }

    async fn behind_gateway(&mut self, host: &str) {
        self.facts.name = Fact::not_asked();
        self.facts.network = Fact::not_asked();
        let observed_at = self.facts.observed_at;
        self.begins(Stage::Gateway);
        self.facts.gateway = match gateway::observe(host, self.target, &self.deadline, observed_at).await {
            Some(seen) => {
                if let Some(attempt) = seen.network.known().and_then(Network::accepted) {
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

async fn close(channel: &mut Channel, deadline: &Deadline) {
    let polite = Duration::from_millis(200);
    let _ = deadline.within_at_most(polite, Pin::new(channel).shutdown()).await;
}
