//! Something else answers on this port.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Listener};
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// Something else answers on this port.
pub static CAUSE: Cause = Cause {
    id: "network/not-rdp",
    aliases: &["not-an-rdp-server"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Something else answers on this port",
    meaning: "The port is open, but the program behind it does not speak Remote Desktop. It may be SSH, a web server, VNC or plain TLS, so the address or port is wrong, or a device in between answers.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Because of a protocol error, this session will be disconnected",
            codes: &["4356", "0x1104"],
        },
        SeenAs {
            client: "freerdp",
            message: "Protocol Security Negotiation Failure",
            codes: &["0x2000C", "xfreerdp exit 133"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Ask for the right address and port; what answers here is another service.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Put Remote Desktop and the other service on different ports, or correct the forward.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &["network/reset-on-rdp", "network/closed-after-accept", "network/backend-down"],
    trust: Trust::Unverified,
    references: &[],
};

fn detect(facts: &Facts) -> Option<Match> {
    let network = facts.network.known()?;
    if let (Listener::Closed | Listener::Reset, Some(Listener::OtherProtocol { protocol, .. })) =
        (network.listener.known()?, network.way.greeting.known())
    {
        return Some(
            Match::certain("/network/way/greeting", format!("it answers a TLS greeting: {protocol}"))
                .and("/network/listener", "it cut the connection when the Remote Desktop request came"),
        );
    }
    match network.listener.known()? {
        Listener::OtherProtocol { protocol, .. } => Some(Match::certain(
            "/network/listener",
            format!("what answers there is {protocol}, not Remote Desktop"),
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn it_cuts_our_request_and_answers_tls() {
        let mut facts = testing::stopped_at_listener(Listener::Closed);
        facts.network.known_mut().unwrap().way.greeting = Fact::Known(Listener::OtherProtocol {
            protocol: "a TLS service such as HTTPS".into(),
            first_bytes: String::new(),
        });
        expect![[r"
            certain, blocks
            /network/way/greeting: it answers a TLS greeting: a TLS service such as HTTPS
            /network/listener: it cut the connection when the Remote Desktop request came
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn ssh_answers() {
        let facts = testing::stopped_at_listener(Listener::OtherProtocol {
            protocol: "SSH".into(),
            first_bytes: "5353482d".into(),
        });
        expect![[r"
            certain, blocks
            /network/listener: what answers there is SSH, not Remote Desktop
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
