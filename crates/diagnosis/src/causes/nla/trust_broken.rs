//! The host has lost its trust with the domain.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host has lost its trust with the domain.
pub static CAUSE: Cause = Cause {
    id: "nla/trust-broken",
    aliases: &["broken-secure-channel"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The host has lost its trust with the domain",
    meaning: "The host's own password in the domain no longer fits, often after restoring an old backup, a checkpoint or a clone. The domain no longer believes this computer, so no domain account can sign in.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The trust relationship between this workstation and the primary domain failed",
            codes: &["0xC000018D"],
        },
        SeenAs {
            client: "mstsc",
            message: "The Local Security Authority cannot be contacted",
            codes: &["6151", "0x1807"],
        },
        SeenAs {
            client: "freerdp",
            message: "STATUS_TRUSTED_RELATIONSHIP_FAILURE",
            codes: &["0xC000018D", "0x20009", "xfreerdp exit 132"],
        },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &[
        "System log NETLOGON 3210 (host) and 5722 (domain controller); Test-ComputerSecureChannel returns False.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Sign in with a local account.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Repair the channel with a domain account that may do so.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "powershell.exe -Command Test-ComputerSecureChannel -Repair -Credential <domain>\\<admin>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Or reset the computer's password, on the host itself.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "powershell.exe -Command Reset-ComputerMachinePassword -Server <dc> -Credential <domain>\\<admin>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Only as the last step: leave and join the domain again.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/cannot-connect-rdp-azure-vm.md",
        "FreeRDP/FreeRDP#9740",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0xC000_018D, 0xC000_018A, 0xC000_018B, 0xC000_018C])
        .or_else(|| refuses_what_the_domain_took(facts))
}

/// The domain took the password a moment ago, and a host of that domain refuses it: the two don't understand each other.
fn refuses_what_the_domain_took(facts: &Facts) -> Option<Match> {
    let challenge = facts.nla.known()?.challenge.known()?;
    let refused = seen::password_was_right(facts) && seen::wrong_credentials(facts).is_some();
    (refused && challenge.in_domain()).then(|| {
        Match::possible("/nla/kerberos/ticket", "the domain's Kerberos server has just taken this password")
            .and("/logon/outcome", "the host refuses it all the same")
            .with_impact(Impact::Blocks)
    })
}

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(facts, Provider::Netlogon, &[3210], "the domain refused this computer's own password")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_0xc000_018d() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_018D));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_TRUSTED_RELATIONSHIP_FAILURE (0xC000018D)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::Netlogon, 3210);
        expect![[r"
            likely, blocks
            /log/entries: NETLOGON 3210: the domain refused this computer's own password, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
