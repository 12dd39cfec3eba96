//! The clocks differ too much.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{ClockReading, Facts};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The clocks differ too much.
pub static CAUSE: Cause = Cause {
    id: "nla/clock-skew",
    aliases: &["kerberos-clock-skew", "clock-skew-ntlmv2"],
    stage: Stage::Nla,
    stops_at: &[Stage::Tls, Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The clocks differ too much",
    meaning: "Your computer, the host and the domain controller do not agree on the time. Kerberos allows five minutes; NTLM bears more than a day. Sign-in fails although the password is right.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Remote Desktop cannot verify the identity of the remote computer because there is a time or date difference between your computer and the remote computer.",
            codes: &["7431", "0x1D07"],
        },
        SeenAs { client: "mstsc", message: "Your credentials did not work", codes: &["2055", "0x807"] },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "System log: Kerberos and Time-Service (W32Time) events; Security 4625 with 0xC000006D or 0xC0000133.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Set your clock, time zone included; use a local account meanwhile.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Start-Service W32Time; w32tm /resync",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Set the host's clock.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Start-Service W32Time; w32tm /resync /force; w32tm /query /source",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Harmless,
            text: "Compare the clocks of the domain controllers; correct the time source of the first one, and time sync of virtual machines.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "w32tm /monitor",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Raise MaxClockSkew",
        why: "lets recorded sign-ins be replayed",
        instead: "correct the clocks",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-verify-identity-connecting-remote-machine.md",
        "MicrosoftDocs/win32 desktop-src/com/com-error-codes-4.md",
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    if let Some(found) =
        seen::status(facts, &[0xC000_0133, 0x8009_0324]).or_else(|| seen::kdc(facts, &[33, 37]))
    {
        return Some(found);
    }
    let (fact, clock) = seen::host_clock(facts)?;
    if clock.skew() <= ClockReading::TOLERANCE {
        return None;
    }
    // NTLM works in spite of it; Kerberos does not.
    let found =
        Match::likely(fact, format!("the host's clock is {}", clock.words())).with_impact(Impact::Hinders);
    let in_date_here = facts.tls.known().is_some_and(|tls| tls.in_date(facts.observed_at));
    Some(if seen::clock_explains_dates(facts) && !in_date_here {
        let found = found
            .and("/tls/chain/0/not_after", "by that clock its certificate is in date, by ours it is not; only the host says so, so compare your clock with another one");
        facts.tls.known().map_or(found.clone(), |tls| seen::refused_host(tls, found))
    } else {
        found
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use jiff::SignedDuration;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, LogonOutcome};

    #[test]
    fn nine_minutes_behind() {
        let facts = {
            let mut facts = testing::healthy();
            let theirs = testing::now() - SignedDuration::from_mins(9);
            facts.nla.known_mut().unwrap().clock = Fact::Known(ClockReading { theirs, ours: testing::now() });
            facts
        };
        expect![[r"
            likely, hinders
            /nla/clock: the host's clock is 9 minutes behind ours
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn the_host_says_so() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_0133));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_TIME_DIFFERENCE_AT_DC (0xC0000133)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
