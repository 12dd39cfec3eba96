//! Both computers are clones of each other.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Both computers are clones of each other.
pub static CAUSE: Cause = Cause {
    id: "nla/duplicate-machine-sid",
    aliases: &["loopback-or-duplicate-sid"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "Both computers are clones of each other",
    meaning: "Client and host were copied from one image without Sysprep and share the same machine identity (SID). Since the updates of August and September 2025 Windows 11 24H2, 25H2 and Server 2025 refuse to sign such twins in to each other. The password is right.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The login attempt failed",
            codes: &["2055", "0x807", "0x8009030E"],
        },
        SeenAs { client: "other", message: "There is a partial mismatch in the machine ID", codes: &[] },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "System log LsaSrv 6167; build 26100 or 26200 and later with KB5064081 (2025-08-29), KB5065426 (2025-09-09) or later on both sides.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect from a computer that is not a clone.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Compare the machine SIDs of both computers (a domain controller shows its domain's instead).",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "(Get-LocalUser | Select-Object -First 1).SID.AccountDomainSid.Value",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Build one of them anew from an image that was generalized before it was copied. Save its data first: what is set up on it is lost. Don't run Sysprep on the live computer.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Weakens,
            text: "A temporary opt-out by registry exists through Microsoft support until the end of 2027.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Uninstall the update",
        why: "removes all later security fixes as well",
        instead: "build one anew from a generalized image; the opt-out weakens loop-back protection but less",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://support.microsoft.com/en-au/topic/strengthening-administrator-protection-and-kerberos-authentication-f67abf78-41c5-4a89-a2da-a7b2fe280270",
        "https://techcommunity.microsoft.com/blog/windows-itpro-blog/hardening-administrative-actions-what-it-pros-need-to-know/4503956",
        "Microsoft 365 message center MC1275343",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(facts, Provider::Lsa, &[6167], "a ticket was refused as made for this same machine")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::Lsa, 6167);
        expect![[r"
            likely, blocks
            /log/entries: LsaSrv 6167: a ticket was refused as made for this same machine, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
