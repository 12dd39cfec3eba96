//! The Remote Desktop service lost its rights on the host.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The Remote Desktop service lost its rights on the host.
pub static CAUSE: Cause = Cause {
    id: "network/service-rights-lost",
    aliases: &["termservice-rights-network-service"],
    stage: Stage::Network,
    stops_at: &[Stage::Negotiation],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "The Remote Desktop service lost its rights on the host",
    meaning: "The service runs under the account NETWORK SERVICE, and that account may no longer read the listener's settings or keys. It therefore gives up when a client speaks.",
    seen_as: &[SeenAs { client: "mstsc", message: "An internal error has occurred", codes: &[] }],
    told_by: &[ToldBy::Inside],
    signs: &["System log 1057 and 1058 with \"Access is denied\"."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Save the rights to your own folder, and look at them, before changing them.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "icacls \"C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\" /save \"$HOME\\machinekeys-acl.txt\" /t /c",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Restore the default rights (SYSTEM and the administrators full, NETWORK SERVICE read on the listener's key) and restart the service. Needs a console or another way in.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Add NETWORK SERVICE to Administrators, as one Microsoft article suggests",
        why: "gives a network-facing service full control of the host; at most a proof of minutes",
        instead: "restore the rights on the key",
    }],
    behind: &[],
    explains: &["network/port-refused"],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let service = inside.service("TermService")?;
    let account = service.account.known()?.as_ref()?;
    let usual = account.to_lowercase().replace(' ', "").ends_with("\\networkservice");
    (!usual).then(|| {
        let says = format!("the service TermService runs as {account}, not as NetworkService");
        Match::likely("/inside/services", says)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_another_account() {
        let facts = testing::spoilt(|inside| {
            inside.services.known_mut().unwrap()[1].account = Fact::Known(Some("LocalSystem".into()));
        });
        expect![[r"
            likely, blocks
            /inside/services: the service TermService runs as LocalSystem, not as NetworkService
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
