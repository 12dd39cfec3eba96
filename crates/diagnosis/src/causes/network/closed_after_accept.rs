//! The connection opens and is closed at once.

use crate::cause::{Behind, Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Connect, Facts, Listener};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The connection opens and is closed at once.
pub static CAUSE: Cause = Cause {
    id: "network/closed-after-accept",
    aliases: &[],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The connection opens and is closed at once",
    meaning: "Something accepts the connection and hangs up before a single byte is exchanged. Usually a forwarder, ban list or full service stands in front of, or instead of, Remote Desktop.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "An internal error has occurred", codes: &[] },
        SeenAs {
            client: "mstsc",
            message: "The connection was lost",
            codes: &["2308", "0x904", "1028", "0x404"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_CONNECT_TRANSPORT_FAILED",
            codes: &["0x2000D", "ERRCONNECT_CONNECT_TRANSPORT_FAILED", "xfreerdp exit 147"],
        },
        SeenAs {
            client: "guacamole",
            message: "Server refused connection (wrong security type?)",
            codes: &["0x0207"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "netstat shows who owns the port; RemoteConnectionManager 261 is missing when it is not TermService.",
        "gnome-remote-desktop drops connections above 5 per peer, 5 pending or 10 attempts per second.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Wait a minute and try once; try from another address.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See which process owns the port.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-NetTCPConnection -LocalPort 3389 -State Listen | % { Get-Process -Id $_.OwningProcess }",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Look at port proxy rules, ban lists (fail2ban, IPBan, RdpGuard) and connection limits.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "netsh interface portproxy show all",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[
        Behind {
            what: "the host has reached its limit of connections, or bans your address",
            tell: "the host's log; try from another address",
        },
        Behind {
            what: "a forwarder or proxy on the way has nobody behind it",
            tell: "the forwarder's own log",
        },
    ],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &["GNOME/gnome-remote-desktop src/grd-throttler.c"],
};

fn detect(facts: &Facts) -> Option<Match> {
    let network = facts.network.known()?;
    if matches!(network.failure(), Some((Connect::Reset, _))) {
        return Some(Match::certain(
            "/network/attempts",
            "it was reset in the moment in which it was accepted",
        ));
    }
    let cut = |listener: &Listener| matches!(listener, Listener::Closed | Listener::Reset);
    if !network.listener.known().is_some_and(cut) {
        return None;
    }
    match network.silent_trial.known() {
        // A proxy without its host does the same.
        Some(trial) if cut(trial) => Some(Match::likely(
            "/network/silent_trial",
            "it closes even if nothing is sent: it does so before it knows who we are",
        )),
        Some(_) => None,
        None => Some(Match::possible("/network/listener", "it accepted and then closed")),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn closed_even_in_silence() {
        let facts = {
            let mut facts = testing::stopped_at_listener(Listener::Closed);
            facts.network.known_mut().unwrap().silent_trial = Fact::Known(Listener::Closed);
            facts
        };
        expect![[r"
            likely, blocks
            /network/silent_trial: it closes even if nothing is sent: it does so before it knows who we are
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
