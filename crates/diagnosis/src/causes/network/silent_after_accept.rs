//! The connection opens but nobody answers.

use crate::cause::{Behind, Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Listener};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The connection opens but nobody answers.
pub static CAUSE: Cause = Cause {
    id: "network/silent-after-accept",
    aliases: &[],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The connection opens but nobody answers",
    meaning: "Something accepts the connection and then says nothing. The service hangs, the host is overloaded or still starting, or a device in between answers on the host's behalf and swallows the data.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "This computer can't connect to the remote computer. Try connecting again.",
            codes: &["1796", "0x704"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_CONNECT_TRANSPORT_FAILED",
            codes: &["0x2000D", "0x2001C", "xfreerdp exit 147"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "TermService running but hung; RemoteConnectionManager 261 missing; memory, handle or disk shortage.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Wait and try again; try another client or network to rule out a device in between.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See whether the service and the machine are healthy.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-Service TermService,UmRdpService,SessionEnv; qwinsta",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Restart Remote Desktop Services when nobody works on it (all sessions lose their connection). Needs a console or another way in.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Restart-Service TermService -Force",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Restart the host.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "shutdown /r /t 60",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[
        Behind {
            what: "the Remote Desktop service hangs or is overloaded",
            tell: "restart it, or the host; see its processor and memory",
        },
        Behind {
            what: "something on the way accepts for every address",
            tell: "does an address nobody uses accept, too?",
        },
    ],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    (facts.network.known()?.listener.known()? == &Listener::Silent).then(|| {
        Match::certain("/network/listener", "the port accepted the connection, and then nothing came")
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn accepted_and_silent() {
        let facts = testing::stopped_at_listener(Listener::Silent);
        expect![[r"
            certain, blocks
            /network/listener: the port accepted the connection, and then nothing came
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
