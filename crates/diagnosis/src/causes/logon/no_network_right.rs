//! The account may not reach this host over the network.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The account may not reach this host over the network.
pub static CAUSE: Cause = Cause {
    id: "logon/no-network-right",
    aliases: &["network-logon-right-missing"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The account may not reach this host over the network",
    meaning: "With NLA the sign-in first counts as a network sign-in. The account lacks the right \"Access this computer from the network\", or is denied it, so it never gets to Remote Desktop.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The user has not been granted the requested logon type at this computer",
            codes: &["Win32 1385", "0xC000015B"],
        },
        SeenAs {
            client: "mstsc",
            message: "The system administrator has restricted the types of logon (network or interactive) that you may use.",
            codes: &["4871", "0x1307"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_LOGON_TYPE_NOT_GRANTED",
            codes: &["0x2001A", "ERRCONNECT_LOGON_TYPE_NOT_GRANTED", "xfreerdp exit 158"],
        },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["Security 4625 with logon type 3 and 0xC000015B; SeNetworkLogonRight, SeDenyNetworkLogonRight."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Export the user rights to your own folder and see who has SeNetworkLogonRight and SeDenyNetworkLogonRight.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "secedit /export /cfg \"$HOME\\rights.inf\" /areas USER_RIGHTS",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Give SeNetworkLogonRight to the group that needs it, or take it out of the deny list.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Turn NLA off, which hides the fault",
        why: "exposes the host; the right is still missing",
        instead: "grant the right",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "MicrosoftDocs/windows-itpro-docs windows/security/threat-protection/auditing/event-4625.md",
        "mcscwizzy/AdminRDP adminrdp/Form1.cs",
        "MicrosoftDocs/win32 desktop-src/Debug/system-error-codes--1300-1699-.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let denied = inside.rights.never_network.known().and_then(|denied| {
        let sid = seen_inside::broad(denied)?;
        let says = format!("{sid} is denied to sign in from the network (SeDenyNetworkLogonRight)");
        Some(Match::likely("/inside/rights/never_network", says))
    });
    let nobody = || {
        inside.rights.network.known()?.is_empty().then(|| {
            let says = "nobody has the right to sign in from the network (SeNetworkLogonRight)";
            Match::certain("/inside/rights/network", says)
        })
    };
    denied.map(|found| seen_inside::hinders_some(facts, found)).or_else(nobody)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_nobody_has_it() {
        let facts = testing::spoilt(|inside| inside.rights.network = Fact::Known(Vec::new()));
        expect![[r"
            certain, blocks
            /inside/rights/network: nobody has the right to sign in from the network (SeNetworkLogonRight)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
