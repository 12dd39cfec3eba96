//! Host in FIPS mode, client without it.

use crate::cause::{Cause, Certainty, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// Host in FIPS mode, client without it.
pub static CAUSE: Cause = Cause {
    id: "negotiation/fips-mismatch",
    aliases: &["fips-mode-mismatch"],
    stage: Stage::Negotiation,
    stops_at: &[Stage::Session],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Host in FIPS mode, client without it",
    meaning: "The host allows only government-approved (FIPS) encryption, and the client's old RDP encryption does not offer it. With TLS, NLA and Kerberos the difference does not matter.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The client can't connect because it doesn't support FIPS encryption level.",
            codes: &["3590", "0xE06"],
        },
        SeenAs { client: "mstsc", message: "Extended error code: 0x8", codes: &["extended 0x8"] },
    ],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &[
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\FipsAlgorithmPolicy Enabled = 1; RDP-Tcp\\MinEncryptionLevel = 4. NTLM is unusable in FIPS mode, so Kerberos is needed.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use a modern client and the host's full domain name.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Use TLS, NLA and Kerberos (SecurityLayer = 2, UserAuthentication = 1) instead of lowering the level.",
            command: None,
        },
    ],
    changes: &[&change::FIPS_OFF],
    do_not: &[
        DoNot {
            advice: "Switch FIPS mode off",
            why: "breaks a security policy that someone set on purpose; one Microsoft page even prints the command wrongly (\"reg query … /d 0\" where \"reg add\" is meant)",
            instead: "TLS with Kerberos",
        },
        DoNot {
            advice: "Lower MinEncryptionLevel",
            why: "it concerns only the old RDP encryption and changes nothing for TLS",
            instead: "use TLS and NLA",
        },
    ],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/cannot-connect-rdp-azure-vm.md",
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "FreeRDP/FreeRDP#6225",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::error_info(facts, &[0x1194, 0x8])
}

fn inside(facts: &Facts) -> Option<Match> {
    let inside = facts.inside.known()?;
    let found = seen_inside::set(
        &inside.security.fips,
        |on| *on,
        "/inside/security/fips",
        |_| "the host is in FIPS mode, in which NTLM and old clients fail".to_owned(),
    )?;
    Some(Match { certainty: Certainty::Possible, ..found.with_impact(Impact::Hinders) })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0x1194() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0x1194);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_ENCRYPTION_PACKAGE_MISMATCH (0x1194)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_fips_mode() {
        let facts = testing::spoilt(|inside| inside.security.fips = Fact::Known(Some(true)));
        expect![[r"
            possible, hinders
            /inside/security/fips: the host is in FIPS mode, in which NTLM and old clients fail
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
