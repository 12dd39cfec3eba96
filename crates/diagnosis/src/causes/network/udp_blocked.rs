//! The UDP channel is blocked.

use crate::cause::{Behind, Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;

use crate::facts::{Facts, Listener, Udp};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The UDP channel is blocked.
pub static CAUSE: Cause = Cause {
    id: "network/udp-blocked",
    aliases: &[],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Occasional,
    title: "The fast UDP channel is blocked",
    meaning: "Remote Desktop can use UDP beside TCP for a smoother picture. UDP does not get through here, so the session runs over TCP alone. That is slower but safe.",
    seen_as: &[SeenAs { client: "mstsc", message: "The connection information shows no UDP", codes: &[] }],
    told_by: &[ToldBy::Outside, ToldBy::Inside],
    signs: &[
        "RdpCoreTS 136 (multi-transport could not be established, TCP is used); firewall rule RemoteDesktop-UserMode-In-UDP disabled; policy SelectTransport restricts to TCP.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Nothing is needed; TCP alone works.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Enable the UDP rule; its profiles and source addresses stay as they are. Get-NetConnectionProfile tells whether it applies.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-NetFirewallRule -Name RemoteDesktop-UserMode-In-UDP -Enabled True",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[Behind {
        what: "the host offers no UDP, and its firewall drops what it does not know",
        tell: "on the host: Get-NetUDPEndpoint -LocalPort 3389",
    }],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "libyal/winevt-kb docs/sources/eventlog-providers/Provider-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let network = facts.network.known()?;
    if network.listener.known()? != &Listener::AnswersRdp {
        return None;
    }
    match network.way.udp.known()? {
        Udp::Rejected(icmp) if icmp.prohibits() => {
            let says =
                format!("{} answered \"{}\" to the UDP channel's first packet", icmp.from, icmp.words());
            Some(Match::certain("/network/way/udp", says))
        }
        // A host without a UDP listener says so; a firewall says nothing.
        Udp::Silent { waited } if network.way.transport.known().is_none_or(|seen| seen.repeated == 0) => {
            let says = format!("the UDP channel's first packet stayed without any answer for {waited}");
            Some(Match::possible("/network/way/udp", says))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, Icmp, Millis};

    fn facts(udp: Udp) -> Facts {
        let mut facts = testing::healthy();
        facts.network.known_mut().unwrap().way.udp = Fact::Known(udp);
        facts
    }

    #[test]
    fn no_answer_at_all() {
        expect![[r"
            possible, hinders
            /network/way/udp: the UDP channel's first packet stayed without any answer for 120 ms
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts(Udp::Silent { waited: Millis(120) })));
    }

    #[test]
    fn a_router_prohibits_it() {
        let icmp = Icmp { from: "10.1.1.1".parse().unwrap(), code: 13 };
        expect![[r#"
            certain, hinders
            /network/way/udp: 10.1.1.1 answered "administratively prohibited" to the UDP channel's first packet
        "#]].assert_eq(&testing::found(&CAUSE, &facts(Udp::Rejected(icmp))));
    }

    #[test]
    fn silent_when_the_host_has_no_udp_listener() {
        let icmp = Icmp { from: "10.1.2.3".parse().unwrap(), code: 3 };
        assert_eq!((CAUSE.detect)(&facts(Udp::Rejected(icmp))), None);
    }
}
