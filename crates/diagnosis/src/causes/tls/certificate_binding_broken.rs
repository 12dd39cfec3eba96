//! The host points to a certificate that is gone.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
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
        codes: &["2308", "0x904", "extended 0x7"],
    }],
    told_by: &[ToldBy::Inside],
    signs: &[
        "RDP-Tcp\\SSLCertificateSHA1Hash names a thumbprint that is not in LocalMachine\\My, or has no private key; Schannel 36870 with 0x8009030D.",
    ],
    detect: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Compare the bound thumbprint with the store.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "(Get-CimInstance -Namespace root\\cimv2\\TerminalServices -ClassName Win32_TSGeneralSetting).SSLCertificateSHA1Hash; Get-ChildItem Cert:\\LocalMachine\\My",
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
                shell: Shell::PowerShell,
                line: "Get-CimInstance -Namespace root\\cimv2\\TerminalServices -ClassName Win32_TSGeneralSetting | Set-CimInstance -Property @{SSLCertificateSHA1Hash='<thumbprint>'}",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Or delete the value so that Windows uses its own certificate (not on a Connection Broker).",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Remove-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' SSLCertificateSHA1Hash; Restart-Service TermService -Force",
                trust: Trust::Unverified,
            }),
        },
    ],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/internal-error-has-occurred-connecting-remote-machine.md",
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/event-id-troubleshoot-vm-rdp-connecton.md",
    ],
};
