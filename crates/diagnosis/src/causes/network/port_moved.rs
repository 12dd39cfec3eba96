//! Remote Desktop listens on another port.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Remote Desktop listens on another port.
pub static CAUSE: Cause = Cause {
    id: "network/port-moved",
    aliases: &["port-changed"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "Remote Desktop listens on another port",
    meaning: "The host's Remote Desktop was moved away from port 3389. On the usual port nothing answers, or something else does.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &["RDP-Tcp\\PortNumber is not 3389."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Add the port to the address.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "mstsc /v:<host>:<moved-port>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Read the port.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "(Get-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp').PortNumber",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Open that port in the firewall for the networks that need it (TCP is enough); the ready-made rules stay with 3389.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "New-NetFirewallRule -DisplayName 'Remote Desktop, moved' -Direction Inbound -Protocol TCP -LocalPort <moved-port> -RemoteAddress <client-net>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Or move it back and restart the service. Needs a console or another way in.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' PortNumber 3389; Restart-Service TermService -Force",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "On a Linux host, see which port xrdp is set to; put it back, or let the new one through the firewall.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "grep -n \"^port\" /etc/xrdp/xrdp.ini",
                trust: Trust::Cited,
            }),
        },
    ],
    changes: &[&change::DEFAULT_PORT],
    do_not: &[DoNot {
        advice: "Move the port as a protection",
        why: "scanners find it on any port; it only causes confusion",
        instead: "VPN, gateway or source limits",
    }],
    behind: &[],
    explains: &["network/port-refused"],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
    ],
};

/// Where clients look for it.
const USUAL: u32 = 3389;

fn inside(facts: &Facts) -> Option<Match> {
    let inside = facts.inside.known()?;
    let port = inside.access.port.known()?.filter(|&port| port != USUAL)?;
    if !facts.is_inside_only() && u32::from(facts.target.port) == port {
        return None;
    }
    let found = Match::certain("/inside/access/port", format!("Remote Desktop is set to port {port}"));
    Some(seen_inside::hinders_some(facts, found))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_another_port() {
        let facts = testing::spoilt(|inside| inside.access.port = Fact::Known(Some(3390)));
        expect![[r"
            certain, hinders
            /inside/access/port: Remote Desktop is set to port 3390
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
