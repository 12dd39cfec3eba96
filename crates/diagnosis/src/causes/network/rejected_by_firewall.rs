//! A firewall refuses the connection, and says so.

use crate::cause::{Behind, Cause, DoNot, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::seen;

use crate::facts::{Connect, Facts};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// A firewall refuses the connection, and says so.
pub static CAUSE: Cause = Cause {
    id: "network/rejected-by-firewall",
    aliases: &[],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "A firewall actively refuses the connection",
    meaning: "A device on the way, or the host's own firewall, answers that this connection is not allowed. That is not the same as Remote Desktop being off: the refusal comes from the firewall.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Outside],
    signs: &[
        "Linux host: nftables or iptables reject rule; Windows host: usually none, the refusal comes from the network.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect over the VPN or gateway the administrator provides.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Find the rule and allow the port from the needed addresses only.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo nft list ruleset | grep -n reject",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Linux host with firewalld: allow RDP in the right zone, limited to a source.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo firewall-cmd --permanent --add-rich-rule='rule family=ipv4 source address=<client-net> service name=rdp accept' && sudo firewall-cmd --reload",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Open the port to every address",
        why: "Remote Desktop on the open internet is found and attacked within hours",
        instead: "allow single networks, or use a VPN or gateway",
    }],
    behind: &[
        Behind {
            what: "a router or cluster forwards the port, and the computer behind it is off",
            tell: "its forwarding rules, and the computer they name",
        },
        Behind {
            what: "the host itself refuses, and its ping takes another way or counts otherwise",
            tell: "connect from a computer next to the host",
        },
    ],
    explains: &["network/no-route"],
    trust: Trust::Cited,
    references: &[
        "https://docs.rs/etherparse/latest/etherparse/icmpv4/constant.CODE_DST_UNREACH_FILTER_PROHIB.html",
        "RFC 792",
        "RFC 1812 section 5.2.7.1",
        "RFC 4443 section 3.1",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let network = facts.network.known()?;
    let telling = network.telling()?;
    let way = &network.way;
    if let Some(icmp) = way.icmp.known() {
        let says = format!("{} answered \"{}\" (ICMP code {})", icmp.from, icmp.words(), icmp.code);
        // Likely at most: anybody can write such a message.
        let found = Match::likely("/network/way/icmp", says);
        return if icmp.prohibits() {
            Some(found)
        } else if icmp.closes_port() {
            let why = "a closed TCP port answers with a reset; ICMP comes from what filters or forwards";
            Some(found.and("/network/attempts", why))
        } else {
            None
        };
    }
    let reset = way.reset.known().filter(|reset| reset.nearer);
    if let (Connect::Refused, Some(reset)) = (telling.connect, reset) {
        let away = hops(reset.host_hops);
        let says = format!("the refusal was made nearer than what else answers there, which is {away} away");
        return Some(Match::likely("/network/way/reset", says));
    }
    // A router that forwards the port to a computer that is off answers ping, too.
    let unreachable = matches!(telling.connect, Connect::HostUnreachable | Connect::NetworkUnreachable);
    let lives = way.somebody_lives(telling.to.ip()).filter(|_| unreachable)?;
    Some(Match::possible(
        lives,
        "the address answers elsewhere, and only this port is said to be unreachable",
    ))
}

fn hops(count: u8) -> String {
    if count == 1 { "one hop".to_owned() } else { format!("{count} hops") }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Echo, Fact, Icmp, Reset, Way};

    fn unreachable(change: impl FnOnce(&mut Way)) -> Facts {
        let mut facts = testing::stopped_at_connect(Connect::HostUnreachable);
        change(&mut facts.network.known_mut().unwrap().way);
        facts
    }

    #[test]
    fn a_router_prohibits_it() {
        let facts = unreachable(|way| {
            way.icmp = Fact::Known(Icmp { from: "10.1.1.1".parse().unwrap(), code: 13 });
        });
        expect![[r#"
            likely, blocks
            /network/way/icmp: 10.1.1.1 answered "administratively prohibited" (ICMP code 13)
        "#]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn icmp_where_a_reset_belongs() {
        let mut facts = testing::stopped_at_connect(Connect::Refused);
        facts.network.known_mut().unwrap().way.icmp =
            Fact::Known(Icmp { from: "10.1.2.3".parse().unwrap(), code: 3 });
        expect![[r#"
            likely, blocks
            /network/way/icmp: 10.1.2.3 answered "port unreachable" (ICMP code 3)
            /network/attempts: a closed TCP port answers with a reset; ICMP comes from what filters or forwards
        "#]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn a_reset_from_nearer_than_the_host() {
        let mut facts = testing::stopped_at_connect(Connect::Refused);
        let way = &mut facts.network.known_mut().unwrap().way;
        way.reset = Fact::Known(Reset { host_hops: 2, nearer: true });
        expect![[r"
            likely, blocks
            /network/way/reset: the refusal was made nearer than what else answers there, which is 2 hops away
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn the_host_answers_ping() {
        let facts = unreachable(|way| {
            way.echo = Fact::Known(Echo { sent: 1, answered: 1, hops_left: None, error: None });
            way.at = Some("10.1.2.3".parse().unwrap());
        });
        expect![[r"
            possible, blocks
            /network/way/echo: the address answers elsewhere, and only this port is said to be unreachable
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_the_refusal_is_as_far_away_as_the_host() {
        let mut facts = testing::stopped_at_connect(Connect::Refused);
        let way = &mut facts.network.known_mut().unwrap().way;
        way.reset = Fact::Known(Reset { host_hops: 2, nearer: false });
        assert_eq!((CAUSE.detect)(&facts), None);
    }

    #[test]
    fn silent_when_another_address_answers_ping() {
        let facts = unreachable(|way| {
            way.echo = Fact::Known(Echo { sent: 1, answered: 1, hops_left: None, error: None });
            way.at = Some("10.9.9.9".parse().unwrap());
        });
        assert_eq!((CAUSE.detect)(&facts), None);
    }

    #[test]
    fn silent_when_a_router_finds_nobody() {
        let facts = unreachable(|way| {
            way.icmp = Fact::Known(Icmp { from: "10.1.1.1".parse().unwrap(), code: 1 });
            way.echo = Fact::Known(Echo { sent: 1, answered: 1, hops_left: None, error: None });
            way.at = Some("10.1.2.3".parse().unwrap());
        });
        assert_eq!((CAUSE.detect)(&facts), None);
    }
}
