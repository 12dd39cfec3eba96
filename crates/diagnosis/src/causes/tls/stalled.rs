//! The encryption starts but is never finished.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Handshake};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The encryption starts but is never finished.
pub static CAUSE: Cause = Cause {
    id: "tls/stalled",
    aliases: &[],
    stage: Stage::Tls,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The encryption starts but is never finished",
    meaning: "Host and client begin the encrypted handshake and then nothing more comes. Large packets may be lost on the way, the host may be overloaded, or a device in between swallows the data.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "Stays at \"Securing remote connection\"", codes: &[] },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_TLS_CONNECT_FAILED",
            codes: &["0x20008", "0x2000D", "xfreerdp exit 143", "xfreerdp exit 147"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "CPU, memory or LSASS overload; see also network/mtu-black-hole.",
        "Client (not host): without a way to the internet Windows waits for its list of root certificates, and shows the same screen.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Test whether large packets pass (on Windows); try another network or a lower MTU of the VPN.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "ping -f -l 1372 <host>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "The same test on Linux; on macOS it is ping -c 4 -D -s 1372.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "ping -c 4 -M do -s 1372 <host>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Check load and LSASS on the host; check MTU and inspection devices on the way.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Unverified,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/rdc-stuck-on-src-screen.md",
        "iputils ping(8)",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    (facts.tls.known()?.handshake == Handshake::Stalled)
        .then(|| Match::certain("/tls/handshake", "the handshake was begun, and the host never finished it"))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn nothing_comes() {
        let facts = testing::stopped_at_tls(Handshake::Stalled);
        expect![[r"
            certain, blocks
            /tls/handshake: the handshake was begun, and the host never finished it
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
