//! Kerberos finds no encryption both sides allow.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Kerberos finds no encryption both sides allow.
pub static CAUSE: Cause = Cause {
    id: "nla/no-common-encryption",
    aliases: &["kerberos-etype-mismatch"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Kerberos finds no encryption both sides allow",
    meaning: "The account or the host has only old (RC4) Kerberos keys, and the domain allows only AES since the changes of 2026. No ticket can be made.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Your credentials did not work",
        codes: &["0x80090342", "2055", "0x807"],
    }],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &[
        "Domain controller System log: Kdcsvc 201 to 209; Security 4768 and 4769 with the encryption types.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Linux: allow AES in krb5.conf (permitted_enctypes).",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Set a new password for accounts that have no AES keys.",
            command: None,
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Disrupts,
            text: "Allow AES for the computer (attribute msDS-SupportedEncryptionTypes), but reset its password first: without AES keys every ticket for it then fails.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Set-ADComputer <computer> -KerberosEncryptionType AES128,AES256",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Allow RC4 again for the whole domain",
        why: "RC4 tickets can be cracked offline",
        instead: "new passwords so that AES keys exist",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://support.microsoft.com/en-us/topic/how-to-manage-kerberos-kdc-usage-of-rc4-for-service-account-ticket-issuance-changes-related-to-cve-2026-20833-1ebcda33-720a-4da8-93c1-b0496e1910dc",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0xC000_02FD, 0x8009_0342]).or_else(|| seen::kdc(facts, &[9, 14]))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_0xc000_02fd() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_02FD));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_KDC_UNKNOWN_ETYPE (0xC00002FD)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
