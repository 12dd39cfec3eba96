//! The host only speaks an outdated TLS version.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host only speaks an outdated TLS version.
pub static CAUSE: Cause = Cause {
    id: "tls/version-too-old",
    aliases: &["openssl-seclevel-vs-old-windows"],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The host only speaks an outdated TLS version",
    meaning: "The host knows only TLS 1.0 or 1.1, and the client accepts 1.2 or newer. Typical for Windows 7, Server 2008 R2 and 2012 without later updates. The client is right to refuse.",
    seen_as: &[
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_TLS_CONNECT_FAILED",
            codes: &["0x20008", "ERRCONNECT_TLS_CONNECT_FAILED", "xfreerdp exit 143"],
        },
        SeenAs { client: "remmina", message: "TLS connection failed", codes: &[] },
        SeenAs {
            client: "guacamole",
            message: "SSL/TLS connection failed (untrusted/self-signed certificate?)",
            codes: &["0x0207"],
        },
        SeenAs { client: "mstsc", message: "An internal error has occurred", codes: &[] },
    ],
    told_by: &[ToldBy::Outside],
    signs: &["Windows build 7601 or 9200; Schannel 36871 or 36888."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Weakens,
            text: "To get in for the repair only, lower the client's level for this one host (FreeRDP 2: /tls-seclevel:0; Remmina: TLS security level 0). (On Debian and Ubuntu the program is xfreerdp3.)",
            command: Some(Command {
                shell: Shell::Sh,
                line: "xfreerdp /v:<host> /u:<user> /tls:seclevel:0,enforce:1.0",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Install the TLS 1.2 updates, or better upgrade the system.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Windows 7, Server 2008 R2: switch TLS 1.2 on.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg add \"HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Server\" /v Enabled /t REG_DWORD /d 1 /f; reg add \"HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Server\" /v DisabledByDefault /t REG_DWORD /d 0 /f",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Enable TLS 1.0 on newer machines or lower the level for all hosts",
        why: "opens every connection to old attacks",
        instead: "update the one old host; exception per host, for the repair",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "FreeRDP/FreeRDP#7839",
        "FreeRDP/FreeRDP#8987",
        "FreeRDP/FreeRDP#11039",
        "vanhauser-thc/thc-hydra#806",
        "FreeRDP/FreeRDP client/common/cmdline.c",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let version = facts.tls.known()?.version.known()?;
    matches!(version.as_str(), "SSLv3" | "TLSv1" | "TLSv1.1").then(|| {
        Match::certain(
            "/tls/version",
            format!("the best that the host speaks is {}, given up in 2021", version_words(version)),
        )
        .with_impact(Impact::Exposes)
    })
}

fn version_words(version: &str) -> &str {
    match version {
        "TLSv1" => "TLS 1.0",
        "TLSv1.1" => "TLS 1.1",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn the_host_speaks_tls_1_0() {
        let facts = {
            let mut facts = testing::healthy();
            let tls = facts.tls.known_mut().unwrap();
            tls.version = Fact::Known("TLSv1".into());
            facts
        };
        expect![[r"
            certain, exposes
            /tls/version: the best that the host speaks is TLS 1.0, given up in 2021
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
