//! The local account no longer exists on this host.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::inside::MachineRole;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The local account no longer exists on this host.
pub static CAUSE: Cause = Cause {
    id: "logon/local-account-gone",
    aliases: &["local-admin-renamed-or-promoted-dc"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "The local account no longer exists on this host",
    meaning: "The local account you used was renamed or has gone. When a host is made a domain controller, all its local accounts disappear.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Your credentials did not work",
        codes: &["2055", "0x807"],
    }],
    told_by: &[ToldBy::Inside],
    signs: &["Security 4625 with sub status 0xC0000064; role of domain controller."],
    detect: seen::nothing,
    inside,
    remedies: &[Remedy { who: Who::You, risk: Risk::Harmless, text: "Use DOMAIN\\user.", command: None }],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let identity = facts.target.identity.as_ref()?;
    let controller = inside.system.role.known() == Some(&MachineRole::DomainController);
    (controller && identity.domain.as_deref() == Some(".")).then(|| {
        Match::certain("/inside/system/role", "the host is a domain controller, which has no local accounts")
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_on_a_domain_controller() {
        let facts = {
            let mut facts = testing::spoilt(|inside| {
                inside.system.role = Fact::Known(MachineRole::DomainController);
            });
            facts.target.identity = testing::healthy().target.identity;
            facts.target.identity.as_mut().unwrap().domain = Some(".".into());
            facts
        };
        expect![[r"
            certain, blocks
            /inside/system/role: the host is a domain controller, which has no local accounts
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
