//! Something near us answers for every address.

use crate::cause::{Cause, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::seen;

use crate::facts::{Connect, Facts, Listener};
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// Something near us answers for every address.
pub static CAUSE: Cause = Cause {
    id: "network/answered-on-the-way",
    aliases: &[],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Something on the way answers instead of the host",
    meaning: "A captive portal, proxy or security agent near you accepts the connection for every address, also for hosts that don't exist. What it then says, or that it says nothing, need not come from the host.",
    seen_as: &[],
    told_by: &[ToldBy::Outside],
    signs: &[
        "A firewall before the host (a SYN proxy) may accept in its place, for the host's own addresses only: a test with other addresses does not show that one.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::You,
        risk: Risk::Harmless,
        text: "Open a web page and sign in to the network; or leave it for another one.",
        command: None,
    }],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[
        "network/not-rdp",
        "network/silent-after-accept",
        "network/closed-after-accept",
        "network/reset-on-rdp",
        "network/backend-down",
    ],
    trust: Trust::Unverified,
    references: &["RFC 5737", "RFC 3040", "pf.conf(5) synproxy"],
};

fn detect(facts: &Facts) -> Option<Match> {
    let network = facts.network.known()?;
    // Proxies that accept everything and then do reach the host pass its words on: a banner of
    // another service is the host's own.
    let says_nothing_of_its_own = match network.listener.known()? {
        Listener::AnswersRdp => false,
        Listener::OtherProtocol { protocol, .. } => protocol == "HTTP",
        Listener::Silent | Listener::Closed | Listener::Reset => true,
    };
    (says_nothing_of_its_own && network.way.nowhere.known()? == &Connect::Accepted).then(|| {
        Match::likely("/network/way/nowhere", "a connection to an address that nobody has was accepted, too")
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    fn facts(nowhere: Connect) -> Facts {
        let mut facts = testing::stopped_at_listener(Listener::Silent);
        facts.network.known_mut().unwrap().way.nowhere = Fact::Known(nowhere);
        facts
    }

    #[test]
    fn nobody_is_reached_as_well() {
        expect![[r"
            likely, blocks
            /network/way/nowhere: a connection to an address that nobody has was accepted, too
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts(Connect::Accepted)));
    }

    #[test]
    fn silent_when_the_host_itself_speaks_through_a_proxy() {
        let mut facts = facts(Connect::Accepted);
        let ssh = Listener::OtherProtocol { protocol: "SSH".into(), first_bytes: "5353482d".into() };
        facts.network.known_mut().unwrap().listener = Fact::Known(ssh);
        assert_eq!((CAUSE.detect)(&facts), None);
    }

    #[test]
    fn silent_when_nobody_is_not_reached() {
        assert_eq!((CAUSE.detect)(&facts(Connect::TimedOut)), None);
    }
}
