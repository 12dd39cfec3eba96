//! The computer is switched off or not on the network.

use crate::cause::{Behind, Cause, Certainty, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Connect, Facts};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The computer is switched off or not on the network.
pub static CAUSE: Cause = Cause {
    id: "network/host-down",
    aliases: &["host-offline"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "The computer is switched off or not on the network",
    meaning: "Nothing at this address answers at all. The computer is off, has crashed, lost its network connection or has moved to another address.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Outside],
    signs: &["Not reachable; look at the console, hypervisor or power state."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Check that your network works: gateway, another host of the same network, another port.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Test-NetConnection <host> -Port 445",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Send a wake-on-LAN packet if the host is set up for it.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Switch it on, wake it, or look at its console; read why it went down.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Keep it from sleeping.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "powercfg /change standby-timeout-ac 0",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[
        Behind {
            what: "a firewall answers for the host with \"host prohibited\"",
            tell: "its log; or the ICMP message itself, seen by a packet capture",
        },
        Behind {
            what: "the host is off, asleep or unplugged",
            tell: "ask someone near it, or its cloud console",
        },
    ],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/troubleshoot-remote-desktop-disconnected-errors.md",
        "https://windowsreport.com/remote-desktop-you-cannot-proceed-because-authentication-is-required/",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let network = facts.network.known()?;
    if network.way.icmp.known().is_some_and(|icmp| icmp.prohibits()) {
        return None;
    }
    if let Some(found) = seen::unreached(
        facts,
        Connect::HostUnreachable,
        Certainty::Likely,
        "can't be reached, says the network",
    ) {
        return Some(match network.way.icmp.known() {
            Some(icmp) => {
                found.and("/network/way/icmp", format!("{} answered \"{}\"", icmp.from, icmp.words()))
            }
            None => found,
        });
    }
    // Silence on every side has no author.
    network.way.nobody_answers(network.telling()?.to.ip()).then_some(())?;
    let found =
        seen::unreached(facts, Connect::TimedOut, Certainty::Possible, "did not answer within the time")?;
    Some(
        Match { certainty: Certainty::Possible, ..found }.and(
            "/network/way/echo",
            "ping and port 443 of the same address stayed without an answer as well",
        ),
    )
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Echo, Fact};

    #[test]
    fn nothing_of_it_answers() {
        let mut facts = testing::stopped_at_connect(Connect::TimedOut);
        let way = &mut facts.network.known_mut().unwrap().way;
        way.echo = Fact::Known(Echo { sent: 2, answered: 0, hops_left: None, error: None });
        way.https = Fact::Known(Connect::TimedOut);
        way.at = Some("10.1.2.3".parse().unwrap());
        expect![[r"
            possible, blocks
            /network/attempts: 10.1.2.3:3389 did not answer within the time
            /network/way/echo: ping and port 443 of the same address stayed without an answer as well
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_it_answers_ping() {
        let mut facts = testing::stopped_at_connect(Connect::TimedOut);
        let way = &mut facts.network.known_mut().unwrap().way;
        way.echo = Fact::Known(Echo { sent: 2, answered: 2, hops_left: None, error: None });
        way.https = Fact::Known(Connect::TimedOut);
        way.at = Some("10.1.2.3".parse().unwrap());
        assert_eq!((CAUSE.detect)(&facts), None);
    }

    #[test]
    fn nothing_answers_on_the_link() {
        let facts = testing::stopped_at_connect(Connect::HostUnreachable);
        expect![[r"
            likely, blocks
            /network/attempts: 10.1.2.3:3389 can't be reached, says the network
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
