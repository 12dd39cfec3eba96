//! The Remote Desktop listener is missing or switched off.

use crate::cause::{Cause, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::facts::inside::HostKind;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The Remote Desktop listener is missing or switched off.
pub static CAUSE: Cause = Cause {
    id: "network/listener-missing",
    aliases: &["listener-missing-or-disabled"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The Remote Desktop listener is missing or switched off",
    meaning: "Nothing waits for connections from elsewhere: that part of the service is switched off, its settings are damaged, or it listens for its own computer alone.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &[
        "qwinsta shows no rdp-tcp in state Listen; WinStations\\RDP-Tcp fEnableWinStation = 0; RemoteConnectionManager 259 (listener stopped), 260 (listener failed).",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Look at the listener.",
            command: Some(Command { shell: Shell::PowerShell, line: "qwinsta", trust: Trust::Unverified }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Switch it on. Needs a console or another way in.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' fEnableWinStation 1; Restart-Service TermService -Force",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Save the key WinStations\\RDP-Tcp to your own folder.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg export \"HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp\" \"$HOME\\rdp-tcp-before.reg\"",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Then import it from a machine with the same build.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On a Linux host, see what xrdp listens on: port=3389 is for everybody, tcp://.:3389 and a socket are for the host itself, as behind a tunnel or a gateway on the same host.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "grep -n \"^port\" /etc/xrdp/xrdp.ini",
                trust: Trust::Cited,
            }),
        },
    ],
    changes: &[&change::ENABLE_LISTENER, &change::ALL_ADAPTERS],
    do_not: &[],
    behind: &[],
    explains: &["network/port-refused"],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = facts.inside.known()?;
    let access = &inside.access;
    if access.only_itself.known() == Some(&true) {
        let says = "it takes connections from this computer itself only";
        // Behind a tunnel, or a gateway on the same host, that is right.
        let found = Match::likely("/inside/access/only_itself", says);
        return Some(if facts.is_inside_only() { found.with_impact(Impact::Hinders) } else { found });
    }
    if inside.kind != HostKind::Windows {
        return None;
    }
    if access.listener.known() == Some(&false) {
        return Some(Match::certain("/inside/access/listener", "the listener's settings (RDP-Tcp) are gone"));
    }
    let off = seen_inside::set(
        &access.listener_enabled,
        |on| !on,
        "/inside/access/listener_enabled",
        |_| "the listener is switched off (fEnableWinStation is 0)".to_owned(),
    );
    let no_class = || {
        access.protocol_class.known()?.is_none().then(|| {
            let says =
                "the listener doesn't name the class that speaks the protocol (LoadableProtocol_Object)";
            Match::likely("/inside/access/protocol_class", says)
        })
    };
    let one_adapter = || {
        let says =
            |number: &u32| format!("the listener is bound to one network adapter (LanAdapter is {number})");
        let found = seen_inside::set(&access.adapter, |&number| number != 0, "/inside/access/adapter", says)?;
        Some(seen_inside::lowered(found))
    };
    off.or_else(no_class).or_else(one_adapter)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_its_settings_are_gone() {
        let facts = testing::spoilt(|inside| inside.access.listener = Fact::Known(false));
        expect![[r"
            certain, blocks
            /inside/access/listener: the listener's settings (RDP-Tcp) are gone
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_is_switched_off() {
        let facts = testing::spoilt(|inside| inside.access.listener_enabled = Fact::Known(Some(false)));
        expect![[r"
            certain, blocks
            /inside/access/listener_enabled: the listener is switched off (fEnableWinStation is 0)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_has_no_class() {
        let facts = testing::spoilt(|inside| inside.access.protocol_class = Fact::Known(None));
        expect![[r"
            likely, blocks
            /inside/access/protocol_class: the listener doesn't name the class that speaks the protocol (LoadableProtocol_Object)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_is_bound_to_one_adapter() {
        let facts = testing::spoilt(|inside| inside.access.adapter = Fact::Known(Some(2)));
        expect![[r"
            likely, blocks
            /inside/access/adapter: the listener is bound to one network adapter (LanAdapter is 2)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
