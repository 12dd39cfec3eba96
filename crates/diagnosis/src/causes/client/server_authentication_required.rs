//! You cannot proceed because authentication is required.

use crate::cause::{Cause, Certainty, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen_inside;
use crate::facts::{ChainVerdict, Facts, HostTrust, Remembered};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// You cannot proceed because authentication is required.
pub static CAUSE: Cause = Cause {
    id: "client/server-authentication-required",
    aliases: &[],
    stage: Stage::Client,
    stops_at: &[Stage::Tls],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "You cannot proceed because authentication is required",
    meaning: "It is the host, not you, that has to be authenticated: its certificate could not be verified, and this computer is told to refuse such hosts instead of asking you. That protects your password from an impostor, so find out first which of the two it is: the right host with a poor certificate, or the wrong host.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The remote computer could not be authenticated due to problems with its security certificate. It may be unsafe to proceed. You cannot proceed because authentication is required.",
            codes: &[],
        },
        SeenAs {
            client: "mstsc",
            message: "Your Remote desktop connection failed because the remote computer cannot be authenticated",
            codes: &[],
        },
        SeenAs {
            client: "mstsc",
            message: "You cannot proceed because authentication is required",
            codes: &[],
        },
    ],
    told_by: &[ToldBy::File, ToldBy::Inside],
    signs: &[
        "Client (not host): `authentication level:i:1` in the .rdp file, or the policy \"Configure server authentication for client\" = Do not connect (AuthenticationLevel = 1 under SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services, machine or user).",
        "Host: the certificate bound to RDP-Tcp has another name, is expired or comes from an issuer that the client does not know.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect by the name that stands in the certificate, in full. Then the certificate fits, and in a domain Kerberos can vouch for the host.",
            command: Some(Command {
                shell: Shell::RdpFile,
                line: "full address:s:<the name in the certificate>",
                trust: Trust::Cited,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Compare the certificate's fingerprint with the one read at the host itself; if it is the right host, install its issuer's root.",
            command: None,
        },
        Remedy {
            who: Who::You,
            risk: Risk::Weakens,
            text: "Ask to be warned instead of refused, in this host's .rdp file only.",
            command: Some(Command {
                shell: Shell::RdpFile,
                line: "authentication level:i:2",
                trust: Trust::Cited,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See which certificate the host shows, and its names and dates.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-ChildItem 'Cert:\\LocalMachine\\Remote Desktop','Cert:\\LocalMachine\\My' | fl Subject,DnsNameList,NotAfter,Thumbprint",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Bind a certificate that holds every name people use, from an issuer that the clients know.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[
        DoNot {
            advice: "Set SecurityLayer to 0 or turn NLA off on the host",
            why: "the host then proves its identity even less, and the whole host is weakened for everybody; a client that requires server authentication is expected to refuse it all the more (unverified)",
            instead: "give the host a certificate that the client can verify",
        },
        DoNot {
            advice: "authentication level:i:0 everywhere",
            why: "sends the password to whoever answers",
            instead: "the right name or the issuer's root",
        },
    ],
    behind: &[],
    explains: &[
        "tls/name-mismatch",
        "tls/self-signed",
        "tls/untrusted-issuer",
        "tls/certificate-wrong-purpose",
        "tls/certificate-expired",
        "tls/certificate-not-yet-valid",
        "tls/certificate-not-renewed",
        "client/clock-wrong",
        "nla/clock-skew",
    ],
    trust: Trust::Cited,
    references: &[
        "Microsoft KB 2000960, MicrosoftDocs/SupportArticles-docs (certificate-related error messages when connecting to a Terminal server)",
        ".rdp property authentication level: 0 connect anyway, 1 do not connect, 2 warn, 3 unspecified",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let tls = facts.tls.known()?;
    if tls.trust != HostTrust::Refused || matches!(tls.remembered, Remembered::Changed { .. }) {
        return None;
    }
    let leaf = tls.leaf()?;
    let host = &facts.target.host;
    let found = if tls.name_fits.known() == Some(&false) {
        Match::certain(
            "/tls/name_fits",
            format!("the certificate is for “{}”, you asked for {host}", leaf.subject),
        )
    } else if tls.verdict.known() == Some(&ChainVerdict::Trusted) {
        Match::certain(
            "/tls/chain/0/not_after",
            format!("the certificate of “{}” is out of date", leaf.subject),
        )
    } else {
        Match::certain(
            "/tls/verdict",
            format!("nobody this computer trusts vouches for the certificate of “{}”", leaf.subject),
        )
    };
    let found = found.and("/tls/chain/0/sha256", format!("the SHA-256 of what it shows is {}", leaf.sha256));
    let file = facts.client.known().filter(|client| client.refuses_unverified());
    Some(match file.and_then(|client| client.file.known()) {
        Some(file) => found.and(
            "/client/file/authentication_level",
            format!("{} says authentication level:i:1 (refuse)", file.name),
        ),
        None => found.and("/target/trust", "this run was told to refuse hosts that can't be verified"),
    })
}

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let set = &inside.connecting.server_authentication;
    let found = seen_inside::set(
        set,
        |&level| level == 1,
        "/inside/connecting/server_authentication",
        |_| {
            "policy tells this computer to refuse hosts that it can't verify (AuthenticationLevel is 1)"
                .to_owned()
        },
    )?;
    // It concerns those who connect from here.
    Some(Match { certainty: Certainty::Possible, ..found.with_impact(Impact::Hinders) })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{AuthenticationLevel, ConnectionFile, Fact};

    #[test]
    fn the_certificate_is_for_another_name_and_the_file_says_refuse() {
        let facts = {
            let mut facts = testing::healthy();
            let client = facts.client.known_mut().unwrap();
            client.authentication_level = Fact::Known(AuthenticationLevel::Refuse);
            client.file = Fact::Known(ConnectionFile { name: "fs1.rdp".into(), ..ConnectionFile::default() });
            let tls = facts.tls.known_mut().unwrap();
            tls.name_fits = Fact::Known(false);
            tls.trust = HostTrust::Refused;
            facts
        };
        expect![[r"
            certain, blocks
            /tls/name_fits: the certificate is for “fs1.corp.example”, you asked for fs1.corp.example
            /tls/chain/0/sha256: the SHA-256 of what it shows is abababababababababababababababababababababababababababababababab
            /client/file/authentication_level: fs1.rdp says authentication level:i:1 (refuse)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_only_a_changed_certificate() {
        let facts = {
            let mut facts = testing::healthy();
            let tls = facts.tls.known_mut().unwrap();
            tls.trust = HostTrust::Refused;
            tls.remembered = Remembered::Changed { since: testing::now(), sha256: String::new() };
            facts
        };
        assert_eq!((CAUSE.detect)(&facts), None);
    }

    #[test]
    fn inside_policy_says_refuse() {
        let facts = testing::spoilt(|inside| {
            inside.connecting.server_authentication = Fact::Known(Some(1));
        });
        expect![[r"
            possible, hinders
            /inside/connecting/server_authentication: policy tells this computer to refuse hosts that it can't verify (AuthenticationLevel is 1)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
