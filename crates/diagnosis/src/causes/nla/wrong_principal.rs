//! The ticket does not fit the computer that answered.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The ticket does not fit the computer that answered.
pub static CAUSE: Cause = Cause {
    id: "nla/wrong-principal",
    aliases: &["kerberos-wrong-principal"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The ticket does not fit the computer that answered",
    meaning: "The domain issued a ticket for one computer, and a different one, or one with an outdated machine password, received it. The host cannot open it.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "The target principal name is incorrect", codes: &["0x80090322"] },
        SeenAs { client: "mstsc", message: "The target account name is incorrect", codes: &["Win32 1396"] },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &[
        "Client System log, Kerberos event 4 (KRB_AP_ERR_MODIFIED); duplicate TERMSRV names in the domain; a load balancer or DNS record that leads to another machine.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use the full name; discard old tickets.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "klist purge",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "On Linux or macOS discard old tickets like this, then get a new one with kinit.",
            command: Some(Command { shell: Shell::Sh, line: "kdestroy", trust: Trust::Unverified }),
        },
        Remedy { who: Who::HostAdmin, risk: Risk::Harmless, text: "Correct the DNS record.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Reset the host's computer password, on the host itself and with a domain account that may do so.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "powershell.exe -Command Test-ComputerSecureChannel -Repair -Credential <domain>\\<admin>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Harmless,
            text: "Look for duplicates.",
            command: Some(Command { shell: Shell::PowerShell, line: "setspn -X", trust: Trust::Unverified }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/windows-security/kerberos-client-krb-ap-err-modified-error.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0x8009_0322]).or_else(|| seen::kdc(facts, &[8, 41, 44, 45]))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_0x8009_0322() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0x8009_0322));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered SEC_E_WRONG_PRINCIPAL (0x80090322)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
