//! The host's certificate has expired.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host's certificate has expired.
pub static CAUSE: Cause = Cause {
    id: "tls/certificate-expired",
    aliases: &[],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Common,
    title: "The host's certificate has expired",
    meaning: "The certificate with which the host proves its identity is past its end date. Windows should renew its own certificate by itself, so something prevents it, or a certificate from an issuer was not renewed.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Remote Desktop cannot connect to the remote computer because the authentication certificate received from the remote computer is expired or invalid.",
            codes: &["6919", "0x1B07"],
        },
        SeenAs {
            client: "freerdp",
            message: "Certificate expired warning",
            codes: &["0x20008", "xfreerdp exit 143"],
        },
        SeenAs { client: "macos", message: "Certificate warning", codes: &[] },
    ],
    told_by: &[ToldBy::Outside, ToldBy::Inside],
    signs: &["Store \"Remote Desktop\": expired certificate; System 1057, 1058 when the renewal fails."],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Check your clock, its date and time zone first: compare it with a phone.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-Date; Get-TimeZone",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Look at the certificate in use.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-ChildItem 'Cert:\\LocalMachine\\Remote Desktop' | fl Subject,NotAfter,HasPrivateKey",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Let Windows make a new one: delete the expired one and restart the configuration service. Needs a console or another way in.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Get-ChildItem 'Cert:\\LocalMachine\\Remote Desktop' | ? NotAfter -lt (Get-Date) | Remove-Item; Restart-Service SessionEnv -Force",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Certificate from an issuer: renew it and bind the new thumbprint.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Set authentication level:i:0 or ignore certificates",
        why: "sends the password to whoever answers",
        instead: "renew the certificate",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-ondisconnected",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/internal-error-has-occurred-connecting-remote-machine.md",
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-rdp-internal-error.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let tls = facts.tls.known()?;
    let leaf = tls.leaf()?;
    (leaf.not_after < facts.observed_at).then(|| {
        let found = Match::certain(
            "/tls/chain/0/not_after",
            format!("it ended on {}", leaf.not_after.strftime("%Y-%m-%d")),
        );
        // Two clocks that disagree are a clock fault first; but only the host says what its own clock is.
        let doubted = seen::clock_explains_dates(facts);
        seen::refused_host(tls, if doubted { seen::possible(found) } else { found })
    })
}

fn inside(facts: &Facts) -> Option<Match> {
    let bound = facts.inside.known()?.security.certificate.known()?;
    let end = bound.not_after.known().filter(|end| **end < facts.observed_at)?;
    let says = format!("the certificate that is set there ended on {}", end.strftime("%F"));
    Some(Match::certain("/inside/security/certificate/not_after", says).with_impact(Impact::Hinders))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use jiff::SignedDuration;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn out_of_date_since_yesterday() {
        let facts = {
            let mut facts = testing::healthy();
            let tls = facts.tls.known_mut().unwrap();
            tls.chain[0].not_after = testing::now() - SignedDuration::from_hours(24);
            facts
        };
        expect![[r"
            certain, hinders
            /tls/chain/0/not_after: it ended on 2026-11-21
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
