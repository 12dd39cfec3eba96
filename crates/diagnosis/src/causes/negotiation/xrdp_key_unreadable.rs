//! xrdp cannot read its key and offers no encryption.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::facts::log::What;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// xrdp cannot read its key and offers no encryption.
pub static CAUSE: Cause = Cause {
    id: "negotiation/xrdp-key-unreadable",
    aliases: &["xrdp-key-unreadable"],
    stage: Stage::Negotiation,
    stops_at: &[],
    impact: Impact::Exposes,
    frequency: Frequency::Common,
    title: "xrdp cannot read its key and offers no encryption",
    meaning: "The xrdp program on a Linux host may not read its certificate's private key. With its default setting it then silently falls back to the old insecure encryption, and many clients hang up.",
    seen_as: &[SeenAs { client: "ironrdp", message: "Standard RDP security is not supported", codes: &[] }],
    told_by: &[ToldBy::Inside],
    signs: &[
        "xrdp.log: \"Cannot read private key file … Permission denied\", \"Cannot accept TLS connections because certificate or private key file is not readable\".",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Put the xrdp account into the group that may read the key and restart.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo adduser xrdp ssl-cert && sudo systemctl restart xrdp",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Before a missing or expired self-made certificate is renewed, keep a copy of the old pair, as far as it is there: other services use the same one.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo cp -a --backup=numbered /etc/ssl/private/ssl-cert-snakeoil.key /etc/ssl/private/ssl-cert-snakeoil.key.before; sudo cp -a --backup=numbered /etc/ssl/certs/ssl-cert-snakeoil.pem /etc/ssl/certs/ssl-cert-snakeoil.pem.before",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Then make a new pair in its place, and restart xrdp.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "sudo make-ssl-cert generate-default-snakeoil --force-overwrite && sudo systemctl restart xrdp",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[&change::READABLE_KEY],
    do_not: &[DoNot {
        advice: "security_layer=rdp or chmod 777 on the key",
        why: "gives the encryption or the key away",
        instead: "group membership for the xrdp account",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "neutrinolabs/xrdp#2496",
        "neutrinolabs/xrdp#1172",
        "neutrinolabs/xrdp libxrdp/xrdp_iso.c",
        "neutrinolabs/xrdp libxrdp/xrdp_rdp.c",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::xrdp(facts)?;
    let logged =
        || seen_inside::line(facts, &[What::KeyUnreadable], "the certificate or its key can't be read");
    let Some(binding) = inside.security.certificate.known() else { return logged() };
    let named = binding.named.as_deref().unwrap_or("its certificate");
    let says = if binding.present.known() == Some(&false) {
        format!("{named}, or the key to it, does not exist")
    } else if binding.key_readable.known() == Some(&false) {
        format!("the service can't read the key of {named}")
    } else if binding.key_readable.known().is_some() {
        return None;
    } else {
        return logged();
    };
    let found = Match::certain("/inside/security/certificate", says);
    // Where TLS is a must, it refuses everybody; otherwise it falls back to the classic layer.
    let must = inside.security.layer.in_force().is_some_and(|layer| layer.value == Some(2));
    Some(if must { found.with_impact(Impact::Blocks) } else { found })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_the_key_is_unreadable() {
        let facts = testing::xrdp(|inside| {
            inside.security.certificate.known_mut().unwrap().key_readable = Fact::Known(false);
            inside.security.layer.own = Fact::Known(Some(1));
        });
        expect![[r"
            certain, exposes
            /inside/security/certificate: the service can't read the key of /etc/xrdp/cert.pem
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
