//! A proxy accepts, and the host behind it is gone.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;

use crate::facts::{Facts, Listener, Millis};
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// A proxy accepts, and the host behind it is gone.
pub static CAUSE: Cause = Cause {
    id: "network/backend-down",
    aliases: &[],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The door answers, but nobody is behind it",
    meaning: "A proxy, load balancer or port forwarder accepts the connection, but the computer behind it cannot be reached. From outside it looks like Remote Desktop that hangs up.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "An internal error has occurred", codes: &[] },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_CONNECT_TRANSPORT_FAILED",
            codes: &["0x2000D", "xfreerdp exit 147"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "Proxy or balancer: health checks failing, \"no server available\", connection refused or timed out towards the host.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect to the host directly if you may.",
            command: None,
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Look at the health list of the balancer and at the route and port from it to the host.",
            command: None,
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Start or repair the host behind it.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &["network/not-rdp"],
    trust: Trust::Unverified,
    references: &[],
};

fn detect(facts: &Facts) -> Option<Match> {
    let network = facts.network.known()?;
    let cut = matches!(network.listener.known()?, Listener::Closed | Listener::Reset);
    if let Listener::OtherProtocol { first_bytes, .. } = network.listener.known()? {
        // "HTTP/1.x 502", "HTTP/1.x 503", "HTTP/1.x 504".
        let says = GATEWAY_ERRORS.iter().any(|code| first_bytes.get(18..24) == Some(code));
        return says
            .then(|| Match::likely("/network/listener", "a proxy answered that the host behind it is gone"));
    }
    let unasked =
        network.silent_trial.known().filter(|trial| matches!(trial, Listener::Closed | Listener::Reset));
    if !cut || network.accepted()?.took.0 > PAUSE.0 / 2 {
        return None;
    }
    let waited = *network.cut_after.known()?;
    // A proxy that looks for its host in vain takes its time; a listener hangs up at once.
    if waited >= PAUSE {
        let says = format!("the connection was accepted at once and cut {waited} later");
        return Some(Match::likely("/network/cut_after", says));
    }
    unasked.map(|_| {
        Match::possible("/network/silent_trial", "a connection on which nothing is sent is cut as well")
    })
}

/// From here on the pause is a proxy's.
const PAUSE: Millis = Millis(1000);
/// 502, 503 and 504, as hexadecimal text.
const GATEWAY_ERRORS: [&str; 3] = ["353032", "353033", "353034"];

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    fn cut(after: u32, unasked: Listener) -> Facts {
        let mut facts = testing::stopped_at_listener(Listener::Closed);
        let network = facts.network.known_mut().unwrap();
        network.cut_after = Fact::Known(Millis(after));
        network.silent_trial = Fact::Known(unasked);
        facts
    }

    #[test]
    fn cut_after_a_while() {
        expect![[r"
            likely, blocks
            /network/cut_after: the connection was accepted at once and cut 3.0 s later
        "]]
        .assert_eq(&testing::found(&CAUSE, &cut(3010, Listener::Silent)));
    }

    #[test]
    fn cut_at_once_whatever_is_sent() {
        expect![[r"
            possible, blocks
            /network/silent_trial: a connection on which nothing is sent is cut as well
        "]]
        .assert_eq(&testing::found(&CAUSE, &cut(2, Listener::Closed)));
    }

    #[test]
    fn an_error_page() {
        let facts = testing::stopped_at_listener(Listener::OtherProtocol {
            protocol: "HTTP".into(),
            first_bytes: "485454502f312e31203530332053657276696365".into(),
        });
        expect![[r"
            likely, blocks
            /network/listener: a proxy answered that the host behind it is gone
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_only_the_request_is_cut() {
        assert_eq!((CAUSE.detect)(&cut(2, Listener::Silent)), None);
    }
}
