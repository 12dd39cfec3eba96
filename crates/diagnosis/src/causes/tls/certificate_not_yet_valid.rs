//! The host's certificate is not valid yet.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host's certificate is not valid yet.
pub static CAUSE: Cause = Cause {
    id: "tls/certificate-not-yet-valid",
    aliases: &[],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Rare,
    title: "The host's certificate is not valid yet",
    meaning: "The certificate's start date lies in the future. Either the clock of the host, or of the machine that made the certificate, was wrong, or your own clock is slow.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The authentication certificate received from the remote computer is expired or invalid. In some cases, this error might also be caused by a large time discrepancy between the client and server computers.",
        codes: &["6919", "0x1B07"],
    }],
    told_by: &[ToldBy::Outside],
    signs: &["Clock of the host wrong (w32time), or certificate made while it was."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Correct your clock.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Start-Service W32Time; w32tm /resync",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Correct the host's clock.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Start-Service W32Time; w32tm /resync /force",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Then make a new certificate. Needs a console or another way in.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Get-ChildItem 'Cert:\\LocalMachine\\Remote Desktop' | ? NotBefore -gt (Get-Date) | Remove-Item; Restart-Service SessionEnv -Force",
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
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let tls = facts.tls.known()?;
    let leaf = tls.leaf()?;
    (leaf.not_before > facts.observed_at).then(|| {
        let found = Match::certain(
            "/tls/chain/0/not_before",
            format!("it begins on {}", leaf.not_before.strftime("%Y-%m-%d")),
        );
        // Two clocks that disagree are a clock fault first; but only the host says what its own clock is.
        let doubted = seen::clock_explains_dates(facts);
        seen::refused_host(tls, if doubted { seen::possible(found) } else { found })
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use jiff::SignedDuration;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn valid_from_tomorrow() {
        let facts = {
            let mut facts = testing::healthy();
            let tls = facts.tls.known_mut().unwrap();
            tls.chain[0].not_before = testing::now() + SignedDuration::from_hours(24);
            facts
        };
        expect![[r"
            certain, hinders
            /tls/chain/0/not_before: it begins on 2026-11-23
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
