//! NTLM is blocked and Kerberos was not possible.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// NTLM is blocked and Kerberos was not possible.
pub static CAUSE: Cause = Cause {
    id: "nla/ntlm-blocked",
    aliases: &["ntlm-blocked-on-host-or-domain"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "NTLM is blocked and Kerberos was not possible",
    meaning: "The host, the domain or the connecting computer itself forbids the older sign-in method NTLM, and the newer one, Kerberos, could not be used, for example because an address or alias was typed. The text mentions CredSSP too, which misleads.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "The function requested is not supported", codes: &[] },
        SeenAs {
            client: "mstsc",
            message: "The function requested is not supported. This could be due to NTLM authentication being blocked on the remote computer. This could also be due to CredSSP encryption oracle remediation.",
            codes: &["0x80090302"],
        },
        SeenAs { client: "freerdp", message: "SPNEGO failed", codes: &["0x80090302"] },
    ],
    told_by: &[ToldBy::Outside, ToldBy::Inside],
    signs: &[
        "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0 RestrictReceivingNTLMTraffic = 2; NTLM/Operational log 4002 (host), 8004 (domain controller).",
        "Client (not host): the same key, RestrictSendingNTLMTraffic = 2 (policy \"Outgoing NTLM traffic to remote servers\", Deny all), which the CIS baselines set; ClientAllowedNTLMServers has the exceptions.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use the full domain name, user@domain.tld, and a way to a domain controller or KDC proxy.",
            command: None,
        },
        Remedy {
            who: Who::HelpDesk,
            risk: Risk::Harmless,
            text: "See whether the connecting computer itself forbids NTLM (RestrictSendingNTLMTraffic is 2), and which hosts it excepts.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0' | fl RestrictSendingNTLMTraffic,ClientAllowedNTLMServers",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HelpDesk,
            risk: Risk::Weakens,
            text: "If it does and NTLM must stay possible, except this one host there (policy \"Restrict NTLM: Add remote server exceptions for NTLM authentication\").",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Weakens,
            text: "If the host or domain forbids it and NTLM must stay possible, make an exception for this one server only (policy \"Restrict NTLM: Add server exceptions in this domain\").",
            command: None,
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Harmless,
            text: "Check that the service name is registered; make Kerberos possible with the right DNS name.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "setspn -Q TERMSRV/<host>",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[&change::ACCEPT_NTLM],
    do_not: &[DoNot {
        advice: "AllowEncryptionOracle = 2",
        why: "does nothing here and opens CVE-2018-0886; it is what most pages tell because the message names both",
        instead: "check TSRequest.version, then make Kerberos work",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://bytepie.com/troubleshooting-rdp-resolving-the-ntlm-authentication-being-blocked",
        "FreeRDP/FreeRDP#6426",
        "ansible-lockdown/Windows-2022-CIS#65",
        "ansible-lockdown/Windows-2022-CIS#81",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    // The value of this code is not confirmed by any public document.
    if let Some(found) = seen::status(facts, &[0xC000_0418]) {
        return Some(seen::likely(found));
    }
    // "Not supported" is also what a refusal after CVE-2018-0886 says; a patched host means NTLM.
    if *facts.nla.known()?.version.known()? < 5 {
        return None;
    }
    seen::status(facts, &[0x8009_0302, 0xC000_00BB]).map(seen::likely)
}

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let set = &inside.authentication.refuses_ntlm;
    let found = seen_inside::set(
        set,
        |&level| matches!(level, 1 | 2),
        "/inside/authentication/refuses_ntlm",
        |level| {
            let whom = if *level == 1 { "for domain accounts" } else { "for everybody" };
            format!("the host refuses NTLM {whom} (RestrictReceivingNTLMTraffic is {level})")
        },
    )?;
    // Kerberos still works.
    Some(seen_inside::hinders_some(facts, seen_inside::lowered(found)))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_so() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_0418));
        expect![[r"
            likely, blocks
            /logon/outcome: the host answered STATUS_NTLM_BLOCKED (0xC0000418)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn a_patched_host_says_not_supported() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0x8009_0302));
        expect![[r"
            likely, blocks
            /logon/outcome: the host answered SEC_E_UNSUPPORTED_FUNCTION (0x80090302)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_ntlm_is_refused() {
        let facts = testing::spoilt(|inside| inside.authentication.refuses_ntlm = Fact::Known(Some(2)));
        expect![[r"
            likely, hinders
            /inside/authentication/refuses_ntlm: the host refuses NTLM for everybody (RestrictReceivingNTLMTraffic is 2)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
