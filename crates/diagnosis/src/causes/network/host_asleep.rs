//! The computer is asleep.

use crate::cause::{Cause, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::{Provider, What};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The computer is asleep.
pub static CAUSE: Cause = Cause {
    id: "network/host-asleep",
    aliases: &["host-asleep"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The computer is asleep",
    meaning: "The computer has gone to sleep or hibernated, so Remote Desktop cannot answer. Its network card may still answer the very lowest network requests, which makes it look half alive.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Inside],
    signs: &["System log, Kernel-Power 42 (entering sleep) and 107 (resumed)."],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Send a wake-on-LAN packet, or wake it through a gateway on its network.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Never sleep on mains power (computers with modern standby heed this only in part).",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "powercfg /change standby-timeout-ac 0; powercfg /change hibernate-timeout-ac 0",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See which devices may wake the computer; allow the network card, on a magic packet only.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "powercfg /devicequery wake_armed",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/troubleshoot-remote-desktop-disconnected-errors.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let slept = What::Event { provider: Provider::KernelPower, id: 42 };
    let woke = What::Event { provider: Provider::KernelPower, id: 107 };
    let (newest, _) = facts.log.known()?.newest(&[slept, woke])?;
    let found = seen_inside::event(facts, Provider::KernelPower, &[42], "the host goes to sleep")?;
    (newest.what == slept).then(|| seen_inside::lowered(found))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn inside_it_went_to_sleep() {
        let facts = testing::event(Provider::KernelPower, 42);
        expect![[r"
            possible, blocks
            /log/entries: Kernel-Power 42: the host goes to sleep, last on 2026-11-22 11:00 UTC
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
