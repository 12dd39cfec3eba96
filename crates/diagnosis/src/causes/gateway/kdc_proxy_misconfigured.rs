//! The Kerberos relay on the gateway refuses the domain.

use crate::cause::{Cause, Frequency, Impact, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The Kerberos relay on the gateway refuses the domain.
pub static CAUSE: Cause = Cause {
    id: "gateway/kdc-proxy-misconfigured",
    aliases: &["kdc-proxy-misconfigured"],
    stage: Stage::Gateway,
    stops_at: &[Stage::Nla],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The Kerberos relay on the gateway refuses the domain",
    meaning: "Outside the office, Kerberos can only work through a relay on the gateway (KDC proxy). It is not used, or it does not know your domain.",
    seen_as: &[SeenAs {
        client: "other",
        message: "Devolutions Gateway: 400 Requested domain is not supported",
        codes: &[],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &["Gateway: KDC proxy service (KPSSVC) stopped, or realm mapping missing."],
    detect: seen::nothing,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Set kdcproxyname in the .rdp file (KDCProxyURL in some clients); the full address must be the host's full domain name.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Add the realm mapping; start the relay service.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-Service KPSSVC -StartupType Automatic; Start-Service KPSSVC",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["Devolutions/devolutions-gateway#954", "Devolutions/MsRdpEx#75"],
};
