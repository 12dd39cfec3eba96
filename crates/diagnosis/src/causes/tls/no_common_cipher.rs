//! Host and client have no encryption method in common.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Handshake};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Host and client have no encryption method in common.
pub static CAUSE: Cause = Cause {
    id: "tls/no-common-cipher",
    aliases: &["tls-cipher-mismatch"],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "Host and client have no encryption method in common",
    meaning: "Both speak TLS, but none of the encryption methods (cipher suites or curves) one offers is allowed by the other. Usually a policy on the host cut its list too short.",
    seen_as: &[
        SeenAs {
            client: "freerdp",
            message: "BIO_do_handshake failed, ERRCONNECT_TLS_CONNECT_FAILED",
            codes: &["0x20008", "xfreerdp exit 143"],
        },
        SeenAs { client: "mstsc", message: "An internal error has occurred", codes: &[] },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "Schannel 36874 or 36888; policy \"SSL Cipher Suite Order\" (HKLM\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002 value Functions).",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Update the client.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "See which suites are allowed.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Get-TlsCipherSuite | ft Name",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Set the policy back to Not configured (or to a list with current suites) and restart the host.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/internal-error-has-occurred-connecting-remote-machine.md",
        "FreeRDP/FreeRDP#7769",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    match facts.tls.known()?.handshake {
        Handshake::Alert { code: 40 } => Some(Match::likely(
            "/tls/handshake",
            "the host found no cipher suite it takes (alert 40, handshake_failure)",
        )),
        Handshake::Alert { code: 71 } => Some(Match::certain(
            "/tls/handshake",
            "the host finds all offered suites too weak (alert 71, insufficient_security)",
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn alert_40() {
        let facts = testing::stopped_at_tls(Handshake::Alert { code: 40 });
        expect![[r"
            likely, blocks
            /tls/handshake: the host found no cipher suite it takes (alert 40, handshake_failure)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
