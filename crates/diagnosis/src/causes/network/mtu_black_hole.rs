//! Large packets vanish on the way.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;

use crate::facts::{Facts, Handshake};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Large packets vanish on the way.
pub static CAUSE: Cause = Cause {
    id: "network/mtu-black-hole",
    aliases: &["mtu-blackhole-vpn"],
    stage: Stage::Network,
    stops_at: &[Stage::Tls],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Large packets get lost on the way",
    meaning: "Small packets pass, large ones vanish without notice, usually inside a VPN. The connection therefore opens and then stalls when the host sends its certificate or the first picture.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "Stays at \"Securing remote connection\"", codes: &[] },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_CONNECT_TRANSPORT_FAILED",
            codes: &["0x2000D", "xfreerdp exit 147"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "Client (not host): without a way to the internet Windows waits for its list of root certificates, and shows the same screen.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Find the largest size that passes: lower the number until answers come (on Windows).",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "ping -f -l 1372 <host>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "The same on Linux; on macOS it is ping -c 4 -D -s 1372.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "ping -c 4 -M do -s 1372 <host>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Disrupts,
            text: "Lower the MTU of the VPN interface as a test; a restart undoes it.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "netsh interface ipv4 set subinterface \"<vpn>\" mtu=1350 store=active",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Clamp the TCP segment size on the VPN or router.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Block all ICMP \"for security\"",
        why: "this is what turns a small MTU into a black hole",
        instead: "allow fragmentation-needed and packet-too-big messages",
    }],
    behind: &[],
    explains: &["tls/stalled"],
    trust: Trust::Unverified,
    references: &[
        "https://irohastack.com/?p=12550",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdc-stuck-on-src-screen.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let network = facts.network.known()?;
    let stalled = facts.tls.known()?.handshake == Handshake::Stalled;
    (stalled && *network.way.small_segments.known()?).then(|| {
        Match::certain(
            "/network/way/small_segments",
            "the same handshake stood when both sides sent small packets",
        )
        .and("/tls/handshake", "in packets of the usual size it never came to an end")
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    fn stalled(small: bool) -> Facts {
        let mut facts = testing::stopped_at_tls(Handshake::Stalled);
        facts.network.known_mut().unwrap().way.small_segments = Fact::Known(small);
        facts
    }

    #[test]
    fn small_packets_pass() {
        expect![[r"
            certain, blocks
            /network/way/small_segments: the same handshake stood when both sides sent small packets
            /tls/handshake: in packets of the usual size it never came to an end
        "]]
        .assert_eq(&testing::found(&CAUSE, &stalled(true)));
    }

    #[test]
    fn silent_when_small_packets_stall_as_well() {
        assert_eq!((CAUSE.detect)(&stalled(false)), None);
    }
}
