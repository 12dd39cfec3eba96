//! The host has no usable certificate.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host has no usable certificate.
pub static CAUSE: Cause = Cause {
    id: "negotiation/no-certificate",
    aliases: &["no-certificate-on-host"],
    stage: Stage::Negotiation,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The host has no usable certificate",
    meaning: "The host says it has no certificate for encrypted connections. Windows normally makes one by itself, so the certificate or its key is damaged, missing or not readable.",
    seen_as: &[
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_TLS_CONNECT_FAILED",
            codes: &["0x20008", "ERRCONNECT_TLS_CONNECT_FAILED", "xfreerdp exit 143"],
        },
        SeenAs { client: "mstsc", message: "An internal error has occurred", codes: &[] },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "System log: 1057, 1058 (certificate could not be made or replaced), Schannel 36870, 36872; xrdp with security_layer=tls and unreadable key.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Let the host make a new certificate: check services, key rights, then let Windows make a new certificate.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-ChildItem 'Cert:\\LocalMachine\\Remote Desktop' | fl Subject,NotAfter,Thumbprint,HasPrivateKey",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Remove a stale SSLCertificateSHA1Hash value (not on a Connection Broker) and restart the service. Needs a console or another way in.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Remove-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' SSLCertificateSHA1Hash; Restart-Service TermService -Force",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[&change::READABLE_KEY, &change::RELEASE_CERTIFICATE],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "FreeRDP/FreeRDP libfreerdp/core/nego.c",
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton.md",
        "MS-RDPBCGR 2.2.1.2.2",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::refusal(facts, 3)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Answer;

    #[test]
    fn the_host_refuses_with_3() {
        let facts = testing::stopped_at_negotiation(Answer::Refused { code: 3 });
        expect![[r"
            certain, blocks
            /negotiation/path/answer: offered NLA and TLS, the host answered SSL_CERT_NOT_ON_SERVER (3)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
