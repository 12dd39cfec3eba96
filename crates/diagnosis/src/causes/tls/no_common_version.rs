//! Host and client have no TLS version in common.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen_inside;
use crate::change;
use crate::facts::{Facts, Handshake};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Host and client have no TLS version in common.
pub static CAUSE: Cause = Cause {
    id: "tls/no-common-version",
    aliases: &["tls-versions-disabled"],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "Host and client have no TLS version in common",
    meaning: "On the host (or the client) TLS versions were switched off one after the other until none is left that both know. Often a hardening guide or an incomplete registry edit did this.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "An internal error has occurred", codes: &[] },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_TLS_CONNECT_FAILED",
            codes: &["0x20008", "xfreerdp exit 143"],
        },
    ],
    told_by: &[ToldBy::Outside, ToldBy::Inside],
    signs: &[
        "Schannel 36871 (error 10013) in the System log; HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.x\\Server with Enabled = 0 or DisabledByDefault = 1.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Update the client.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See what is switched off.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "reg query \"HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\" /s",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Switch TLS 1.2 on for Server and Client, then restart the host. TLS 1.3 goes the same way where Windows supports it.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "foreach ($end in 'Server','Client') { $key = \"HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\$end\"; reg add $key /v Enabled /t REG_DWORD /d 1 /f; reg add $key /v DisabledByDefault /t REG_DWORD /d 0 /f }",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "On a Linux host, see which TLS versions xrdp takes, and leave TLSv1.2 and TLSv1.3 there.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "grep -n \"ssl_protocols\\|tls_ciphers\" /etc/xrdp/xrdp.ini",
                trust: Trust::Cited,
            }),
        },
    ],
    changes: &[&change::ENABLE_TLS_1_2, &change::USUAL_TLS, &change::OLDER_TLS],
    do_not: &[DoNot {
        advice: "Enable TLS 1.0 and 1.1, as one Microsoft article says",
        why: "obsolete and broken protocols",
        instead: "TLS 1.2 and 1.3 on both ends",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/cannot-connect-rdp-azure-vm.md",
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton.md",
        "MicrosoftDocs/windowsserverdocs WindowsServerDocs/security/tls/tls-registry-settings.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let tls = facts.tls.known()?;
    let found = match tls.handshake {
        Handshake::Alert { code: 70 } => Match::certain(
            "/tls/handshake",
            "the host refuses every version offered (alert 70, protocol_version)",
        ),
        // OpenSSL's SSL_R_UNSUPPORTED_PROTOCOL: the host chose a version from before TLS 1.0.
        Handshake::Rejected { code: 258 } => {
            Match::certain("/tls/handshake", "the host chose a version that nobody should speak any more")
        }
        _ => return None,
    };
    let taken = tls.trials.iter().any(|trial| trial.handshake == Handshake::Completed);
    (!taken).then_some(found)
}

fn inside(facts: &Facts) -> Option<Match> {
    let inside = facts.inside.known()?;
    // A host that is set to the old encryption alone speaks no TLS at all.
    let layer = inside.security.layer.in_force().and_then(|wins| wins.value);
    if layer == Some(0) {
        return None;
    }
    let versions = inside.security.tls.known()?;
    let off = |name: &str| versions.iter().any(|version| version.version == name && version.is_off());
    if !off("TLS 1.2") {
        return None;
    }
    let found = Match::certain("/inside/security/tls", "TLS 1.2 is switched off for the server side");
    // Windows speaks TLS 1.3 from Server 2022 on.
    let speaks_1_3 = inside.system.build.known().is_none_or(|build| build.number >= 20348) && !off("TLS 1.3");
    Some(if speaks_1_3 { seen_inside::lowered(found) } else { found })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;
    use crate::facts::inside::{Build, TlsSetting};

    #[test]
    fn alert_70() {
        let facts = testing::stopped_at_tls(Handshake::Alert { code: 70 });
        expect![[r"
            certain, blocks
            /tls/handshake: the host refuses every version offered (alert 70, protocol_version)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_tls_1_2_is_off() {
        let facts = testing::spoilt(|inside| {
            let off = TlsSetting { version: "TLS 1.2".into(), enabled: Some(false), off_by_default: None };
            inside.security.tls = Fact::Known(vec![off]);
            inside.system.build = Fact::Known(Build { number: 17763, revision: None });
        });
        expect![[r"
            certain, blocks
            /inside/security/tls: TLS 1.2 is switched off for the server side
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
