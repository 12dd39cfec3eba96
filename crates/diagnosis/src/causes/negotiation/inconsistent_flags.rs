//! Client and host disagree on the protection in use.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// Client and host disagree on the protection in use.
pub static CAUSE: Cause = Cause {
    id: "negotiation/inconsistent-flags",
    aliases: &["inconsistent-flags"],
    stage: Stage::Negotiation,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "Client and host disagree on the protection in use",
    meaning: "The client asked for a protection that contradicts the one already in force on this connection. It happens with Hyper-V console connections and wrong ports, and is a fault of the client's settings.",
    seen_as: &[SeenAs {
        client: "freerdp",
        message: "ERRCONNECT_SECURITY_NEGO_CONNECT_FAILED",
        codes: &["0x2000C", "xfreerdp exit 133"],
    }],
    told_by: &[ToldBy::Outside],
    signs: &["Hyper-V VMConnect port 2179, or a preconnection PDU expected."],
    detect,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::You,
        risk: Risk::Harmless,
        text: "Use the client's VMConnect options for port 2179, or the right port for plain RDP. (On Debian and Ubuntu the program is xfreerdp3.)",
        command: Some(Command {
            shell: Shell::Sh,
            line: "xfreerdp /v:<host> /vmconnect:<vm-id>",
            trust: Trust::Unverified,
        }),
    }],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["FreeRDP/FreeRDP libfreerdp/core/nego.c", "FreeRDP/FreeRDP#4801", "MS-RDPBCGR 2.2.1.2.2"],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::refusal(facts, 4)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Answer;

    #[test]
    fn the_host_refuses_with_4() {
        let facts = testing::stopped_at_negotiation(Answer::Refused { code: 4 });
        expect![[r"
            certain, blocks
            /negotiation/path/answer: offered NLA and TLS, the host answered INCONSISTENT_FLAGS (4)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
