//! The name leads to the wrong computer.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The name leads to the wrong computer.
pub static CAUSE: Cause = Cause {
    id: "name/stale-record",
    aliases: &["dns-stale-record"],
    stage: Stage::Name,
    stops_at: &[Stage::Network, Stage::Tls, Stage::Nla, Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The computer that answers has another name",
    meaning: "The computer at this address calls itself something else. That is fine if the name you used is an alias of it. If not, the name server still has an old address, and you are talking to the wrong computer.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The connection cannot be completed because the remote computer that was reached is not the one you specified. This could be caused by an outdated entry in the DNS cache.",
            codes: &[],
        },
        SeenAs {
            client: "mstsc",
            message: "Remote Desktop can't connect to the remote computer for one of these reasons: 1) Remote access to the server is not enabled 2) The remote computer is turned off 3) The remote computer is not available on the network",
            codes: &["516", "0x204"],
        },
        SeenAs {
            client: "freerdp",
            message: "The host key for the server has changed",
            codes: &["0xC000006D"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &["System log, source Kerberos, event 4 on the client."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Clear the resolver cache and check the hosts file.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "ipconfig /flushdns",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Compare names before typing a password.",
            command: None,
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Correct the DNS record (the host registers it anew with this command, run there); turn on scavenging; let DHCP own its records.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "ipconfig /registerdns",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Look for duplicate service principal names, and remove the wrong one with setspn -D.",
            command: Some(Command { shell: Shell::PowerShell, line: "setspn -X", trust: Trust::Unverified }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Use the IP address instead",
        why: "drops to NTLM and hides that the wrong machine answers",
        instead: "repair the record",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/local-security-authority-cant-contact.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    // Another computer knows nothing of this account: that it refuses the password is no wonder.
    if seen::wrong_credentials(facts).is_some()
        && let Some((fact, says)) = seen::another_host_answers(facts)
    {
        let found = Match::likely(fact, says)
            .and("/tls/name_fits", "its certificate does not carry the name you asked for")
            .and("/logon/outcome", "it refuses the account, as any other computer would");
        return Some(found.with_impact(Impact::Blocks));
    }
    let asked = seen::first_label(&facts.target.host)?;
    let tls = facts.tls.known()?;
    let computer = facts.nla.known()?.challenge.known()?.nb_computer.as_deref()?;
    let stranger =
        !asked.eq_ignore_ascii_case(seen::first_label(computer)?) && tls.name_fits.known() == Some(&false);
    stranger.then(|| {
        Match::possible(
            "/nla/challenge/nb_computer",
            format!("the computer that answers calls itself “{computer}”"),
        )
        .and("/tls/name_fits", "its certificate does not carry the name you asked for either")
        .with_impact(Impact::Hinders)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn another_computer_answers() {
        let facts = {
            let mut facts = testing::healthy();
            facts.tls.known_mut().unwrap().name_fits = Fact::Known(false);
            facts.nla.known_mut().unwrap().challenge.known_mut().unwrap().nb_computer = Some("OTHER".into());
            facts
        };
        expect![[r"
            possible, hinders
            /nla/challenge/nb_computer: the computer that answers calls itself “OTHER”
            /tls/name_fits: its certificate does not carry the name you asked for either
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_where_a_tunnel_may_lead_elsewhere() {
        let mut facts = testing::healthy();
        facts.target.host = "localhost".into();
        facts.tls.known_mut().unwrap().name_fits = Fact::Known(false);
        facts.nla.known_mut().unwrap().challenge.known_mut().unwrap().nb_computer = Some("OTHER".into());
        assert_eq!((CAUSE.detect)(&facts), None);
    }

    #[test]
    fn silent_when_the_certificate_fits() {
        let facts = {
            let mut facts = testing::healthy();
            facts.nla.known_mut().unwrap().challenge.known_mut().unwrap().nb_computer = Some("OTHER".into());
            facts
        };
        assert_eq!((CAUSE.detect)(&facts), None);
    }
}
