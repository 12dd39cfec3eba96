//! The host demands TLS and the client did not offer it.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host demands TLS and the client did not offer it.
pub static CAUSE: Cause = Cause {
    id: "negotiation/tls-required",
    aliases: &["tls-required-by-host"],
    stage: Stage::Negotiation,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The host demands TLS and the client did not offer it",
    meaning: "The host accepts only encrypted TLS connections, and the client offered the old built-in RDP encryption alone. The same code also comes when a client offers only NLA and the host knows TLS but no NLA.",
    seen_as: &[
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED",
            codes: &["0x2000C", "ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED", "xfreerdp exit 133"],
        },
        SeenAs {
            client: "mstsc",
            message: "This computer can't connect to the remote computer. An error occurred that prevented the connection.",
            codes: &["2820", "0xB04"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &["RDP-Tcp\\SecurityLayer = 2 and UserAuthentication = 0; xrdp security_layer=tls."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Let the client offer TLS, NLA and NLA-extended together; drop /sec:rdp. (On Debian and Ubuntu the program is xfreerdp3.)",
            command: Some(Command {
                shell: Shell::Sh,
                line: "xfreerdp /v:<host> /u:<user>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Keep TLS; better still turn NLA on.",
            command: None,
        },
    ],
    changes: &[&change::SECURITY_LAYER_DOWN],
    do_not: &[DoNot {
        advice: "Set SecurityLayer = 0 on the host",
        why: "no proof of the host's identity and RC4 encryption",
        instead: "let the client offer TLS",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "FreeRDP/FreeRDP libfreerdp/core/nego.c",
        "MS-RDPBCGR 2.2.1.2.2",
        "neutrinolabs/xrdp libxrdp/xrdp_iso.c",
        "mcscwizzy/AdminRDP adminrdp/Form1.cs",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let negotiation = facts.negotiation.known()?;
    if !negotiation.path.offered.is_classic() {
        return None;
    }
    seen::refusal(facts, 1)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Answer, Protocols};

    #[test]
    fn a_classic_client_is_refused() {
        let facts = {
            let mut facts = testing::stopped_at_negotiation(Answer::Refused { code: 1 });
            facts.negotiation.known_mut().unwrap().path.offered = Protocols(0);
            facts
        };
        expect![[r"
            certain, blocks
            /negotiation/path/answer: offered the classic layer only, the host answered SSL_REQUIRED_BY_SERVER (1)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
