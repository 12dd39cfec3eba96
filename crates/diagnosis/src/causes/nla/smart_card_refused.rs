//! The domain refuses the smart card or Windows Hello sign-in.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The domain refuses the smart card or Windows Hello sign-in.
pub static CAUSE: Cause = Cause {
    id: "nla/smart-card-refused",
    aliases: &["smartcard-pkinit-failure"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The domain refuses the smart card or Windows Hello sign-in",
    meaning: "The card or Windows Hello certificate was read, but the domain controller does not accept it, or you do not trust the domain controller's own certificate. Expired, revoked, uncheckable or unmapped certificates are the usual reasons.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The smart card certificate used for authentication has been revoked",
            codes: &["0x80090351"],
        },
        SeenAs {
            client: "mstsc",
            message: "The smart card certificate used for authentication has expired",
            codes: &["0x80090355"],
        },
        SeenAs {
            client: "mstsc",
            message: "The smart card certificate used for authentication was not trusted",
            codes: &["0x80090354"],
        },
        SeenAs {
            client: "mstsc",
            message: "The domain controller certificate used for smart card logon has expired",
            codes: &["0x8009035A"],
        },
        SeenAs {
            client: "mstsc",
            message: "The domain controller certificate used for smart card logon has been revoked",
            codes: &["0x8009035B"],
        },
        SeenAs { client: "other", message: "Teleport: silent return to the sign-in page", codes: &[] },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &[
        "Domain controller: Kdcsvc 39 or 41 (strong mapping, KB5014754), 21, 45; CAPI2 log on the client.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Test the card; update the middleware for the KSP change of 2025-10. A wrong PIN or a locked card is another matter: then have the card unblocked with its PUK.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "certutil -scinfo",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Add a strong mapping (SID extension or altSecurityIdentities).",
            command: None,
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Harmless,
            text: "Check the domain controller's certificate (KDC authentication usage), NTAuth store and revocation lists.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "certutil -dcinfo verify",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &["gravitational/teleport#65943", "MicrosoftDocs/win32 desktop-src/com/com-error-codes-4.md"],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(
        facts,
        &[
            0xC000_0320,
            0xC000_038A,
            0xC000_038B,
            0xC000_038C,
            0xC000_038D,
            0xC000_0389,
            0xC000_040C,
            0xC000_040D,
            0xC000_040E,
            0xC000_040F,
            0x8009_0354,
            0x8009_035A,
        ],
    )
    .or_else(|| seen::kdc(facts, &[16, 62, 63, 66, 70, 71, 72, 73, 75]))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_0xc000_0320() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_0320));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_PKINIT_FAILURE (0xC0000320)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
