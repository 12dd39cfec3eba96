//! The host points to a certificate that is gone.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host points to a certificate that is gone.
pub static CAUSE: Cause = Cause {
    id: "tls/certificate-binding-broken",
    aliases: &["tls-cert-thumbprint-missing"],
    stage: Stage::Tls,
    stops_at: &[Stage::Negotiation],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The host points to a certificate that is gone",
    meaning: "The listener is told to use a certain certificate, but that certificate was deleted, replaced or lost its private key. The host can then not encrypt at all.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "An internal error has occurred",
        codes: &["extended 0x7"],
    }],
    told_by: &[ToldBy::Inside],
    signs: &[
        "RDP-Tcp\\SSLCertificateSHA1Hash names a thumbprint that is not in LocalMachine\\My, or has no private key; Schannel 36870 with 0x8009030D.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Compare the bound thumbprint with the store.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "(Get-CimInstance -Namespace root\\cimv2\\TerminalServices -ClassName Win32_TSGeneralSetting -Filter \"TerminalName='RDP-Tcp'\").SSLCertificateSHA1Hash; Get-ChildItem Cert:\\LocalMachine\\My",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Give NETWORK SERVICE read access to the private key.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Bind a valid certificate.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Get-CimInstance -Namespace root\\cimv2\\TerminalServices -ClassName Win32_TSGeneralSetting -Filter \"TerminalName='RDP-Tcp'\" | Set-CimInstance -Property @{SSLCertificateSHA1Hash='<thumbprint>'}",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Or delete the value so that Windows uses its own certificate (not on a Connection Broker). Needs a console or another way in.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Remove-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' SSLCertificateSHA1Hash; Restart-Service TermService -Force",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[&change::RELEASE_CERTIFICATE],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/internal-error-has-occurred-connecting-remote-machine.md",
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let binding = inside.security.certificate.known()?;
    if let Some(named) = &binding.named {
        let says = if binding.present.known() == Some(&false) {
            format!("the listener was told to use the certificate {named}, which is in no store")
        } else if binding.key_readable.known() == Some(&false) {
            format!("the service can't read the key of the certificate {named}")
        } else {
            String::new()
        };
        if !says.is_empty() {
            return Some(Match::certain("/inside/security/certificate", says));
        }
        // Schannel says so of any certificate on the host; a named one makes it likely.
        return seen_inside::event(facts, Provider::Schannel, &[36870], "a private key could not be used");
    }
    None
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_the_certificate_is_gone() {
        let facts = testing::spoilt(|inside| {
            let binding = inside.security.certificate.known_mut().unwrap();
            binding.named = Some("AB".repeat(20));
            binding.present = Fact::Known(false);
        });
        expect![[r"
            certain, blocks
            /inside/security/certificate: the listener was told to use the certificate ABABABABABABABABABABABABABABABABABABABAB, which is in no store
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
