//! When the trials beside the path are made.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use diagnosis::facts::{self, Fact, Listener, Network};

use crate::observe::Run;
use crate::stream::Recorded;
use crate::target::Depth;
use crate::{client, refusal, way};

impl Run<'_> {
    /// Whether anything but the port may be looked at; on this computer itself there is nothing
    /// on the way.
    pub(crate) fn may_look_around(&self, at: IpAddr) -> bool {
        self.target.depth > Depth::OnlyRdp && !at.is_loopback()
    }

    /// A refusal has an author: the host, or something on the way.
    pub(crate) async fn who_refused(&self, seen: &mut Network) {
        let Some(&facts::Attempt { to, connect, took }) = seen.telling() else { return };
        let quick = !matches!(connect, facts::Connect::TimedOut | facts::Connect::NoLocalRoute);
        if !quick || !self.may_look_around(to.ip()) {
            return;
        }
        if seen.way.at != Some(to.ip()) {
            let wait = Duration::from_secs(1);
            let echo = way::echo(to.ip(), 1, wait, wait);
            seen.way.at = Some(to.ip());
            seen.way.https = Fact::not_asked();
            seen.way.echo = self.deadline.within(echo).await.unwrap_or_else(Fact::not_asked);
            self.pinged(to.ip(), &seen.way.echo);
        }
        let hops = seen.way.echo.known().and_then(|echo| echo.hops_left);
        let by_reset = connect == facts::Connect::Refused && seen.way.icmp.known().is_none();
        if let Some(hops) = hops.filter(|_| by_reset && to.is_ipv4()) {
            self.opened(to, "up to eight more requests, to see how far away the refusal is made", "nothing");
            let reset = refusal::by_ping(to, hops, took);
            seen.way.reset = self.deadline.within(reset).await.unwrap_or_else(Fact::not_asked);
        } else if by_reset && to.is_ipv4() {
            // Without a ping, any other answer of the host is a measure as good.
            let beside = refusal::beside(to);
            self.opened(
                beside,
                "up to twenty requests: how far away does anything else answer there?",
                "connections",
            );
            self.opened(to, "up to eight more requests, to see how far away the refusal is made", "nothing");
            let reset = refusal::by_neighbour(to, beside, took);
            seen.way.reset = self.deadline.within(reset).await.unwrap_or_else(Fact::not_asked);
        }
    }

    /// Whether something nearby takes connections for addresses that nobody has.
    pub(crate) async fn is_it_the_host(&self, to: SocketAddr) -> Option<facts::Connect> {
        if !self.may_look_around(to.ip()) {
            return None;
        }
        self.opened_nowhere(to);
        self.deadline.within(way::nowhere(to)).await?
    }

    pub(crate) fn opened_nowhere(&self, like: SocketAddr) {
        if let Some(nobody) = way::nobody(like) {
            let purpose = "an address that nobody has: does something nearby answer for it?";
            self.opened(nobody, purpose, "nothing");
        }
    }

    /// Pings are no connections; they are told all the same.
    pub(crate) fn pinged(&self, to: IpAddr, echo: &Fact<facts::Echo>) {
        if let Some(echo) = echo.known() {
            let purpose = if echo.sent == 1 { "a ping".to_owned() } else { format!("{} pings", echo.sent) };
            self.opened(to, &purpose, "nothing");
        }
    }

    /// What was measured on the way, when the path has ended.
    pub(crate) async fn way(&mut self) {
        let Some(to) = self.accepted() else { return };
        if let Some(datagram) = self.datagram.take() {
            let accepted = self.facts.network.known().and_then(Network::accepted);
            let round_trip = accepted.map_or(0, |seen| u64::from(seen.took.0));
            // As long again as TCP needed, and a little for the host.
            let least = Duration::from_millis((round_trip + 20).min(2000));
            if let Some(udp) = self.deadline.within(datagram.answer(least)).await {
                self.set_network(|network| network.way.udp = Fact::Known(udp));
            }
        }
        if !self.may_look_around(to.ip()) {
            return;
        }
        let thorough = self.target.depth == Depth::Thorough;
        let answers = |seen: &Network| seen.listener.known() == Some(&Listener::AnswersRdp);
        if thorough && self.facts.network.known().is_some_and(answers) {
            let token = self.target.routing_token.as_deref();
            let repeats = way::repeats(to, 4, client::offers(self.target), token, &self.deadline).await;
            for _ in &repeats {
                self.opened(to, "the same request again", "a connection from this computer");
            }
            self.set_network(|network| network.way.repeats = Fact::Known(repeats));
        }
        let transport = self.facts.network.known().and_then(|seen| seen.way.transport.known());
        if thorough || transport.is_some_and(|transport| transport.repeated > 0) {
            let count = if thorough { 40 } else { 20 };
            let echo = way::echo(to.ip(), count, Duration::from_millis(25), Duration::from_millis(800));
            if let Some(echo) = self.deadline.within(echo).await {
                self.pinged(to.ip(), &echo);
                self.set_network(|network| network.way.echo = echo);
            }
        }
    }

    /// Keeps what TCP measured so far; the last look counts.
    pub(crate) fn measure(&mut self, stream: &Recorded) {
        let transport = way::transport(stream);
        self.set_network(|network| network.way.transport = transport);
    }
}
