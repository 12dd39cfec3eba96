//! The host is set not to use domain credentials.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host is set not to use domain credentials.
pub static CAUSE: Cause = Cause {
    id: "nla/domain-credentials-disabled",
    aliases: &["nla-disabled-domain-creds-on-host"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "The host is set not to use domain credentials",
    meaning: "A security option forbids the host to keep and use credentials for network sign-in. Domain accounts then fail with a message about the Local Security Authority.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The Local Security Authority cannot be contacted",
        codes: &["6151", "0x1807", "0x80090304"],
    }],
    told_by: &[ToldBy::Inside],
    signs: &["HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa disabledomaincreds = 1."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Use a local account.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Weakens,
            text: "Set it to 0 if the policy owner agrees.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v disabledomaincreds /t REG_DWORD /d 0 /f",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[&change::DOMAIN_CREDENTIALS],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/cannot-connect-rdp-azure-vm.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let set = &inside.authentication.domain_credentials_disabled;
    let found = seen_inside::set(
        set,
        |on| *on,
        "/inside/authentication/domain_credentials_disabled",
        |_| "the host keeps no credentials of the domain (disabledomaincreds is 1)".to_owned(),
    )?;
    // Many hardened hosts are set so, and let people in.
    Some(seen_inside::hinders_some(facts, seen_inside::lowered(seen_inside::lowered(found))))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_they_are_not_kept() {
        let facts = testing::spoilt(|inside| {
            inside.authentication.domain_credentials_disabled = Fact::Known(Some(true));
        });
        expect![[r"
            possible, hinders
            /inside/authentication/domain_credentials_disabled: the host keeps no credentials of the domain (disabledomaincreds is 1)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
