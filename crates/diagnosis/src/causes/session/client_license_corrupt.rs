//! The licence stored on your computer is damaged.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The licence stored on your computer is damaged.
pub static CAUSE: Cause = Cause {
    id: "session/client-license-corrupt",
    aliases: &["client-license-corrupt"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The licence stored on your computer is damaged",
    meaning: "Your computer keeps a Remote Desktop licence from an earlier connection. It is damaged, belongs to other hardware or cannot be written.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The remote computer disconnected the session because of an error in the licensing protocol.",
            codes: &["2056", "0x808"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRINFO_LICENSE_HWID_DOESNT_MATCH_LICENSE and others",
            codes: &["0x10104"],
        },
    ],
    told_by: &[ToldBy::Session],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Disrupts,
            text: "Save the stored licence to your own folder, and delete it.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg export HKLM\\SOFTWARE\\Microsoft\\MSLicensing \"$HOME\\mslicensing.reg\"; if ($LASTEXITCODE -eq 0) { reg delete HKLM\\SOFTWARE\\Microsoft\\MSLicensing /f }",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Then start mstsc once as administrator so that it can store a new one.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-ondisconnected",
        "https://learn.microsoft.com/en-us/windows/win32/termserv/extendeddisconnectreasoncode",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/troubleshoot-remote-desktop-disconnected-errors.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::error_info(facts, &[0x105, 0x103, 0x104, 0x106, 0x107, 0x108, 0x109])
        .or_else(|| seen::license(facts, &[3, 4, 8, 11, 12]))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0x105() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0x105);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_LICENSE_BAD_CLIENT_LICENSE (0x105)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn the_licensing_message_says_so() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.license_error = Fact::Known(3);
        });
        expect![[r"
            certain, blocks
            /session/license_error: the licensing message carries the error 3
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
