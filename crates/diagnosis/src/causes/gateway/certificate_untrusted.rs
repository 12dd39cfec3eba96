//! The RD Gateway's certificate is not trusted.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Handshake};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The RD Gateway's certificate is not trusted.
pub static CAUSE: Cause = Cause {
    id: "gateway/certificate-untrusted",
    aliases: &["gateway-certificate-untrusted"],
    stage: Stage::Gateway,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The RD Gateway's certificate is not trusted",
    meaning: "The gateway showed a certificate that has expired or was revoked, is made for another name, comes from an unknown issuer or cannot be checked for revocation. The client refuses to send the password to it.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "It can't verify the certificate revocation list",
            codes: &["50331650", "0x3000002"],
        },
        SeenAs {
            client: "mstsc",
            message: "This computer can't verify the identity of the RD Gateway.",
            codes: &["50331653", "0x3000005"],
        },
        SeenAs {
            client: "mstsc",
            message: "The gateway address requested and the certificate subject name do not match",
            codes: &["50331654", "0x3000006"],
        },
        SeenAs {
            client: "mstsc",
            message: "The gateway's certificate has expired or has been revoked",
            codes: &["50331655", "0x3000007"],
        },
        SeenAs {
            client: "mstsc",
            message: "The gateway's certificate has been revoked",
            codes: &["50331652", "0x3000004"],
        },
    ],
    told_by: &[ToldBy::File],
    signs: &["Gateway: TerminalServices-Gateway log; RD Gateway Manager shows the bound certificate."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Correct the clock and install missing root certificates from a trusted source.",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "If it says that the certificate was revoked, don't go on: its key may be stolen. Tell the gateway's administrator.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Bind a certificate from a public issuer with the name people use.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Test from outside whether the revocation lists can be fetched, and publish them there.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "certutil -urlfetch -verify gateway.cer",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Ignore the gateway's certificate",
        why: "the gateway receives your password",
        instead: "a valid certificate",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "FreeRDP/FreeRDP include/freerdp/error.h",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let gateway = facts.gateway.known()?;
    let tls = gateway.tls.known()?;
    if tls.handshake != Handshake::Completed || tls.verified(facts.observed_at) {
        return None;
    }
    let leaf = tls.leaf()?;
    Some(if tls.name_fits.known() == Some(&false) {
        let says = format!("its certificate is for “{}”, not for {}", leaf.subject, gateway.host);
        Match::certain("/gateway/tls/name_fits", says)
    } else if tls.in_date(facts.observed_at) {
        Match::certain("/gateway/tls/verdict", "nobody this computer trusts vouches for its certificate")
    } else {
        Match::certain("/gateway/tls/chain/0/not_after", "its certificate is out of date")
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{ChainVerdict, Fact, Gateway};

    #[test]
    fn nobody_vouches_for_it() {
        let facts = {
            let mut facts = testing::healthy();
            facts.target.through = crate::Stage::Nla;
            let tls = facts.tls.clone();
            let network = facts.network.clone();
            facts.name = Fact::not_asked();
            facts.network = Fact::not_asked();
            {
                let fact = &mut facts.negotiation;
                *fact = Fact::not_reached();
            }
            facts.tls = Fact::not_reached();
            facts.nla = Fact::not_reached();
            facts.logon = Fact::not_reached();
            let mut gateway =
                Gateway { host: "gw.corp.example".into(), port: 443, name: Fact::not_asked(), network, tls };
            gateway.tls.known_mut().unwrap().verdict = Fact::Known(ChainVerdict::SelfSigned);
            facts.gateway = Fact::Known(gateway);
            facts
        };
        expect![[r"
            certain, blocks
            /gateway/tls/verdict: nobody this computer trusts vouches for its certificate
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
