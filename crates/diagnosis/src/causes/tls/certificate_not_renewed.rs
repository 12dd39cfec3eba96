//! The host cannot renew its own certificate.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host cannot renew its own certificate.
pub static CAUSE: Cause = Cause {
    id: "tls/certificate-not-renewed",
    aliases: &["tls-self-signed-cert-not-renewed"],
    stage: Stage::Tls,
    stops_at: &[Stage::Client],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "The host cannot renew its own certificate",
    meaning: "Windows wants to replace its expired Remote Desktop certificate and fails, because it may not write or read the key. From outside it looks like an internal error or an expired certificate.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "An internal error has occurred", codes: &[] },
        SeenAs {
            client: "mstsc",
            message: "The authentication certificate received from the remote computer is expired or invalid",
            codes: &["6919", "0x1B07"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_TLS_CONNECT_FAILED",
            codes: &["0x20008", "xfreerdp exit 143"],
        },
    ],
    told_by: &[ToldBy::Outside, ToldBy::Inside],
    signs: &[
        "System log: TerminalServices-RemoteConnectionManager 1057 and 1058 (\"Access is denied\", \"object already exists\", \"keyset does not exist\").",
        "C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys: wrong rights or owner on the file f686aace6942fb7f7ceb231212eef4a4_<machine GUID>; Control\\Terminal Server\\WinStations SelfSignedCertStore other than \"Remote Desktop\".",
        "Services KeyIso, CryptSvc, SessionEnv or CertPropSvc not running.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Start the services it needs.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Start-Service KeyIso,CryptSvc,SessionEnv,CertPropSvc",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Save the present rights of the key files to your own folder.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "icacls \"C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\" /save \"$HOME\\machinekeys-acl.txt\" /t /c",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Repair the rights of that one key file: SYSTEM full, NETWORK SERVICE read. It takes ownership first, and gives it back to SYSTEM; the second part of the file's name is the machine's own GUID. A restart of TermService follows in the next step.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "$key = 'C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\f686aace6942fb7f7ceb231212eef4a4_' + (Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Cryptography').MachineGuid; takeown /f $key; icacls $key /grant *S-1-5-18:F *S-1-5-20:R; icacls $key /setowner *S-1-5-18",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Delete the certificate in the Remote Desktop store and restart the services; check SelfSignedCertStore. Needs a console or another way in: it ends your own session too.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Get-ChildItem 'Cert:\\LocalMachine\\Remote Desktop' | Remove-Item; Restart-Service SessionEnv,TermService -Force",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[
        DoNot {
            advice: "takeown /r over the whole MachineKeys folder, as a Microsoft script does",
            why: "destroys the rights of all other keys",
            instead: "save the rights and repair the one file",
        },
        DoNot {
            advice: "UserAuthentication = 0 and SecurityLayer = 0",
            why: "removes the protection for good if forgotten",
            instead: "at most a test of minutes behind a firewall",
        },
    ],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/internal-error-has-occurred-connecting-remote-machine.md",
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton.md",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdp-error-general-troubleshooting.md",
        "MicrosoftDocs/windowsserverdocs#5614",
    ],
};

/// Windows makes its own certificates for Remote Desktop for half a year.
const HALF_A_YEAR: std::ops::RangeInclusive<i64> = 180..=186;

fn detect(facts: &Facts) -> Option<Match> {
    let tls = facts.tls.known()?;
    let leaf = tls.leaf()?;
    // Where two clocks disagree, that comes first.
    if leaf.not_after >= facts.observed_at || seen::clock_explains_dates(facts) {
        return None;
    }
    let days = leaf.not_after.duration_since(leaf.not_before).as_hours() / 24;
    if !leaf.self_signed || !HALF_A_YEAR.contains(&days) {
        return None;
    }
    let says = format!(
        "the host made it itself, for {days} days as Windows does, and did not replace it when it ended on {}",
        leaf.not_after.strftime("%Y-%m-%d")
    );
    // A person may still click it away.
    let found = Match::possible("/tls/chain/0/not_after", says).with_impact(Impact::Hinders);
    Some(seen::refused_host(tls, found))
}

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(
        facts,
        Provider::RemoteConnectionManager,
        &[1057, 1058],
        "the host's own certificate could not be made or replaced",
    )
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use jiff::SignedDuration;

    #[test]
    fn its_own_half_year_is_over() {
        let mut facts = testing::healthy();
        let leaf = &mut facts.tls.known_mut().unwrap().chain[0];
        leaf.self_signed = true;
        leaf.not_after = testing::now() - SignedDuration::from_hours(24 * 10);
        leaf.not_before = leaf.not_after - SignedDuration::from_hours(24 * 183);
        expect![[r"
            possible, hinders
            /tls/chain/0/not_after: the host made it itself, for 183 days as Windows does, and did not replace it when it ended on 2026-11-12
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
        facts.tls.known_mut().unwrap().chain[0].not_before -= SignedDuration::from_hours(24 * 365);
        expect![["nothing"]].assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::RemoteConnectionManager, 1057);
        expect![[r"
            likely, blocks
            /log/entries: RemoteConnectionManager 1057: the host's own certificate could not be made or replaced, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
