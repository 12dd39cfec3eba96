//! Policy forbids sending your credentials to this host.

use crate::cause::{Cause, Certainty, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Policy forbids sending your credentials to this host.
pub static CAUSE: Cause = Cause {
    id: "client/delegation-not-allowed",
    aliases: &["delegation-policy-blocks"],
    stage: Stage::Client,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Policy forbids sending your credentials to this host",
    meaning: "A policy on the connecting computer denies handing credentials to this host, or demands Restricted Admin or Remote Credential Guard for it. The client stops before it sends anything secret.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "A connection will not be made because credentials may not be sent to the remote computer.",
            codes: &["3848", "0xF08"],
        },
        SeenAs {
            client: "mstsc",
            message: "The delegation policy forbids credentials for this host",
            codes: &["5639", "0x1607", "0x8009035E"],
        },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "Client (not host): policies \"Deny delegating …\" or \"Restrict delegation of credentials to remote servers\" under CredentialsDelegation.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "If Remote Credential Guard is required, use it, by full host name.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "mstsc /remoteGuard /v:<host.domain.tld>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HelpDesk,
            risk: Risk::Harmless,
            text: "See which policy wins (report.html in your own folder).",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "gpresult /h \"$HOME\\report.html\" /f",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Weakens,
            text: "Add the one host (TERMSRV/<host>) to the allowed list if the policy owner agrees.",
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
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let set = &inside.connecting.delegation_restricted;
    let found = seen_inside::set(
        set,
        |on| *on,
        "/inside/connecting/delegation_restricted",
        |_| "this computer hands its credentials to no host (RestrictedRemoteAdministration is 1)".to_owned(),
    )?;
    // It concerns those who connect from here.
    Some(Match { certainty: Certainty::Possible, ..found.with_impact(Impact::Hinders) })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_it_hands_none_over() {
        let facts = testing::spoilt(|inside| {
            inside.connecting.delegation_restricted = Fact::Known(Some(true));
        });
        expect![[r"
            possible, hinders
            /inside/connecting/delegation_restricted: this computer hands its credentials to no host (RestrictedRemoteAdministration is 1)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
