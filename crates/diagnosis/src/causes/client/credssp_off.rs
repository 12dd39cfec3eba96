//! The connection file switches NLA off.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The connection file switches NLA off.
pub static CAUSE: Cause = Cause {
    id: "client/credssp-off",
    aliases: &["rdp-file-credssp-off"],
    stage: Stage::Client,
    stops_at: &[Stage::Negotiation],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The connection file switches NLA off",
    meaning: "The saved .rdp file tells the client not to use Network Level Authentication (NLA). The host insists on it, so the two never agree on how to sign in. The line is often left over from an old Microsoft Entra or xrdp recipe.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The remote computer requires Network Level Authentication, which your computer does not support.",
        codes: &["2825", "0xB09"],
    }],
    told_by: &[ToldBy::File],
    signs: &["Host is healthy: UserAuthentication = 1 is the intended setting."],
    detect,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::You,
        risk: Risk::Harmless,
        text: "In the .rdp file set enablecredsspsupport:i:1 or delete the line. A signed file is no longer signed afterwards; a file in UTF-8 is better edited by hand, or letters may be lost.",
        command: Some(Command {
            shell: Shell::PowerShell,
            line: "(Get-Content conn.rdp) -replace '^enablecredsspsupport:i:0$','enablecredsspsupport:i:1' | Set-Content conn.rdp -Encoding Unicode",
            trust: Trust::Unverified,
        }),
    }],
    changes: &[],
    do_not: &[DoNot {
        advice: "Turn NLA off on the host so that the file works",
        why: "exposes the sign-in screen and the code before it to everyone who reaches the port",
        instead: "correct the one line in the .rdp file",
    }],
    behind: &[],
    explains: &["negotiation/nla-required"],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let file = facts.client.known()?.file.known()?;
    if file.credssp != Some(false) {
        return None;
    }
    let refused = seen::refusal(facts, 5)?;
    Some(refused.and("/client/file/credssp", format!("{} says enablecredsspsupport:i:0", file.name)))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Answer, ConnectionFile, Fact};

    #[test]
    fn the_file_switches_nla_off_and_the_host_wants_it() {
        let facts = {
            let mut facts = testing::stopped_at_negotiation(Answer::Refused { code: 5 });
            let file =
                ConnectionFile { name: "fs1.rdp".into(), credssp: Some(false), ..ConnectionFile::default() };
            facts.client.known_mut().unwrap().file = Fact::Known(file);
            facts
        };
        expect![[r"
            certain, blocks
            /negotiation/path/answer: offered NLA and TLS, the host answered HYBRID_REQUIRED_BY_SERVER (5)
            /client/file/credssp: fs1.rdp says enablecredsspsupport:i:0
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_the_host_wants_it_and_there_is_no_file() {
        let facts = testing::stopped_at_negotiation(Answer::Refused { code: 5 });
        assert_eq!((CAUSE.detect)(&facts), None);
    }
}
