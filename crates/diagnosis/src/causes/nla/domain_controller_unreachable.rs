//! The host cannot reach its domain controller.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host cannot reach its domain controller.
pub static CAUSE: Cause = Cause {
    id: "nla/domain-controller-unreachable",
    aliases: &["nla-dc-unreachable-from-host"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "The host cannot reach its domain controller",
    meaning: "The host must ask a domain controller whether your password is right, and it cannot reach one. Domain accounts are refused until the network, name service or clock between the two works again.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The remote computer requires Network Level Authentication, but your Windows domain controller cannot be contacted to perform NLA.",
            codes: &[],
        },
        SeenAs {
            client: "mstsc",
            message: "The Local Security Authority cannot be contacted",
            codes: &["6151", "0x1807", "0x80090304", "0x80090311"],
        },
        SeenAs {
            client: "freerdp",
            message: "SPNEGO failed with STATUS_NO_LOGON_SERVERS",
            codes: &["0xC000005E"],
        },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &["System log NETLOGON 5719; Security 4625 with 0xC000005E; nltest /sc_verify:<domain> fails."],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Sign in with a local administrator (.\\user), or at the console with the cached password.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Restore DNS server settings, route or VPN of the host; then test the secure channel.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "powershell.exe -Command Test-ComputerSecureChannel -Verbose",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Repair the secure channel if it is broken.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "powershell.exe -Command Test-ComputerSecureChannel -Repair -Credential <domain>\\<admin>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Harmless,
            text: "Test name service, route and time towards a domain controller.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "nltest /dsgetdc:<domain>; w32tm /query /status",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Turn NLA off to get in",
        why: "the domain is still unreachable, and the host stands open",
        instead: "local account, then repair the way to the domain controller",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/cannot-connect-rdp-azure-vm.md",
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(
        facts,
        &[0xC000_005E, 0xC000_0233, 0xC000_0388, 0xC000_0192, 0x8009_0304, 0x8009_0311, 0x8009_0350],
    )
}

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(facts, Provider::Netlogon, &[5719], "no domain controller could be reached")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_0xc000_005e() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_005E));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_NO_LOGON_SERVERS (0xC000005E)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::Netlogon, 5719);
        expect![[r"
            likely, blocks
            /log/entries: NETLOGON 5719: no domain controller could be reached, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
