//! Remote Desktop Services hang since the update of September 2026.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Remote Desktop Services hang since the update of September 2026.
pub static CAUSE: Cause = Cause {
    id: "session/service-hangs-after-update",
    aliases: &[],
    stage: Stage::Session,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "Remote Desktop hangs since the September 2026 update",
    meaning: "The cumulative updates of September 2026 made Remote Desktop Services unstable: connections hang at Connecting or Welcome, or the host says that it is busy. An update of 14 September and all later ones mend it. Azure Virtual Desktop and Windows 365 are not affected.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "Please wait for the Remote Desktop Configuration", codes: &[] },
        SeenAs {
            client: "mstsc",
            message: "The task you are trying to do can't be completed because Remote Desktop Services is currently busy.",
            codes: &[],
        },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "TerminalServices-RemoteConnectionManager/Admin 20498; Winlogon 6005 (both from community reports); service TermService in state StopPending.",
        "The update of September 2026 is installed (for example KB5122882, KB5122871, KB5122880) and none of 2026-09-14 or later.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Wait and try once more; tell the host's administrator the date and the message.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See the build and its revision. Compare it only within one product: since January 2026 Server 2025 has revisions of its own (26100.32 thousand and more).",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion' | Select-Object CurrentBuild,UBR",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Install the current cumulative update, and restart the host; restarting the service alone may hang. If nobody gets in, use the cloud's Run Command, or mend the disk offline.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Uninstall the September update",
        why: "takes away the repairs of a month, and the later update mends it over the old one",
        instead: "install the current cumulative update",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs: Troubleshoot Remote Desktop Services instability after September 2026 Windows security updates",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let logged =
        seen_inside::event(facts, Provider::RemoteConnectionManager, &[20498], "sign-ins were not taken");
    logged.or_else(|| seen_inside::update(facts, &CAUSE))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;
    use crate::facts::inside::Update;

    #[test]
    fn inside_the_update_is_installed() {
        let facts = testing::spoilt(|inside| {
            inside.system.updates =
                Fact::Known(vec![Update { kb: "KB5122882".into(), installed: Fact::not_applicable() }]);
        });
        expect![[r"
            possible, blocks
            /inside/system/updates: KB5122882 is installed: Remote Desktop Services become unstable after the cumulative updates of September 2026; mended by: out of band on 2026-09-14 and every later cumulative update; no need to uninstall anything
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
