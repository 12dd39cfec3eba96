//! Another program occupies the Remote Desktop port.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::inside::Listening;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Another program occupies the Remote Desktop port.
pub static CAUSE: Cause = Cause {
    id: "network/port-taken",
    aliases: &["port-taken-by-other-service"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Another program occupies the Remote Desktop port",
    meaning: "A different program on the host grabbed the port first. Remote Desktop could not start listening, and the other program answers in a language the client does not understand.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Because of a protocol error, this session will be disconnected",
            codes: &["4356", "0x1104"],
        },
        SeenAs {
            client: "freerdp",
            message: "Protocol Security Negotiation Failure",
            codes: &["0x2000C", "xfreerdp exit 133"],
        },
    ],
    told_by: &[ToldBy::Inside],
    signs: &[
        "The process that owns the port is not the one of TermService; RemoteConnectionManager 260 (listener failed) with a socket error of the 10000 series (10048: address in use).",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Find the owner.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "netstat -ano | findstr :3389",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Move the other program, then restart Remote Desktop Services. Needs a console or another way in.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Restart-Service TermService -Force",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On a Linux host, see which program has the port.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo ss -ltnp sport = :<port>",
                trust: Trust::Cited,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let listens = || match facts.inside.known()?.access.listening.known()? {
        Listening::Other(program) => {
            Some(Match::certain("/inside/access/listening", format!("“{program}” listens on the port")))
        }
        Listening::Nobody | Listening::RemoteDesktop => None,
    };
    listens()
        .or_else(|| seen_inside::line(facts, &[What::PortTaken], "the port was taken by another program"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_another_program() {
        let facts = testing::spoilt(|inside| {
            inside.access.listening = Fact::Known(Listening::Other("node.exe".into()));
        });
        expect![[r"
            certain, blocks
            /inside/access/listening: “node.exe” listens on the port
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
