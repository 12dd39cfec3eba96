//! The line is very slow to answer.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Handshake, Millis};
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The line is very slow to answer.
pub static CAUSE: Cause = Cause {
    id: "network/high-latency",
    aliases: &["poor-link-loss-latency"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Common,
    title: "The line is very slow to answer",
    meaning: "Every exchange with the host takes long. Sign-in consists of many exchanges, so it drags or runs into a time limit, and the session feels sluggish.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The two computers couldn't connect in the amount of time allotted",
            codes: &["264", "0x108"],
        },
        SeenAs { client: "mstsc", message: "The connection is very slow", codes: &[] },
    ],
    told_by: &[ToldBy::Outside],
    signs: &["RdpCoreTS 135 and 137 record latency and bandwidth; 142 and 143 when the connection breaks."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use another network or VPN exit; close downloads.",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Choose a low-bandwidth experience. In the .rdp file: connection type:i:2, networkautodetect:i:0.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Place a gateway or host nearer to the people; keep UDP transport available.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "https://en.ittrip.xyz/windows/rdp/rdp-disconnect-winsrv2022",
        "libyal/winevt-kb docs/sources/eventlog-providers/Provider-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    // TCP's own measure, where the system tells it. A proxy near us may hide a longer line.
    let measured = facts.network.known()?.way.transport.known().filter(|seen| seen.round_trip >= SLOW);
    if let Some(seen) = measured {
        let says = format!("one round trip takes {}", seen.round_trip);
        return Some(Match::certain("/network/way/transport", says));
    }
    // An answer that had to be sent twice says nothing of the line's length.
    if facts.network.known()?.way.loses_packets() {
        return None;
    }
    let negotiation = facts.negotiation.known()?.path.took;
    let tls = facts.tls.known()?;
    // Both are at least one round trip; the quicker one is closest to the line itself.
    let round_trip =
        if tls.handshake == Handshake::Completed { negotiation.min(tls.took) } else { negotiation };
    (round_trip >= SLOW).then(|| {
        Match::likely("/negotiation/path/took", format!("one question and its answer take {round_trip}"))
    })
}

/// From here on typing and the pointer feel detached.
const SLOW: Millis = Millis(250);

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, Transport};

    #[test]
    fn tcp_measured_it() {
        let mut facts = testing::healthy();
        let transport = Transport { round_trip: Millis(301), repeated: 0, segment: 1448 };
        facts.network.known_mut().unwrap().way.transport = Fact::Known(transport);
        expect![[r"
            certain, hinders
            /network/way/transport: one round trip takes 301 ms
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn half_a_second_there_and_back() {
        let facts = {
            let mut facts = testing::healthy();
            facts.negotiation.known_mut().unwrap().path.took = Millis(510);
            facts.tls.known_mut().unwrap().took = Millis(520);
            facts
        };
        expect![[r"
            likely, hinders
            /negotiation/path/took: one question and its answer take 510 ms
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_only_the_first_answer_was_slow() {
        let facts = {
            let mut facts = testing::healthy();
            facts.negotiation.known_mut().unwrap().path.took = Millis(900);
            facts
        };
        assert_eq!((CAUSE.detect)(&facts), None);
    }
}
