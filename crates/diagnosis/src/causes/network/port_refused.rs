//! The computer is there but Remote Desktop is not listening.

use crate::cause::{Behind, Cause, Certainty, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Connect, Facts};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The computer is there but Remote Desktop is not listening.
pub static CAUSE: Cause = Cause {
    id: "network/port-refused",
    aliases: &["tcp-refused-no-listener"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "The computer is there but Remote Desktop is not listening",
    meaning: "Something answered at once and refused: normally the computer itself, which is then on and reachable, but Remote Desktop is not listening on this port. Sometimes a firewall refuses in its place.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Outside],
    signs: &["qwinsta shows no rdp-tcp in state Listen; TermService stopped; fEnableWinStation = 0."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Ask whether Remote Desktop is on at that computer and on which port; if it is not 3389, connect to name:port.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Find out which of these it is: service, switch, listener, port.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "qwinsta; Get-Service TermService; Get-NetTCPConnection -State Listen -LocalPort 3389",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Turn Remote Desktop on with NLA, start the service, and enable its firewall rules. Get-NetConnectionProfile tells whether the rules' profiles are the one in force.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server' fDenyTSConnections 0; Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' UserAuthentication 1; Start-Service TermService; Set-NetFirewallRule -Name RemoteDesktop-UserMode-In-TCP,RemoteDesktop-UserMode-In-UDP -Enabled True",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Switch the listener on again. Needs a console or another way in.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' fEnableWinStation 1; Restart-Service TermService -Force",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[
        Behind {
            what: "Remote Desktop is switched off on the host",
            tell: "Settings, System, Remote Desktop; or fDenyTSConnections in the registry",
        },
        Behind { what: "its service is stopped or disabled", tell: "Get-Service TermService on the host" },
        Behind { what: "it listens on another port", tell: "Get-NetTCPConnection -State Listen on the host" },
        Behind { what: "a firewall answers for the host with a refusal", tell: "the firewall's own log" },
        Behind {
            what: "the host runs a Windows Home edition, which has no Remote Desktop host",
            tell: "winver on the host",
        },
    ],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let found =
        seen::unreached(facts, Connect::Refused, Certainty::Certain, "refused the connection at once")?;
    // Where someone else may have refused, the host said less.
    let way = &facts.network.known()?.way;
    if way.icmp.known().is_some_and(|icmp| icmp.prohibits()) {
        return None;
    }
    let to = network_address(facts)?;
    let asked_who = way.reset.known().is_some() || to.is_loopback();
    let other = way.icmp.known().is_some() || way.reset.known().is_some_and(|reset| reset.nearer);
    Some(match (other, asked_who) {
        (true, _) => seen::possible(found),
        (false, true) => found,
        // Whether it was the host that refused could not be looked into.
        (false, false) => seen::likely(found),
    })
}

fn network_address(facts: &Facts) -> Option<std::net::IpAddr> {
    Some(facts.network.known()?.telling()?.to.ip())
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, Reset};

    #[test]
    fn perhaps_someone_nearer_refused() {
        let mut facts = testing::stopped_at_connect(Connect::Refused);
        facts.network.known_mut().unwrap().way.reset = Fact::Known(Reset { host_hops: 2, nearer: true });
        expect![[r"
            possible, blocks
            /network/attempts: 10.1.2.3:3389 refused the connection at once
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn the_port_refuses() {
        let facts = testing::stopped_at_connect(Connect::Refused);
        expect![[r"
            likely, blocks
            /network/attempts: 10.1.2.3:3389 refused the connection at once
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
