//! The certificate is made for another name.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Remembered};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The certificate is made for another name.
pub static CAUSE: Cause = Cause {
    id: "tls/name-mismatch",
    aliases: &["tls-certificate-name-or-trust"],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Common,
    title: "The certificate is made for another name",
    meaning: "The host showed a certificate with a different name than the one you connected to. It may be an alias or address for the right machine, or it may be another machine altogether.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The identity of the remote computer cannot be verified",
            codes: &[],
        },
        SeenAs {
            client: "mstsc",
            message: "The name in the certificate is not the name of the computer",
            codes: &[],
        },
        SeenAs {
            client: "freerdp",
            message: "Certificate name mismatch",
            codes: &["0x20008", "xfreerdp exit 143"],
        },
        SeenAs { client: "macos", message: "Certificate warning", codes: &[] },
        SeenAs {
            client: "guacamole",
            message: "SSL/TLS connection failed (untrusted/self-signed certificate?)",
            codes: &["0x0207"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &["Certificate lacks the alias people use."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect by the name in the certificate after making sure that it is the right machine.",
            command: Some(Command {
                shell: Shell::RdpFile,
                line: "full address:s:<the name in the certificate>",
                trust: Trust::Cited,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "On a Mac, update the client first: before version 10.6.5 it refused some sound certificates, too (code 0x907).",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Enrol a certificate with all names in use (template with the usage 1.3.6.1.4.1.311.54.1.2).",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "authentication level:i:0, /cert:ignore",
        why: "sends the password to a host that may be someone else's",
        instead: "right name, or pin the fingerprint after checking it another way",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "apache/guacamole-server src/protocols/rdp/error.c",
        "FreeRDP/FreeRDP include/freerdp/error.h",
        "Microsoft, Updates for Remote Desktop client for macOS, 10.6.4 and 10.6.5",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let tls = facts.tls.known()?;
    if tls.name_fits.known()? == &true || matches!(tls.remembered, Remembered::Same { .. }) {
        return None;
    }
    let leaf = tls.leaf()?;
    let names = if leaf.names.is_empty() {
        leaf.subject.clone()
    } else {
        leaf.names[..leaf.names.len().min(5)].join("”, “")
    };
    Some(seen::refused_host(
        tls,
        Match::certain(
            "/tls/name_fits",
            format!("the certificate is for “{names}”; you asked for {}", facts.target.host),
        ),
    ))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn the_certificate_is_for_another_name() {
        let facts = {
            let mut facts = testing::healthy();
            let tls = facts.tls.known_mut().unwrap();
            tls.name_fits = Fact::Known(false);
            facts
        };
        expect![[r"
            certain, hinders
            /tls/name_fits: the certificate is for “fs1.corp.example”; you asked for fs1.corp.example
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
