//! No Remote Desktop licence server is available.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// No Remote Desktop licence server is available.
pub static CAUSE: Cause = Cause {
    id: "session/license-unavailable",
    aliases: &["rds-grace-expired-no-license-server"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "No Remote Desktop licence server is available",
    meaning: "The host has the Remote Desktop Session Host role and must ask a licence server for each connection. It has none, or cannot reach it, and the free 120 days are over.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The remote session was disconnected because there are no Remote Desktop License Servers available to provide a license.",
            codes: &["extended 0x101"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRINFO_LICENSE_NO_LICENSE_SERVER",
            codes: &["0x10101", "xfreerdp exit 17"],
        },
    ],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &[
        "TerminalServices-RemoteConnectionManager 1069, 1128, 1129; TermService 1010, 1088; grace period value under Control\\Terminal Server\\RCM\\GracePeriod.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Get in as an administrator, which needs no licence.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "mstsc /admin /v:<host>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See which licence server and mode are set by policy (2 per device, 4 per user).",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-ItemProperty 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services' | fl LicenseServers,LicensingMode",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Name a licence server and mode by the policies \"Use the specified Remote Desktop license servers\" and \"Set the Remote Desktop licensing mode\", and install licences. In a workgroup only licences per device work.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg add \"HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\" /v LicenseServers /t REG_SZ /d <server> /f; reg add \"HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\" /v LicensingMode /t REG_DWORD /d <2 or 4> /f",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Only where a connection broker manages the host: set both there.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-RDLicenseConfiguration -LicenseServer <server> -Mode <PerDevice or PerUser> -ConnectionBroker <broker>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "If two administrators at a time are enough, remove the role.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Uninstall-WindowsFeature RDS-RD-Server",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Delete the grace period key",
        why: "breaks the licence terms and comes back",
        instead: "licence server, or remove the role",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/troubleshoot-remote-desktop-disconnected-errors.md",
        "FreeRDP/FreeRDP include/freerdp/error.h",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/cannot-connect-rds-no-license-server.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::error_info(facts, &[0x101, 0x10A]).or_else(|| seen::license(facts, &[6]))
}

fn inside(facts: &Facts) -> Option<Match> {
    const NO_LICENCE: [u32; 6] = [1069, 1128, 1129, 1010, 1088, 1130];
    let said = "no licence server was found, or none is named";
    let by_manager = seen_inside::event(facts, Provider::RemoteConnectionManager, &NO_LICENCE, said);
    let by_service = || seen_inside::event(facts, Provider::TermService, &NO_LICENCE, said);
    let set_so = || {
        let sessions = &seen_inside::windows(facts)?.sessions;
        let named = sessions.license_servers.policy.known()?.is_some();
        let grace = *sessions.grace_period.known()?;
        (grace && !named).then(|| {
            let says = "a grace period was begun, and policy names no licence server";
            Match::possible("/inside/sessions/grace_period", says)
        })
    };
    by_manager.or_else(by_service).or_else(set_so)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_host_ends_the_session_with_0x101() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.error_info = Fact::Known(0x101);
        });
        expect![[r"
            certain, blocks
            /session/error_info: the host ended the session: ERRINFO_LICENSE_NO_LICENSE_SERVER (0x101)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn the_licensing_message_says_so() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.license_error = Fact::Known(6);
        });
        expect![[r"
            certain, blocks
            /session/license_error: the licensing message carries the error 6
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::RemoteConnectionManager, 1128);
        expect![[r"
            likely, blocks
            /log/entries: RemoteConnectionManager 1128: no licence server was found, or none is named, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_a_grace_period_was_begun() {
        let facts = testing::spoilt(|inside| inside.sessions.grace_period = Fact::Known(true));
        expect![[r"
            possible, blocks
            /inside/sessions/grace_period: a grace period was begun, and policy names no licence server
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
