//! The domain does not know the host by this name.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The domain does not know the host by this name.
pub static CAUSE: Cause = Cause {
    id: "nla/unknown-service-principal",
    aliases: &["dns-cname-without-spn"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Hinders,
    frequency: Frequency::Occasional,
    title: "The domain does not know the host by this name",
    meaning: "Kerberos tickets are made out to names. The alias, short name or load balancer name you used is not registered for this host, so there is no ticket, and sign-in falls back to NTLM or fails.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The specified target is unknown or unreachable",
            codes: &["0x80090303"],
        },
        SeenAs {
            client: "mstsc",
            message: "The domain controller could not refer for the service",
            codes: &["0x80090341"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "Security 4769 failure on the domain controller; host: RemoteConnectionManager 1067 (TERMSRV name could not be registered).",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect by the host's real full name.",
            command: None,
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Disrupts,
            text: "Register the alias; this changes the computer's object in the domain.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "netdom computername <computer> /add:<alias.domain.tld>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Disrupts,
            text: "Or set the service name, with the duplicate check; this changes the computer's object, too.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "setspn -S TERMSRV/<alias.domain.tld> <computer>",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Unverified,
    references: &["MicrosoftDocs/win32 desktop-src/com/com-error-codes-4.md"],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0x8009_0303, 0x8009_0341]).or_else(|| seen::kdc(facts, &[7]))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_0x8009_0303() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0x8009_0303));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered SEC_E_TARGET_UNKNOWN (0x80090303)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn the_domain_controller_cannot_refer() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0x8009_0341));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered SEC_E_KDC_UNABLE_TO_REFER (0x80090341)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
