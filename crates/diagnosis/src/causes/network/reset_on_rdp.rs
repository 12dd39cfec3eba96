//! The connection is cut as soon as Remote Desktop speaks.

use crate::cause::{Behind, Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Listener};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The connection is cut as soon as Remote Desktop speaks.
pub static CAUSE: Cause = Cause {
    id: "network/reset-on-rdp",
    aliases: &["tcp-reset-after-connect"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The connection is cut as soon as Remote Desktop speaks",
    meaning: "The connection opens, but it is reset the moment the first Remote Desktop bytes arrive. Either a security device or ban recognises the protocol and cuts it, or the host's service cannot use its certificate and key and gives up.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "An internal error has occurred", codes: &[] },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_CONNECT_TRANSPORT_FAILED",
            codes: &["0x2000D", "0x2000C", "xfreerdp exit 147", "xfreerdp exit 133"],
        },
        SeenAs {
            client: "freerdp",
            message: "Protocol Security Negotiation Failure",
            codes: &["0x2000D", "0x2000C", "xfreerdp exit 147", "xfreerdp exit 133"],
        },
        SeenAs {
            client: "guacamole",
            message: "Server refused connection (wrong security type?)",
            codes: &["0x0207"],
        },
    ],
    told_by: &[ToldBy::Outside, ToldBy::Inside],
    signs: &[
        "RemoteConnectionManager 261 is logged (request reached the host) or not (a device in between cut it).",
        "System log: TerminalServices-RemoteConnectionManager 1058, Schannel 36870; logs of the intrusion prevention.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Try from another network, or through the VPN.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Try from the host itself: if that works, the cut happens on the way.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "mstsc /v:127.0.0.2",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Check certificate and key of the listener and the Schannel events.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-WinEvent -FilterHashtable @{LogName='System';Id=1057,1058,36870,36872} -MaxEvents 20",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Look for an intrusion prevention or antivirus product, or another program bound to the port.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-NetTCPConnection -LocalPort 3389 -State Listen | % { Get-Process -Id $_.OwningProcess }",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[
        Behind {
            what: "a firewall that looks into packets forbids Remote Desktop",
            tell: "its log; try the same port from the host's own network",
        },
        Behind {
            what: "the listener is another program that does not know this request",
            tell: "Get-NetTCPConnection on the host, with the owning process",
        },
    ],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/internal-error-has-occurred-connecting-remote-machine.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
        "FreeRDP/FreeRDP#10804",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let network = facts.network.known()?;
    let cut = matches!(network.listener.known()?, Listener::Closed | Listener::Reset);
    if !cut {
        return None;
    }
    match network.silent_trial.known() {
        Some(Listener::Silent) => Some(
            Match::likely("/network/listener", "it cut the connection when the Remote Desktop request came")
                .and("/network/silent_trial", "a connection on which nothing is sent stays open"),
        ),
        Some(_) => None,
        None => Some(Match::possible("/network/listener", "it accepted and then cut the connection")),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn cut_as_soon_as_we_speak() {
        let facts = {
            let mut facts = testing::stopped_at_listener(Listener::Reset);
            facts.network.known_mut().unwrap().silent_trial = Fact::Known(Listener::Silent);
            facts
        };
        expect![[r"
            likely, blocks
            /network/listener: it cut the connection when the Remote Desktop request came
            /network/silent_trial: a connection on which nothing is sent stays open
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
