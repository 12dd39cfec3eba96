//! It works only every other time.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Listener};
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// It works only every other time.
pub static CAUSE: Cause = Cause {
    id: "network/unstable-backend",
    aliases: &[],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Occasional,
    title: "It works only every other time",
    meaning: "Several computers share this address, and some of them are broken or set up differently. Whether you get in depends on which of them you reach.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The same connection fails and works in turn",
        codes: &[],
    }],
    told_by: &[ToldBy::Outside],
    signs: &["Load balancer without health check that speaks RDP, or members with different settings."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect to one member by its own name.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Take the bad member out, repair it, give all members the same security settings and certificates for the common name.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Use a health check that sends an X.224 request, not only a TCP connect.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Unverified,
    references: &["https://www.netdata.cloud/guides/haproxy/haproxy-tcp-mode-monitoring-blind-spots"],
};

fn detect(facts: &Facts) -> Option<Match> {
    let network = facts.network.known()?;
    if network.listener.known()? != &Listener::AnswersRdp {
        return None;
    }
    if let Some(repeats) = network.way.repeats.known() {
        // Silence may be a lost packet; a connection that was cut was cut.
        let excused = |seen: &Listener| *seen == Listener::Silent && network.way.loses_packets();
        let bad = repeats.iter().filter(|seen| **seen != Listener::AnswersRdp && !excused(seen)).count();
        if bad > 0 {
            let says =
                format!("{bad} of {} further requests were not answered as the first was", repeats.len());
            return Some(Match::certain("/network/way/repeats", says));
        }
    }
    network.first_try.known().map(|_| {
        Match::likely(
            "/network/first_try",
            "the first connection was cut, the same request a moment later was answered",
        )
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Echo, Fact};

    #[test]
    fn cut_and_then_answered() {
        let mut facts = testing::healthy();
        facts.network.known_mut().unwrap().first_try = Fact::Known(Listener::Closed);
        expect![[r"
            likely, hinders
            /network/first_try: the first connection was cut, the same request a moment later was answered
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn two_of_four_more_are_cut() {
        let mut facts = testing::healthy();
        let repeats = vec![Listener::AnswersRdp, Listener::Closed, Listener::AnswersRdp, Listener::Closed];
        facts.network.known_mut().unwrap().way.repeats = Fact::Known(repeats);
        expect![[r"
            certain, hinders
            /network/way/repeats: 2 of 4 further requests were not answered as the first was
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_packets_get_lost_and_one_request_with_them() {
        let mut facts = testing::healthy();
        let way = &mut facts.network.known_mut().unwrap().way;
        way.repeats = Fact::Known(vec![Listener::AnswersRdp, Listener::Silent]);
        way.echo = Fact::Known(Echo { sent: 40, answered: 20, hops_left: None, error: None });
        assert_eq!((CAUSE.detect)(&facts), None);
    }

    #[test]
    fn silent_when_cut_twice() {
        let mut facts = testing::stopped_at_listener(Listener::Closed);
        facts.network.known_mut().unwrap().first_try = Fact::Known(Listener::Closed);
        assert_eq!((CAUSE.detect)(&facts), None);
    }
}
