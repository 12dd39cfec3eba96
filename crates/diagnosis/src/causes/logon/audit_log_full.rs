//! The security log is full, and only administrators get in.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The security log is full, and only administrators get in.
pub static CAUSE: Cause = Cause {
    id: "logon/audit-log-full",
    aliases: &[],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "The security log is full, and only administrators get in",
    meaning: "The host is told to let nobody in whose sign-in it can't write down. Its security log could not be written once, and since then it takes administrators only, until one of them makes room and takes the mark back.",
    seen_as: &[
        SeenAs {
            client: "windows",
            message: "The security log on this system is full",
            codes: &["STATUS_AUDIT_FAILED", "0xC0000244"],
        },
        SeenAs {
            client: "windows",
            message: "Only administrators can log on to fix the problem",
            codes: &[],
        },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        r"HKLM\SYSTEM\CurrentControlSet\Control\Lsa, crashonauditfail = 2; security log, event 1104 or 521.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Sign in as an administrator and see how full the log is, and what happens to it when it is.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "wevtutil gl Security; wevtutil gli Security",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Keep a copy of the log where your rules want it.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "wevtutil epl Security <file>.evtx",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Make room: let the log be larger, as far as the disk allows.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "wevtutil sl Security /ms:<bytes>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Once there is room in it again, take the mark back and restart the computer.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: r"reg add HKLM\SYSTEM\CurrentControlSet\Control\Lsa /v crashonauditfail /t REG_DWORD /d 1 /f",
                trust: Trust::Cited,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Set crashonauditfail to 0",
        why: "from then on people get in without a trace in the log, which somebody has forbidden on purpose",
        instead: "1, after the log was saved and has room",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://support.microsoft.com/en-us/kb/140058",
        "MicrosoftDocs/windows-itpro-docs windows/security/threat-protection/security-policy-settings/audit-shut-down-system-immediately-if-unable-to-log-security-audits.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let found = seen_inside::set(
        &facts.inside.known()?.authentication.audit_failed,
        |state| *state == 2,
        "/inside/authentication/audit_failed",
        |_| {
            "crashonauditfail is 2: a sign-in could not be written down, and only administrators are let in"
                .to_owned()
        },
    )?;
    Some(seen_inside::hinders_some(facts, found))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_the_mark_is_set() {
        let facts = testing::spoilt(|inside| inside.authentication.audit_failed = Fact::Known(Some(2)));
        expect![[r"
            certain, hinders
            /inside/authentication/audit_failed: crashonauditfail is 2: a sign-in could not be written down, and only administrators are let in
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_the_rule_alone_keeps_nobody_out() {
        let facts = testing::spoilt(|inside| inside.authentication.audit_failed = Fact::Known(Some(1)));
        expect!["nothing"].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
