//! A rule forbids this account to use Remote Desktop.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// A rule forbids this account to use Remote Desktop.
pub static CAUSE: Cause = Cause {
    id: "logon/remote-right-denied",
    aliases: &["deny-logon-through-rds"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "A rule forbids this account to use Remote Desktop",
    meaning: "The account may have the right to use Remote Desktop, but a second rule denies it, and denying wins. Security baselines do this for local accounts and guests.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The connection was denied because the user account is not authorized for remote login.",
        codes: &[],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "SeDenyRemoteInteractiveLogonRight contains the user, a group, or \"Local account\" (S-1-5-113, S-1-5-114).",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Use a domain account.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See who is denied (rights.inf) and by which policy (report.html); both are written to your own folder.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "secedit /export /cfg \"$HOME\\rights.inf\" /areas USER_RIGHTS; gpresult /h \"$HOME\\report.html\" /f",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Take the one group out of the deny list if that is intended.",
            command: None,
        },
    ],
    changes: &[&change::RESTORE_REMOTE_RIGHT],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/windows-itpro-docs windows/security/threat-protection/security-policy-settings/deny-log-on-through-remote-desktop-services.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let denied = inside.rights.never_remote.known()?;
    let sid = seen_inside::broad(denied)?;
    let says =
        format!("{sid} is denied to sign in through Remote Desktop (SeDenyRemoteInteractiveLogonRight)");
    let found = Match::likely("/inside/rights/never_remote", says);
    // Local accounts only.
    let local = matches!(sid.as_str(), "S-1-5-113" | "S-1-5-114");
    Some(if local { seen_inside::hinders_some(facts, found) } else { found })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_local_accounts_are_denied() {
        let facts = testing::spoilt(|inside| {
            inside.rights.never_remote.known_mut().unwrap().push("S-1-5-113".into());
        });
        expect![[r"
            likely, hinders
            /inside/rights/never_remote: S-1-5-113 is denied to sign in through Remote Desktop (SeDenyRemoteInteractiveLogonRight)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_everyone_is_denied() {
        let facts = testing::spoilt(|inside| {
            inside.rights.never_remote.known_mut().unwrap().push("S-1-1-0".into());
        });
        expect![[r"
            likely, blocks
            /inside/rights/never_remote: S-1-1-0 is denied to sign in through Remote Desktop (SeDenyRemoteInteractiveLogonRight)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
