//! Remote Desktop is switched off on the host.

use crate::cause::{Cause, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Remote Desktop is switched off on the host.
pub static CAUSE: Cause = Cause {
    id: "network/rdp-disabled",
    aliases: &["rdp-disabled"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "Remote Desktop is switched off on the host",
    meaning: "The host's own switch for Remote Desktop is off, which is how most systems are delivered. Nothing listens for you until it is turned on.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &[
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server fDenyTSConnections = 1 (default on Windows clients).",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Turn it on (Settings > System > Remote Desktop), with NLA, and enable its firewall rules. Get-NetConnectionProfile tells whether the rules' profiles are the one in force.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server' fDenyTSConnections 0; Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' UserAuthentication 1; Set-NetFirewallRule -Name RemoteDesktop-UserMode-In-TCP,RemoteDesktop-UserMode-In-UDP -Enabled True",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "With GNOME, turn Remote Desktop on as the person whose desktop it is.",
            command: Some(Command { shell: Shell::Sh, line: "grdctl rdp enable", trust: Trust::Cited }),
        },
    ],
    changes: &[&change::ALLOW_CONNECTIONS],
    do_not: &[],
    behind: &[],
    explains: &["network/port-refused"],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/troubleshoot-remote-desktop-disconnected-errors.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = facts.inside.known()?;
    let off = seen_inside::in_force(
        &inside.access.allowed,
        |wins| wins.value == Some(false) && !wins.by_policy,
        "/inside/access/allowed",
        |_| "Remote Desktop is switched off in the host's own settings".to_owned(),
    );
    let disabled = || {
        let says = "TSEnabled is 0, which switches Remote Desktop off".to_owned();
        seen_inside::set(&inside.access.enabled, |on| !on, "/inside/access/enabled", |_| says.clone())
    };
    // Windows sets it when it is installed: without it the export may be a part, or the key damaged.
    let by_default = || {
        let unset = seen_inside::in_force(
            &inside.access.allowed,
            |wins| wins.value.is_none(),
            "/inside/access/allowed",
            |_| "nothing sets fDenyTSConnections, and without it Remote Desktop is off".to_owned(),
        );
        unset.map(seen_inside::lowered)
    };
    off.or_else(disabled).or_else(by_default)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, inside};

    #[test]
    fn inside_it_is_off() {
        let facts = testing::spoilt(|inside| {
            inside.access.allowed.own = Fact::Known(Some(false));
        });
        expect![[r"
            certain, blocks
            /inside/access/allowed: Remote Desktop is switched off in the host's own settings
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_nothing_sets_it() {
        let facts = testing::spoilt(|inside| {
            inside.access.allowed = inside::Setting { own: Fact::Known(None), policy: Fact::Known(None) };
        });
        expect![[r"
            likely, blocks
            /inside/access/allowed: nothing sets fDenyTSConnections, and without it Remote Desktop is off
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_off_and_policy_unread() {
        let facts = testing::spoilt(|inside| {
            inside.access.allowed =
                inside::Setting { own: Fact::Known(Some(false)), policy: Fact::not_asked() };
        });
        expect![[r"
            likely, blocks
            /inside/access/allowed: Remote Desktop is switched off in the host's own settings; policy, which could not be read, may say otherwise
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_policy_has_the_last_word() {
        let facts = testing::spoilt(|inside| {
            inside.access.allowed =
                inside::Setting { own: Fact::Known(Some(false)), policy: Fact::Known(Some(true)) };
        });
        expect!["nothing"].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
