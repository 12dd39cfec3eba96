//! Strangers on the internet keep locking the account.

use jiff::SignedDuration;

use crate::cause::{Cause, Certainty, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Strangers on the internet keep locking the account.
pub static CAUSE: Cause = Cause {
    id: "logon/locked-by-attackers",
    aliases: &["account-locked-by-internet-bruteforce"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Exposes,
    frequency: Frequency::Common,
    title: "Strangers on the internet keep locking the account",
    meaning: "The Remote Desktop port is open to the internet and is attacked with password guesses. The account is locked again and again; since October 2022 this includes the built-in Administrator on new systems.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "As a security precaution, the user account has been locked because there were too many logon attempts or password change attempts.",
        codes: &["3335", "0xD07"],
    }],
    told_by: &[ToldBy::Inside],
    signs: &["Flood of Security 4625, type 3; RdpCoreTS 140 with foreign addresses; 4740."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Close the port to the internet at once, then unlock the account. Needs a console or another way in: whoever comes from outside your own network is cut off.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-NetFirewallRule -Name RemoteDesktop-UserMode-In-TCP,RemoteDesktop-UserMode-In-UDP -RemoteAddress <own-net>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Offer a gateway or VPN instead; use an administrator name that is not guessed.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Exempt the Administrator account from lockout",
        why: "lets the guessing go on for ever",
        instead: "close the port",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/cannot-rdp-azure-vm-brute-force.md",
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-rdp-internal-error.md",
    ],
};

/// So many refused sign-ins within an hour are no person's.
const MANY: usize = 30;

fn inside(facts: &Facts) -> Option<Match> {
    let log = facts.log.known()?;
    let refused = [(Provider::RdpCoreTs, 140), (Provider::Security, 4625)];
    refused.into_iter().find_map(|(provider, id)| {
        let (newest, _) = log.event(provider, &[id])?;
        let since = newest.at - SignedDuration::from_hours(1);
        let at_once =
            log.entries.iter().filter(|entry| entry.what == newest.what && entry.at >= since).count();
        let found = seen_inside::event(facts, provider, &[id], "refused sign-ins, many within an hour")?;
        (at_once >= MANY)
            .then(|| Match { certainty: Certainty::Possible, ..seen_inside::hinders_some(facts, found) })
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_fifty_in_an_hour() {
        let facts = {
            let mut facts = testing::event(Provider::RdpCoreTs, 140);
            let log = facts.log.known_mut().unwrap();
            log.entries = vec![log.entries[0].clone(); 50];
            facts
        };
        expect![[r"
            possible, hinders
            /log/entries: RdpCoreTS 140: refused sign-ins, many within an hour, 50 times, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
