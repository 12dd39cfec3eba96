//! The RD Gateway cannot be reached.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Handshake, Lookup};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The RD Gateway cannot be reached.
pub static CAUSE: Cause = Cause {
    id: "gateway/unreachable",
    aliases: &["gateway-unreachable"],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The RD Gateway cannot be reached",
    meaning: "The connection goes through a gateway, and its address is wrong or it does not answer on port 443. The computer behind it has not been asked yet.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Your computer can't connect to the remote computer because the Remote Desktop Gateway server address is unreachable or incorrect.",
            codes: &["50331660", "0x300000C"],
        },
        SeenAs {
            client: "mstsc",
            message: "An error occurred while sending data to (or receiving data from) the Remote Desktop Gateway server.",
            codes: &["50331657", "0x3000009", "50331658", "0x300000A"],
        },
        SeenAs {
            client: "mstsc",
            message: "The Remote Desktop Gateway server is temporarily unavailable",
            codes: &["50331661", "0x300000D"],
        },
    ],
    told_by: &[ToldBy::File],
    signs: &[
        "Gateway: log TerminalServices-Gateway/Operational shows nothing from this client; service TSGateway stopped.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Check gatewayhostname in the connection file and your web proxy (the computer's own, and yours).",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "netsh winhttp show proxy; Get-ItemProperty 'HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings' | fl ProxyEnable,ProxyServer,AutoConfigURL",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Check gateway name, certificate binding, service and port 443.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-Service TSGateway; Test-NetConnection <gateway> -Port 443",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "FreeRDP/FreeRDP include/freerdp/error.h",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let gateway = facts.gateway.known()?;
    let host = &gateway.host;
    if let Some(name) = gateway.name.known() {
        match name.lookup {
            Lookup::Found { .. } | Lookup::Address => {}
            _ => {
                return Some(Match::certain(
                    "/gateway/name/lookup",
                    format!("the gateway's name {host} leads to no address"),
                ));
            }
        }
    }
    let network = gateway.network.known()?;
    if network.accepted().is_none() {
        return Some(Match::certain(
            "/gateway/network/attempts",
            format!("{host} takes no connection on port {}", gateway.port),
        ));
    }
    let tls = gateway.tls.known()?;
    (tls.handshake != Handshake::Completed)
        .then(|| Match::likely("/gateway/tls/handshake", format!("{host} does not complete a TLS handshake")))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Connect, Fact, Gateway};

    #[test]
    fn its_port_refuses() {
        let facts = {
            let mut facts = testing::healthy();
            facts.target.through = crate::Stage::Nla;
            let tls = facts.tls.clone();
            let network = facts.network.clone();
            facts.name = Fact::not_asked();
            facts.network = Fact::not_asked();
            {
                let fact = &mut facts.negotiation;
                *fact = Fact::not_reached();
            }
            facts.tls = Fact::not_reached();
            facts.nla = Fact::not_reached();
            facts.logon = Fact::not_reached();
            let mut gateway =
                Gateway { host: "gw.corp.example".into(), port: 443, name: Fact::not_asked(), network, tls };
            gateway.network.known_mut().unwrap().attempts[0].connect = Connect::Refused;
            facts.gateway = Fact::Known(gateway);
            facts
        };
        expect![[r"
            certain, blocks
            /gateway/network/attempts: gw.corp.example takes no connection on port 443
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
