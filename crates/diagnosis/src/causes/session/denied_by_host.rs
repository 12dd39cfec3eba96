//! The connection was denied, and no precise reason was given.

use crate::cause::{Behind, Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The connection was denied, and no precise reason was given.
pub static CAUSE: Cause = Cause {
    id: "session/denied-by-host",
    aliases: &["server-denied-0x7"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The connection was denied without a precise reason",
    meaning: "The connection was denied, and the code with it (7) gives no precise reason. An expired or broken certificate of the host is the first thing to look at. Session limits, drain mode and security software are others, and a program that is not Windows may answer like this too.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Error code: 0x904, extended error code: 0x7",
            codes: &["2308", "0x904", "extended 0x7"],
        },
        SeenAs {
            client: "windows-app",
            message: "Error code: 0x904, extended error code: 0x7",
            codes: &["0x904", "extended 0x7"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRINFO_SERVER_DENIED_CONNECTION",
            codes: &["0x10007", "xfreerdp exit 7"],
        },
        SeenAs { client: "guacamole", message: "Server refused connection.", codes: &["0x0208"] },
    ],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &[
        "Look for 1057, 1058 and 36870 (certificate or key), RdpCoreTS 226 and 227, drain mode and session limits.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::HostAdmin,
        risk: Risk::Harmless,
        text: "Go through certificate, limits and drain mode in this order.",
        command: Some(Command {
            shell: Shell::AdminPowerShell,
            line: "Get-WinEvent -FilterHashtable @{LogName='System';Id=1057,1058,36870} -MaxEvents 10; quser; change logon /query",
            trust: Trust::Unverified,
        }),
    }],
    changes: &[],
    do_not: &[DoNot {
        advice: "Turn NLA off, as blogs say",
        why: "does not touch any of the reasons",
        instead: "read the host's events",
    }],
    behind: &[
        Behind {
            what: "the host takes no new sign-ins at the moment (drain mode)",
            tell: "change logon /query on the host",
        },
        Behind { what: "the number of connections is limited", tell: "MaxInstanceCount on the host" },
        Behind { what: "this edition of Windows takes no connections", tell: "winver on the host" },
    ],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "https://learn.microsoft.com/en-us/windows/win32/termserv/extendeddisconnectreasoncode",
        "apache/guacamole-server src/protocols/rdp/error.c",
        "FreeRDP/FreeRDP include/freerdp/error.h",
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-rdp-internal-error.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::error_info(facts, &[0x7])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0x7() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0x7);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_SERVER_DENIED_CONNECTION (0x7)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
