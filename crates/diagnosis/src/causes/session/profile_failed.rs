//! Your user profile on the host cannot be loaded.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Your user profile on the host cannot be loaded.
pub static CAUSE: Cause = Cause {
    id: "session/profile-failed",
    aliases: &["user-profile-failure"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "Your user profile on the host cannot be loaded",
    meaning: "Sign-in worked, but the folder with your settings is damaged or locked, or its storage cannot be reached. Windows then sends you out again or gives you a temporary profile.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The User Profile Service failed the sign-in. User profile cannot be loaded.",
        codes: &[],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "Application log, User Profiles Service 1500 to 1530 (seen most: 1502, 1508, 1511, 1515); FSLogix log with its reason codes.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Check the profile's storage and its lock.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-WinEvent -FilterHashtable @{LogName='Application';ProviderName='Microsoft-Windows-User Profiles Service'} -MaxEvents 10",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Repair or rename the profile and its ProfileList entry.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Unverified,
    references: &["https://learn.microsoft.com/en-us/fslogix/troubleshooting-error-codes"],
};

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(
        facts,
        Provider::Profiles,
        &[1500, 1502, 1504, 1505, 1508, 1509, 1511, 1515, 1521],
        "the user's profile could not be loaded",
    )
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::Profiles, 1500);
        expect![[r"
            likely, blocks
            /log/entries: User Profiles Service 1500: the user's profile could not be loaded, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
