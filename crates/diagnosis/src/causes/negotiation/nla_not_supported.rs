//! The client insists on NLA but the host has none.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Insist};
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The client insists on NLA but the host has none.
pub static CAUSE: Cause = Cause {
    id: "negotiation/nla-not-supported",
    aliases: &["policy-forces-credssp-but-host-has-none"],
    stage: Stage::Negotiation,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The client insists on NLA but the host has none",
    meaning: "A rule on this computer says that passwords may only be typed into the Windows Security dialog, which needs NLA. The host, often xrdp on Linux, offers TLS with its own sign-in screen and no NLA.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The security policy of your computer requires you to type a password on the Windows Security dialog box. However, the remote computer you want to connect to cannot recognize credentials supplied using the Windows Security dialog box.",
            codes: &["3337", "0xD09"],
        },
        SeenAs { client: "ironrdp", message: "Negotiation failure", codes: &["0x00000001"] },
    ],
    told_by: &[ToldBy::Outside],
    signs: &["xrdp offers no NLA (neutrinolabs/xrdp#256)."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Weakens,
            text: "Allow TLS without NLA for this host only, after checking its certificate fingerprint.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Use a host with NLA (gnome-remote-desktop), or put a gateway in front.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Set enablecredsspsupport:i:0 everywhere",
        why: "sends the password inside TLS to a host nobody has verified",
        instead: "verify the certificate first, and only for this host",
    }],
    behind: &[],
    explains: &["negotiation/legacy-security-only", "logon/credentials-asked-on-screen"],
    trust: Trust::Cited,
    references: &[
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "Devolutions/IronRDP#314",
        "MicrosoftDocs/azure-docs#10156",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    if facts.target.insist != Insist::Nla {
        return None;
    }
    let negotiation = facts.negotiation.known()?;
    match (negotiation.selected(), negotiation.refusal()) {
        (Some(selected), _) if !selected.has_nla() => Some(Match::certain(
            "/negotiation/path/answer",
            format!("asked for NLA, the host takes {}", selected.words()),
        )),
        (None, Some(code @ (1 | 2))) => Some(Match::certain(
            "/negotiation/path/answer",
            format!("asked for NLA, the host refuses with code {code}"),
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Answer, Protocols};

    #[test]
    fn we_insist_and_the_host_has_tls_only() {
        let facts = {
            let mut facts =
                testing::stopped_at_negotiation(Answer::Selected { protocol: Protocols(1), flags: 0 });
            facts.target.insist = Insist::Nla;
            facts
        };
        expect![[r"
            certain, blocks
            /negotiation/path/answer: asked for NLA, the host takes TLS only
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
