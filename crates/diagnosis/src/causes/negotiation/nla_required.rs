//! The host demands NLA and this connection does not offer it.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host demands NLA and this connection does not offer it.
pub static CAUSE: Cause = Cause {
    id: "negotiation/nla-required",
    aliases: &["nla-required-client-lacks-it"],
    stage: Stage::Negotiation,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::VeryCommon,
    title: "The host demands NLA and this connection does not offer it",
    meaning: "The host wants to know who you are before it shows its sign-in screen (Network Level Authentication). The client did not offer that, because it is old or because it is switched off there. The host's setting is the right one.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The remote computer requires Network Level Authentication, which your computer does not support.",
            codes: &["2825", "0xB09"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_HYBRID_REQUIRED_BY_SERVER",
            codes: &["0x2001E", "ERRCONNECT_HYBRID_REQUIRED_BY_SERVER", "xfreerdp exit 161"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED",
            codes: &["0x2000C", "ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED", "xfreerdp exit 133"],
        },
        SeenAs { client: "ironrdp", message: "Negotiation(FailureCode(5))", codes: &["0x00000005"] },
        SeenAs {
            client: "guacamole",
            message: "Security negotiation failed (wrong security type?)",
            codes: &["0x0301"],
        },
        SeenAs { client: "remmina", message: "Invalid credentials", codes: &[] },
        SeenAs {
            client: "other",
            message: "Teleport: the server requires that the client support enhanced RDP security with CredSSP",
            codes: &[],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "RDP-Tcp\\UserAuthentication = 1, or its policy twin. gnome-remote-desktop always enforces NLA.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Turn NLA on in the client: enablecredsspsupport:i:1 (mstsc), security=nla or any (Guacamole), Security protocol NLA or Automatic (Remmina), enable_credssp (IronRDP). (On Debian and Ubuntu the program is xfreerdp3.)",
            command: Some(Command {
                shell: Shell::Sh,
                line: "xfreerdp /v:<host> /u:<user> /sec:nla",
                trust: Trust::Unverified,
            }),
        },
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Update an old client.", command: None },
        Remedy { who: Who::HostAdmin, risk: Risk::Harmless, text: "Leave NLA on.", command: None },
    ],
    changes: &[&change::NLA_OFF],
    do_not: &[DoNot {
        advice: "Set UserAuthentication = 0 on the host",
        why: "shows the sign-in screen and the code before it (BlueKeep-class bugs) to everyone who reaches the port; the most copied bad advice",
        instead: "turn NLA on in the client",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "FreeRDP/FreeRDP libfreerdp/core/nego.c",
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "FreeRDP/FreeRDP#13185",
        "gravitational/teleport#15993",
        "FreeRDP/Remmina#1322",
        "GoSecure/pyrdp#59",
        "MS-RDPBCGR 2.2.1.2.2",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::refusal(facts, 5)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Answer;

    #[test]
    fn the_host_refuses_with_5() {
        let facts = testing::stopped_at_negotiation(Answer::Refused { code: 5 });
        expect![[r"
            certain, blocks
            /negotiation/path/answer: offered NLA and TLS, the host answered HYBRID_REQUIRED_BY_SERVER (5)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
