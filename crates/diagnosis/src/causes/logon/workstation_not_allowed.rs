//! The account may not be used from this computer.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The account may not be used from this computer.
pub static CAUSE: Cause = Cause {
    id: "logon/workstation-not-allowed",
    aliases: &["workstation-restriction"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The account may not be used from this computer",
    meaning: "The account is limited to certain computers by name. With NLA, Windows checks the name that your own computer sends, so it is your client that must be on the list.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The system administrator has limited the computers you can log on with.",
            codes: &["4359", "0x1107"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_AUTHENTICATION_FAILED",
            codes: &["0x20009", "ERRCONNECT_AUTHENTICATION_FAILED", "xfreerdp exit 132"],
        },
        SeenAs {
            client: "guacamole",
            message: "Authentication failure (invalid credentials?)",
            codes: &["0x0301"],
        },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &["Security 4625 with sub status 0xC0000070; attribute userWorkstations."],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect from an allowed computer, or ask the administrator.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "For an account of the host itself, see the list there.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "net user <user>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Harmless,
            text: "See the list, then add the CLIENT's name to userWorkstations or clear it.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-ADUser <user> -Properties LogonWorkstations",
                trust: Trust::Unverified,
            }),
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
        "MicrosoftDocs/windows-itpro-docs windows/security/threat-protection/auditing/event-4625.md",
        "FreeRDP/FreeRDP libfreerdp/core/nla.c",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0xC000_0070]).or_else(|| seen::kdc(facts, &[12]).map(seen::possible))
}

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::refused_with(facts, &[0xC000_0070])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;
    use crate::facts::log::{Provider, What};

    #[test]
    fn the_host_says_0xc000_0070() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_0070));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_INVALID_WORKSTATION (0xC0000070)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_security_4625() {
        let facts = testing::logged(What::Event { provider: Provider::Security, id: 4625 }, |entry| {
            entry.status = Some(0xC000_0070);
        });
        expect![[r"
            likely, blocks
            /log/entries: Security 4625, a refused sign-in: STATUS_INVALID_WORKSTATION (0xC0000070), last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
