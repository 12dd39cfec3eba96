//! The host offers only the old, insecure RDP encryption.

use crate::cause::{Behind, Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::{Facts, Insist};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host offers only the old, insecure RDP encryption.
pub static CAUSE: Cause = Cause {
    id: "negotiation/legacy-security-only",
    aliases: &["only-legacy-security-on-host"],
    stage: Stage::Negotiation,
    stops_at: &[],
    impact: Impact::Exposes,
    frequency: Frequency::Common,
    title: "The host offers only the old, insecure RDP encryption",
    meaning: "The host refuses TLS and NLA and offers only the encryption of the 1990s, which proves nothing about the host's identity and uses RC4. Careful clients refuse to go on, and rightly so.",
    seen_as: &[
        SeenAs {
            client: "ironrdp",
            message: "Enhanced RDP security not allowed by server",
            codes: &["0x00000002"],
        },
        SeenAs { client: "mstsc", message: "The server only offers the old RDP security", codes: &[] },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED",
            codes: &["0x2000C", "xfreerdp exit 133"],
        },
    ],
    told_by: &[ToldBy::Outside, ToldBy::Inside],
    signs: &[
        "RDP-Tcp\\SecurityLayer = 0; very old Windows; xrdp security_layer=rdp or an unreadable key.pem.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Do not add /sec:rdp.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Repair the certificate if TLS was switched off because of it.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "On xrdp, set security_layer=negotiate or tls, and let the xrdp account read the key.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo adduser xrdp ssl-cert && sudo systemctl restart xrdp",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Turn TLS and NLA back on (old clients without them are then refused).",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' SecurityLayer 2; Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' UserAuthentication 1",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[&change::NEGOTIATE_SECURITY],
    do_not: &[DoNot {
        advice: "SecurityLayer = 0, as KB 2493594 recommends",
        why: "no server authentication, RC4; modern clients refuse it",
        instead: "repair certificate and key, keep SecurityLayer = 2",
    }],
    behind: &[
        Behind {
            what: "an xrdp that can't read its key offers no encryption",
            tell: "its log; whether the user xrdp may read the key file",
        },
        Behind {
            what: "the host is set to the old layer",
            tell: "SecurityLayer on Windows, security_layer in xrdp.ini",
        },
        Behind { what: "the host is a Windows from before Vista, or an appliance", tell: "its age" },
    ],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "FreeRDP/FreeRDP libfreerdp/core/nego.c",
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/local-security-authority-cant-contact.md",
        "Devolutions/IronRDP#504",
        "Devolutions/IronRDP#314",
        "MS-RDPBCGR 2.2.1.2.2",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let negotiation = facts.negotiation.known()?;
    if negotiation.refusal() == Some(2) {
        return Some(seen::refusal(facts, 2)?.with_impact(Impact::Blocks));
    }
    negotiation.selected()?.is_classic().then(|| {
        let found = Match::certain(
            "/negotiation/path/answer",
            "the host takes the old RDP encryption only, which proves no identity",
        );
        if facts.target.insist == Insist::Tls { found.with_impact(Impact::Blocks) } else { found }
    })
}

fn inside(facts: &Facts) -> Option<Match> {
    let inside = facts.inside.known()?;
    let off = seen_inside::set(
        &inside.security.negotiates,
        |on| !on,
        "/inside/security/negotiates",
        |_| "the security layer is not negotiated (fAllowSecProtocolNegotiation is 0)".to_owned(),
    );
    let layer = || {
        seen_inside::in_force(
            &inside.security.layer,
            |wins| wins.value == Some(0),
            "/inside/security/layer",
            |wins| {
                let by = if wins.by_policy { " by policy" } else { "" };
                format!("the security layer is set to the classic one{by}: neither TLS nor NLA")
            },
        )
    };
    off.or_else(layer)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;
    use crate::facts::{Answer, Protocols};

    #[test]
    fn the_host_takes_the_old_layer() {
        let facts = testing::stopped_at_negotiation(Answer::Selected { protocol: Protocols(0), flags: 0 });
        expect![[r"
            certain, exposes
            /negotiation/path/answer: the host takes the old RDP encryption only, which proves no identity
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_the_classic_layer() {
        let facts = testing::spoilt(|inside| inside.security.layer.own = Fact::Known(Some(0)));
        expect![[r"
            certain, exposes
            /inside/security/layer: the security layer is set to the classic one: neither TLS nor NLA
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
