//! The host lacks the 2018 CredSSP fix.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host lacks the 2018 CredSSP fix.
pub static CAUSE: Cause = Cause {
    id: "nla/credssp-unpatched-host",
    aliases: &["credssp-oracle-client-patched-host-not"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "The host lacks the 2018 CredSSP fix",
    meaning: "The host has not been updated since before May 2018, so its sign-in can be tampered with on the way (CVE-2018-0886). Up-to-date clients, this tool among them, refuse to send it a password. The host needs an update.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "The function requested is not supported", codes: &[] },
        SeenAs {
            client: "mstsc",
            message: "An authentication error has occurred. The function requested is not supported. This could be due to CredSSP encryption oracle remediation.",
            codes: &["0x80090302"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_PASSWORD_CERTAINLY_EXPIRED",
            codes: &["0x2000F", "xfreerdp exit 152"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "TSpkg.dll older than May 2018 (6.1.7601.24117, 6.2.9200.22432, 6.3.9600.18999, 10.0.14393.2248, 10.0.15063.1088, 10.0.16299.431 are the first with the default Mitigated); client log: System, LSA (LsaSrv) 6041.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Ask the host's administrator to install its updates; nothing has to change on your computer.",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Weakens,
            text: "If there is no other way in to repair the host, allow it on one client, and take it back at once afterwards with the next step.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg add HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters /v AllowEncryptionOracle /t REG_DWORD /d 2 /f",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Afterwards, take it back.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg delete HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters /v AllowEncryptionOracle /f",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See what was last installed (where PowerShell remoting is on, as it is on servers).",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Invoke-Command -ComputerName <host> { Get-HotFix | sort InstalledOn -desc | select -first 5 }",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Install any cumulative update since 2018-05, by console, serial console, PowerShell remoting or offline.",
            command: None,
        },
    ],
    changes: &[&change::ENCRYPTION_ORACLE],
    do_not: &[
        DoNot {
            advice: "Leave AllowEncryptionOracle = 2",
            why: "reopens CVE-2018-0886 for every connection of that client",
            instead: "patch the host; delete the value straight after the repair",
        },
        DoNot {
            advice: "Set \"Mitigated\" (1) on the client",
            why: "does not help at all, although many guides say so: Mitigated clients are exactly the ones that refuse",
            instead: "patch the host",
        },
    ],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/credssp-encryption-oracle-remediation.md",
        "https://support.microsoft.com/en-my/help/4093492/credssp-updates-for-cve-2018-0886-march-13-2018",
        "MS-CSSP section 2.2.1",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let version = *facts.nla.known()?.version.known()?;
    (version < 5).then(|| {
        Match::certain(
            "/nla/version",
            format!("it announces CredSSP {version}; the fix of CVE-2018-0886 announces 5 or 6"),
        )
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn version_3() {
        let facts = {
            let mut facts = testing::healthy();
            facts.nla.known_mut().unwrap().version = Fact::Known(3);
            facts
        };
        expect![[r"
            certain, blocks
            /nla/version: it announces CredSSP 3; the fix of CVE-2018-0886 announces 5 or 6
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
