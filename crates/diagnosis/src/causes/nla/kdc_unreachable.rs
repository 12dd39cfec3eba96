//! Your computer cannot reach a domain controller.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Kdc};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Your computer cannot reach a domain controller.
pub static CAUSE: Cause = Cause {
    id: "nla/kdc-unreachable",
    aliases: &["kdc-unreachable-from-client"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "Your computer cannot reach a domain controller",
    meaning: "Sign-in here needs Kerberos, and this computer finds no domain controller to get a ticket from. Typical from home without VPN, or when the Linux client does not know the domain.",
    seen_as: &[
        SeenAs {
            client: "freerdp",
            message: "Cannot find KDC for realm",
            codes: &["0x20011", "ERRCONNECT_KDC_UNREACHABLE", "-1765328230", "xfreerdp exit 150"],
        },
        SeenAs {
            client: "mstsc",
            message: "The domain controller could not be contacted",
            codes: &["0x80090311"],
        },
        SeenAs {
            client: "guacamole",
            message: "Connection failed (server unreachable?)",
            codes: &["0x0207"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &["Nothing wrong on the host."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect the VPN, then check that a domain controller is found.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Resolve-DnsName -Type SRV _kerberos._tcp.<realm>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Linux: correct krb5.conf or name the proxy. (On Debian and Ubuntu the program is xfreerdp3.)",
            command: Some(Command {
                shell: Shell::Sh,
                line: "xfreerdp /v:<host> /u:<user> /kerberos:kdc-url:https://<gateway>/KdcProxy",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Offer a KDC proxy on the gateway.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "FreeRDP/FreeRDP#10652",
        "Devolutions/MsRdpEx#75",
        "FreeRDP/FreeRDP include/freerdp/error.h",
        "apache/guacamole-server src/protocols/rdp/error.c",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let nla = facts.nla.known()?;
    let kerberos = nla.kerberos.known()?;
    let says = match kerberos.answer {
        Kdc::Unreachable => format!("{} of {} can't be connected to", kerberos.kdc, kerberos.realm),
        Kdc::Silent => format!("{} of {} does not answer", kerberos.kdc, kerberos.realm),
        _ => return None,
    };
    // A realm has other servers, as a rule.
    let found = Match::likely("/nla/kerberos/answer", says);
    // NTLM is left where the host takes it.
    let ntlm_left = seen::status(facts, &[0xC000_006E, 0xC000_0418]).is_none();
    Some(if ntlm_left { found.with_impact(Impact::Hinders) } else { found })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, Kerberos};

    #[test]
    fn the_kdc_is_silent() {
        let facts = {
            let mut facts = testing::healthy();
            facts.nla.known_mut().unwrap().kerberos = Fact::Known(Kerberos {
                realm: "CORP.EXAMPLE".into(),
                kdc: "dc1:88".into(),
                answer: Kdc::Silent,
                clock: Fact::not_reached(),
                ticket: Fact::not_asked(),
            });
            facts
        };
        expect![[r"
            likely, hinders
            /nla/kerberos/answer: dc1:88 of CORP.EXAMPLE does not answer
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
