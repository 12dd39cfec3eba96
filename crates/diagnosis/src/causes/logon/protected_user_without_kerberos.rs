//! This protected account needs Kerberos, but NTLM was used.

use crate::cause::{Behind, Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Mechanism};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// This protected account needs Kerberos, but NTLM was used.
pub static CAUSE: Cause = Cause {
    id: "logon/protected-user-without-kerberos",
    aliases: &["protected-users-need-kerberos"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "This protected account needs Kerberos, but NTLM was used",
    meaning: "The account is in the group Protected Users, which may only use Kerberos. The client tried NTLM, because an address was typed or it found no domain controller, and was refused.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "A user account restriction is preventing you from logging on.",
            codes: &["3079", "0xC07"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_ACCOUNT_RESTRICTION",
            codes: &["0x20017", "ERRCONNECT_ACCOUNT_RESTRICTION", "xfreerdp exit 156"],
        },
    ],
    told_by: &[ToldBy::Credentials],
    signs: &[
        "Security 4625 with package NTLM; domain controller log ProtectedUserFailures-DomainController 100, 104.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use the host's full domain name; FreeRDP 3 with krb5; a KDC proxy from outside. (On Debian and Ubuntu the program is xfreerdp3.)",
            command: Some(Command {
                shell: Shell::Sh,
                line: "kinit <user>@<REALM>; xfreerdp /v:<host.domain.tld> /u:<user> /d:<REALM>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Keep the membership; make Kerberos possible (DNS name, service name, KDC proxy).",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Take the account out of Protected Users",
        why: "drops the protection of the most valuable accounts",
        instead: "Kerberos by full name",
    }],
    behind: &[
        Behind {
            what: "an authentication policy ties the account to certain devices",
            tell: "Get-ADUser with AuthenticationPolicySilo",
        },
        Behind {
            what: "the account's sign-in is restricted in another way",
            tell: "Security event 4625 on the host, its sub status",
        },
    ],
    explains: &[],
    trust: Trust::Cited,
    references: &["FreeRDP/FreeRDP#5258", "mRemoteNG/mRemoteNG#3175", "Devolutions/devolutions-gateway#954"],
};

fn detect(facts: &Facts) -> Option<Match> {
    if facts.target.identity.as_ref()?.empty_password || facts.logon.known()?.mechanism != Mechanism::Ntlm {
        return None;
    }
    seen::status(facts, &[0xC000_006E])
        .map(|found| seen::likely(found).and("/logon/mechanism", "the sign-in went by NTLM"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn restricted_over_ntlm() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC000_006E));
        expect![[r"
            likely, blocks
            /logon/outcome: the host answered STATUS_ACCOUNT_RESTRICTION (0xC000006E)
            /logon/mechanism: the sign-in went by NTLM
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
