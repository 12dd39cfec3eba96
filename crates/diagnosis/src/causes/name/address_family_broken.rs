//! The first address tried does not work, another would.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Connect, Facts};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The first address tried does not work, another would.
pub static CAUSE: Cause = Cause {
    id: "name/address-family-broken",
    aliases: &["ipv6-or-multi-address"],
    stage: Stage::Name,
    stops_at: &[Stage::Network],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The first address tried does not work, another would",
    meaning: "The name has several addresses, for example one for IPv6 and one for IPv4. The client tries the dead one first and waits, or gives up, although another address answers.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The two computers couldn't connect in the amount of time allotted.",
        codes: &["264", "0x108"],
    }],
    told_by: &[ToldBy::Outside],
    signs: &["RDP-Tcp\\LanAdapter other than 0: the listener is bound to one network card only."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "See whether anything over IPv6 works here, as a page that tells (test-ipv6.com) does. If nothing does, use another network, a VPN, or the host's IPv4 address if it has one.",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Try each address by hand.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Test-NetConnection <address> -Port <port>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Remove the stale AAAA or A record.",
            command: None,
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Disrupts,
            text: "Let the listener use all network cards and restart the service. Needs a console or another way in.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' LanAdapter 0; Restart-Service TermService -Force",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Disable IPv6 on all machines",
        why: "Microsoft does not test Windows without it and it breaks other things",
        instead: "remove the dead record or repair the IPv6 route",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/networking/configure-ipv6-in-windows.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let network = facts.network.known()?;
    if let Some(found) = only_ipv6(facts) {
        return Some(found);
    }
    let good = network.accepted()?;
    let bad = network.attempts.iter().find(|attempt| {
        attempt.to.is_ipv4() != good.to.is_ipv4()
            && !matches!(attempt.connect, Connect::Accepted | Connect::NotTried | Connect::NoLocalRoute)
    })?;
    Some(
        Match::certain(
            "/network/attempts",
            format!("{} does not take the connection, {} does", bad.to, good.to),
        )
        .with_impact(Impact::Hinders),
    )
}

/// A name with IPv6 addresses alone, of which none answers: it may be the host, and it may be all of IPv6 here.
fn only_ipv6(facts: &Facts) -> Option<Match> {
    let network = facts.network.known()?;
    let silent = |connect| matches!(connect, Connect::TimedOut | Connect::NotTried);
    let all = network.attempts.iter().all(|attempt| attempt.to.is_ipv6() && silent(attempt.connect));
    (all && !network.attempts.is_empty() && !facts.target.is_address()).then(|| {
        let says =
            "the name has only IPv6 addresses, and none of them answers: does anything over IPv6 work here?";
        Match::possible("/network/attempts", says).with_impact(Impact::Blocks)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Attempt, Millis};

    #[test]
    fn the_first_address_refuses() {
        let facts = {
            let mut facts = testing::healthy();
            let network = facts.network.known_mut().unwrap();
            let bad = Attempt {
                to: "[2001:db8::3]:3389".parse().unwrap(),
                connect: Connect::Refused,
                took: Millis(1),
            };
            network.attempts.insert(0, bad);
            facts
        };
        expect![[r"
            certain, hinders
            /network/attempts: [2001:db8::3]:3389 does not take the connection, 10.1.2.3:3389 does
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_this_computer_has_no_ipv6() {
        let facts = {
            let mut facts = testing::healthy();
            let network = facts.network.known_mut().unwrap();
            let bad = Attempt {
                to: "[2001:db8::3]:3389".parse().unwrap(),
                connect: Connect::NoLocalRoute,
                took: Millis(1),
            };
            network.attempts.insert(0, bad);
            facts
        };
        assert_eq!((CAUSE.detect)(&facts), None);
    }
}
