//! Something on the way silently drops the connection.

use crate::cause::{Behind, Cause, Certainty, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Connect, Facts};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Something on the way silently drops the connection.
pub static CAUSE: Cause = Cause {
    id: "network/port-filtered",
    aliases: &["connect-timeout-filtered"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "No answer from the Remote Desktop port",
    meaning: "Nothing came back. The computer may be off or asleep, the address may be wrong, or a firewall may throw the packets away. From here these look alike.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The two computers couldn't connect in the amount of time allotted.",
            codes: &["264", "0x108"],
        },
        SeenAs {
            client: "mstsc",
            message: "Remote Desktop can't connect to the remote computer for one of these reasons: 1) Remote access to the server is not enabled 2) The remote computer is turned off 3) The remote computer is not available on the network",
            codes: &["516", "0x204"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_CONNECT_FAILED",
            codes: &["0x20006", "ERRCONNECT_CONNECT_FAILED", "xfreerdp exit 141"],
        },
        SeenAs { client: "other", message: "Teleport: RDP connection failed (timed out)", codes: &[] },
    ],
    told_by: &[ToldBy::Outside],
    signs: &["Host may be perfectly well; look at firewall rules and profiles."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Try from another network, over the VPN or a gateway.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Test-NetConnection <host> -Port <port>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Check the rules and the profile in force.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-NetFirewallRule -Group '@FirewallAPI.dll,-28752' | Select Name,Enabled,Profile; Get-NetConnectionProfile",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Check cloud security groups and firewalls on the way.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Turn the firewall off",
        why: "removes all protection to solve one missing rule",
        instead: "enable the one Remote Desktop rule for the right profile and source",
    }],
    behind: &[
        Behind {
            what: "the computer is off, asleep or restarting",
            tell: "ask someone near it, or its management card or cloud console",
        },
        Behind {
            what: "the firewall on the host drops the connection",
            tell: "Get-NetFirewallRule -DisplayGroup on the host, group @FirewallAPI.dll,-28752",
        },
        Behind {
            what: "a firewall or cloud rule on the way drops it",
            tell: "try from a computer next to the host",
        },
        Behind {
            what: "the name leads to an address nobody uses",
            tell: "compare the address with the host's own",
        },
    ],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
        "gravitational/teleport#21561",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let network = facts.network.known()?;
    let found = seen::unreached(
        facts,
        Connect::TimedOut,
        Certainty::Likely,
        "did not answer at all within the time",
    )?;
    Some(match network.way.somebody_lives(network.telling()?.to.ip()) {
        Some(fact) => found.and(fact, "something at this address lives: it answers elsewhere"),
        None => found,
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Echo, Fact};

    #[test]
    fn the_host_answers_ping() {
        let mut facts = testing::stopped_at_connect(Connect::TimedOut);
        facts.network.known_mut().unwrap().way.echo =
            Fact::Known(Echo { sent: 2, answered: 1, hops_left: Some(60), error: None });
        facts.network.known_mut().unwrap().way.at = Some("10.1.2.3".parse().unwrap());
        expect![[r"
            likely, blocks
            /network/attempts: 10.1.2.3:3389 did not answer at all within the time
            /network/way/echo: something at this address lives: it answers elsewhere
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn no_answer() {
        let facts = testing::stopped_at_connect(Connect::TimedOut);
        expect![[r"
            likely, blocks
            /network/attempts: 10.1.2.3:3389 did not answer at all within the time
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
