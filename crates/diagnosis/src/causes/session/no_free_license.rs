//! No free licence is left for you.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// No free licence is left for you.
pub static CAUSE: Cause = Cause {
    id: "session/no-free-license",
    aliases: &["no-cal-available"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "No free licence is left for you",
    meaning: "The licence server answers, but it has no licence of the needed kind to give. All are in use, or it counts devices where users are meant, or the other way round.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The remote session was disconnected because there are no Remote Desktop client access licenses available for this computer.",
            codes: &["extended 0x102"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRINFO_LICENSE_NO_LICENSE",
            codes: &["0x10102", "xfreerdp exit 18"],
        },
    ],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &["Licence server events 21, 22."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See server and mode (2 per device, 4 per user); activate or add licences, or correct the mode. In a workgroup only licences per device work.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services' | fl LicenseServers,LicensingMode",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Where a connection broker manages the host, see them there.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Get-RDLicenseConfiguration -ConnectionBroker <broker>",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "https://technet.microsoft.com/en-us/library/ee890953(v=ws.10).aspx",
        "https://learn.microsoft.com/en-us/windows/win32/termserv/extendeddisconnectreasoncode",
        "FreeRDP/FreeRDP include/freerdp/error.h",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/cannot-connect-rds-no-license-server.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::error_info(facts, &[0x102])
        .or_else(|| seen::license(facts, &[2]))
        .or_else(|| seen::status(facts, &[0xC00A_0034]))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0x102() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0x102);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_LICENSE_NO_LICENSE (0x102)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn the_licensing_message_says_so() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.license_error = Fact::Known(2);
        });
        expect![[r"
            certain, blocks
            /session/license_error: the licensing message carries the error 2
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
