//! The account is not allowed to use Remote Desktop here.

use crate::cause::{Behind, Cause, Certainty, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::inside::{Account, Rights};
use crate::facts::log::What;
use crate::facts::{Facts, Gap, LogonOutcome};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The account is not allowed to use Remote Desktop here.
pub static CAUSE: Cause = Cause {
    id: "logon/no-remote-right",
    aliases: &["early-authorization-denied", "not-in-remote-desktop-users"],
    stage: Stage::Logon,
    stops_at: &[Stage::Session],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "The account is not allowed to use Remote Desktop here",
    meaning: "Even with the right password this account may not sign in through Remote Desktop on this host. Usually it is missing from the group of those who may: Remote Desktop Users on Windows, one that xrdp is told to ask for on Linux.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The connection was denied because the user account is not authorized for remote login.",
            codes: &[],
        },
        SeenAs {
            client: "mstsc",
            message: "To sign in remotely, you need the right to sign in through Remote Desktop Services.",
            codes: &["extended 0x9"],
        },
        SeenAs {
            client: "mstsc",
            message: "The system administrator has restricted the types of logon (network or interactive) that you may use.",
            codes: &["4871", "0x1307"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_ACCESS_DENIED",
            codes: &[
                "0x20016",
                "ERRCONNECT_ACCESS_DENIED",
                "0x20009",
                "xfreerdp exit 155",
                "xfreerdp exit 132",
            ],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRINFO_SERVER_INSUFFICIENT_PRIVILEGES",
            codes: &["0x10009", "0x2001A", "ERRCONNECT_LOGON_TYPE_NOT_GRANTED", "xfreerdp exit 158"],
        },
        SeenAs { client: "ironrdp", message: "Access denied", codes: &["0x00000005"] },
        SeenAs { client: "guacamole", message: "Insufficient privileges.", codes: &["0x0303"] },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &["Security 4625 with 0xC000015B; 4825; user right SeRemoteInteractiveLogonRight."],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Ask the administrator; no client setting helps.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Export the user rights to your own folder and see who has SeRemoteInteractiveLogonRight; the report of gpresult names the policy that sets it.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "secedit /export /cfg \"$HOME\\rights.inf\" /areas USER_RIGHTS; gpresult /h \"$HOME\\report.html\" /f",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Add the user to Remote Desktop Users (a domain controller has no such local group: there it takes the group of the domain and the user right).",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Add-LocalGroupMember -SID S-1-5-32-555 -Member '<domain>\\<user>'",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On a Linux host, see which group xrdp asks for.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "grep -i TerminalServer /etc/xrdp/sesman.ini",
                trust: Trust::Cited,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "On a Linux host, add the person to that group; root is kept out by AllowRootLogin, and better stays so.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo usermod -aG <group> <user>",
                trust: Trust::Cited,
            }),
        },
    ],
    changes: &[&change::RESTORE_REMOTE_RIGHT, &change::GROUP_CHECK_OFF],
    do_not: &[DoNot {
        advice: "Make the user an administrator",
        why: "gives full control of the host for a simple sign-in",
        instead: "Remote Desktop Users",
    }],
    behind: &[
        Behind {
            what: "the account is not in the group Remote Desktop Users (S-1-5-32-555)",
            tell: "Get-LocalGroupMember -SID S-1-5-32-555 on the host",
        },
        Behind {
            what: "the right is denied by a policy",
            tell: "gpresult on the host; SeDenyRemoteInteractiveLogonRight",
        },
        Behind {
            what: "the account may not reach the host over the network at all",
            tell: "SeNetworkLogonRight and its deny twin on the host",
        },
        Behind {
            what: "the right was given to a Microsoft Entra group, which NLA does not look into",
            tell: "Get-LocalGroupMember -SID S-1-5-32-555 on the host",
        },
    ],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MS-RDPBCGR 2.2.10.2 (https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-rdpbcgr/d0e560a3-25cb-4563-8bdc-6c4cc625bbfc)",
        "FreeRDP/FreeRDP#13166",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/troubleshoot-remote-desktop-disconnected-errors.md",
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors.md",
        "FreeRDP/FreeRDP libfreerdp/core/nla.c",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    if let Some(found) = seen::status(facts, &[0xC000_015B, 0xC000_0155]) {
        return Some(found);
    }
    if let LogonOutcome::Denied(code) = facts.logon.known()?.outcome {
        if code != 5 {
            let says = format!(
                "the password is right, and the host denies the session with the unlisted code 0x{code:X}"
            );
            return Some(Match::likely("/logon/outcome", says));
        }
        return Some(Match::certain(
            "/logon/outcome",
            format!("the password is right, and the host denies the right to log on remotely (0x{code:X})"),
        ));
    }
    seen::error_info(facts, &[9]).or_else(|| seen::logon_notice(facts, &[0xFFFF_FFFA, 0xFFFF_FFFF]))
}

fn inside(facts: &Facts) -> Option<Match> {
    let logged = seen_inside::refused_with(facts, &[0xC000_015B]);
    let xrdp = || {
        let kinds = [What::NotInGroup, What::RootRefused];
        seen_inside::line(facts, &kinds, "the user is not among those who may sign in")
    };
    let nobody = || {
        let holders = seen_inside::windows(facts)?.rights.remote.known()?;
        holders.is_empty().then(|| {
            let says =
                "nobody has the right to sign in through Remote Desktop (SeRemoteInteractiveLogonRight)";
            Match::certain("/inside/rights/remote", says)
        })
    };
    // The host's word on this very run is surer than its settings.
    let (said, set) = (xrdp(), not_in_group(facts));
    let surer = match (said, set) {
        (Some(said), Some(set)) => Some(if said.certainty == Certainty::Certain { said } else { set }),
        (said, set) => said.or(set),
    };
    logged.or(surer).or_else(nobody)
}

/// xrdp lets only members of a group in, where it is told to; and root, unless it is told not to.
fn not_in_group(facts: &Facts) -> Option<Match> {
    let rights = &seen_inside::xrdp(facts)?.rights;
    let Some(identity) = &facts.target.identity else { return nobody_in_group(rights) };
    let user = &identity.user;
    if user == "root" && rights.root.known() == Some(&Some(false)) {
        return Some(Match::certain("/inside/rights/root", "root may not sign in (AllowRootLogin is off)"));
    }
    // Whoever has no account here has another trouble first.
    let is_here = |account: &Account| account.name == *user;
    if rights.accounts.known().is_some_and(|accounts| !accounts.iter().any(is_here)) {
        return None;
    }
    let group = rights.required_group.known()?.as_ref()?;
    // A directory may know more members than the host's own files.
    match rights.remote_desktop_users.known() {
        Some(members) if !members.contains(user) => Some(Match::likely(
            "/inside/rights/remote_desktop_users",
            format!("{user} is not in the group {group} (TerminalServerUsers)"),
        )),
        None if rights.remote_desktop_users.gap() == Some(&Gap::NotApplicable)
            && rights.always_asks_for_group.known() == Some(&Some(true)) =>
        {
            Some(Match::likely(
                "/inside/rights/required_group",
                format!("there is no group {group}, and AlwaysGroupCheck asks for it: nobody is in it"),
            ))
        }
        _ => None,
    }
}

fn nobody_in_group(rights: &Rights) -> Option<Match> {
    let is_asked_for = rights.required_group.known().is_some_and(Option::is_some);
    let is_empty = rights.remote_desktop_users.known().is_some_and(Vec::is_empty);
    (is_asked_for && is_empty).then(|| {
        let says = "nobody is in the group whose members alone may sign in (TerminalServerUsers)";
        Match::likely("/inside/rights/remote_desktop_users", says)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn early_user_authorization_denies() {
        let facts = testing::judged(LogonOutcome::Denied(5));
        expect![[r"
            certain, blocks
            /logon/outcome: the password is right, and the host denies the right to log on remotely (0x5)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn the_logon_type_is_not_granted() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_015B));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_LOGON_TYPE_NOT_GRANTED (0xC000015B)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_nobody_has_it() {
        let facts = testing::spoilt(|inside| inside.rights.remote = Fact::Known(Vec::new()));
        expect![[r"
            certain, blocks
            /inside/rights/remote: nobody has the right to sign in through Remote Desktop (SeRemoteInteractiveLogonRight)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_xrdp_says_so() {
        let facts = testing::logged(What::NotInGroup, |entry| entry.log = "xrdp-sesman.log".into());
        expect![[r"
            possible, hinders
            /log/entries: xrdp-sesman.log: the user is not among those who may sign in, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
