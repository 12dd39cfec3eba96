//! Connecting by address instead of name.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Connecting by address instead of name.
pub static CAUSE: Cause = Cause {
    id: "name/ip-address-used",
    aliases: &["ip-address-used-no-kerberos"],
    stage: Stage::Name,
    stops_at: &[Stage::Nla, Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "Connecting by address instead of name",
    meaning: "Windows does not try Kerberos with a bare IP address unless it is set up for that, so sign-in falls back to NTLM. Where NTLM is blocked, or the account may not use it, the sign-in then fails although the same account works by name. Microsoft Entra web sign-in refuses addresses as well.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The function requested is not supported. This could be due to NTLM authentication being blocked on the remote computer",
            codes: &["0x80090302"],
        },
        SeenAs {
            client: "mstsc",
            message: "A user account restriction is preventing you from logging on",
            codes: &["3079", "0xC07"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_ACCOUNT_RESTRICTION",
            codes: &["0x20017", "0x20009", "xfreerdp exit 156", "xfreerdp exit 132"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "Security 4625 with authentication package NTLM.",
        "Entra sign-in: AADSTS293004, where what was typed is no registered name of a device, or belongs to another tenant.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::You,
        risk: Risk::Harmless,
        text: "Use the full domain name of the host.",
        command: Some(Command {
            shell: Shell::PowerShell,
            line: "mstsc /v:<host.domain.tld>",
            trust: Trust::Unverified,
        }),
    }],
    changes: &[],
    do_not: &[DoNot {
        advice: "Allow NTLM again",
        why: "undoes a deliberate protection for everyone",
        instead: "connect by name",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://bytepie.com/troubleshooting-rdp-resolving-the-ntlm-authentication-being-blocked",
        "MicrosoftDocs/windows-itpro-docs windows/client-management/client-tools/connect-to-remote-aadj-pc.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let challenge = facts.nla.known()?.challenge.known()?;
    if !facts.target.is_address() || !challenge.in_domain() {
        return None;
    }
    let domain = challenge.nb_domain.as_deref()?;
    let found =
        Match::likely("/target/host", "you asked for an address, and Kerberos knows hosts by name only")
            .and("/nla/challenge/nb_domain", format!("the host is in the domain {domain}"));
    // Without Kerberos NTLM still works for most accounts.
    let kerberos_needed = seen::status(facts, &[0xC000_006E, 0xC000_0418]).is_some();
    Some(if kerberos_needed { found } else { found.with_impact(Impact::Hinders) })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn a_domain_member_asked_for_by_address() {
        let facts = {
            let mut facts = testing::healthy();
            facts.target.host = "10.1.2.3".into();
            facts
        };
        expect![[r"
            likely, hinders
            /target/host: you asked for an address, and Kerberos knows hosts by name only
            /nla/challenge/nb_domain: the host is in the domain CORP
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
