//! The Remote Desktop service is not running.

use crate::cause::{Cause, Certainty, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::seen;
use crate::change;
use crate::facts::Facts;
use crate::facts::inside::{Service, Start};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The Remote Desktop service is not running.
pub static CAUSE: Cause = Cause {
    id: "network/service-stopped",
    aliases: &["termservice-stopped"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The Remote Desktop service is not running",
    meaning: "The service that accepts Remote Desktop connections on the host is stopped, disabled or hung. Nothing else on the host needs to be wrong.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &[
        "Services TermService and UmRdpService not running, start type disabled (Start = 4); Service Control Manager events.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Look at the services and what they depend on (RpcSs).",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-Service TermService,UmRdpService,SessionEnv,RpcSs",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Set the start type back and start the service.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-Service TermService -StartupType Manual; Start-Service TermService",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Restart it if it hangs (all connections drop). Needs a console or another way in.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Restart-Service TermService -Force",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On a Linux host, see why xrdp does not run.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "systemctl status xrdp xrdp-sesman",
                trust: Trust::Cited,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "On a host with xrdp, start both of its services.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo systemctl enable --now xrdp-sesman xrdp",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[&change::START_SERVICES],
    do_not: &[],
    behind: &[],
    explains: &["network/port-refused"],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
    ],
};

/// Without these nothing listens; the others are asked for later.
const NEEDED: [&str; 3] = ["TermService", "RpcSs", "xrdp"];

fn inside(facts: &Facts) -> Option<Match> {
    let inside = facts.inside.known()?;
    let services = inside.services.known()?;
    // What was gathered tells of the time when it was.
    let gathered = inside.as_of.known();
    let is_disabled = |service: &Service| service.start.known() == Some(&Start::Disabled);
    let says = |service: &Service| {
        let what = match (gathered, service.running.known()) {
            _ if is_disabled(service) => "is disabled".to_owned(),
            (None, Some(false)) => "does not run".to_owned(),
            (Some(at), Some(false)) => {
                format!("did not run on {} UTC, when this was gathered", at.strftime("%F %H:%M"))
            }
            _ => return None,
        };
        let since = service.changed.known().map_or_else(String::new, |at| {
            format!("; its settings were changed last on {}", at.strftime("%F"))
        });
        Some(format!("the service {} {what}{since}", service.name))
    };
    let stopped = || services.iter().filter(|service| NEEDED.contains(&service.name.as_str()));
    let mut found = stopped().filter_map(says);
    let mut first = Match::certain("/inside/services", found.next()?);
    if gathered.is_some() && !stopped().any(is_disabled) {
        first.certainty = Certainty::Likely;
    }
    for more in found {
        first = first.and("/inside/services", more);
    }
    Some(first)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_the_service_is_disabled() {
        let facts = testing::spoilt(|inside| {
            inside.services.known_mut().unwrap()[1].start = Fact::Known(Start::Disabled);
        });
        expect![[r"
            certain, blocks
            /inside/services: the service TermService is disabled; its settings were changed last on 2026-11-21
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_did_not_run_when_it_was_gathered() {
        let facts = testing::spoilt(|inside| {
            inside.services.known_mut().unwrap()[1].running = Fact::Known(false);
            inside.as_of = Fact::Known("2026-11-20T08:00:00Z".parse().unwrap());
        });
        expect![[r"
            likely, blocks
            /inside/services: the service TermService did not run on 2026-11-20 08:00 UTC, when this was gathered; its settings were changed last on 2026-11-21
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_does_not_run() {
        let facts = testing::spoilt(|inside| {
            inside.services.known_mut().unwrap()[1].running = Fact::Known(false);
            inside.as_of = Fact::not_applicable();
        });
        expect![[r"
            certain, blocks
            /inside/services: the service TermService does not run; its settings were changed last on 2026-11-21
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
