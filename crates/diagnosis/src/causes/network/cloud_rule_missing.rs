//! The cloud's firewall does not let you in.

use crate::cause::{Cause, Certainty, DoNot, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Connect, Facts};
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The cloud's firewall does not let you in.
pub static CAUSE: Cause = Cause {
    id: "network/cloud-rule-missing",
    aliases: &["cloud-security-group-blocks"],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The cloud's firewall does not let you in",
    meaning: "The virtual machine is fine, but the cloud provider's firewall in front of it has no rule for you. Often your own public address has simply changed.",
    seen_as: super::CANT_CONNECT,
    told_by: &[ToldBy::Outside, ToldBy::Inside],
    signs: &[
        "Nothing wrong on the host; network security group or security group has no inbound rule for the port from your address.",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Look up your present public address (the router shows it) and compare it with the rule.",
            command: None,
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Opens,
            text: "Add a rule for your own address only, or use a bastion or just-in-time access.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Allow 0.0.0.0/0",
        why: "the port is attacked from all over the world at once",
        instead: "own address, bastion or just-in-time access",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/remote-desktop-cannot-connect-remote-computer.md",
    ],
};

/// Under these names clouds put machines of their customers.
const CLOUDS: [(&str, &str); 5] = [
    (".cloudapp.azure.com", "Azure"),
    (".cloudapp.net", "Azure"),
    (".compute.amazonaws.com", "AWS"),
    (".compute-1.amazonaws.com", "AWS"),
    (".bc.googleusercontent.com", "Google Cloud"),
];

fn detect(facts: &Facts) -> Option<Match> {
    let found = seen::unreached(facts, Connect::TimedOut, Certainty::Possible, "did not answer")?;
    let host = facts.target.host.to_ascii_lowercase();
    let (_, cloud) = CLOUDS.iter().find(|(suffix, _)| host.ends_with(suffix))?;
    let says = format!("{host} is a machine in {cloud}, before which a firewall of the cloud may stand");
    Some(seen::possible(found).and("/target/host", says))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn a_machine_in_a_cloud_is_silent() {
        let mut facts = testing::stopped_at_connect(Connect::TimedOut);
        expect![["nothing"]].assert_eq(&testing::found(&CAUSE, &facts));
        facts.target.host = "vm1.westeurope.cloudapp.azure.com".to_owned();
        expect![[r"
            possible, blocks
            /network/attempts: 10.1.2.3:3389 did not answer
            /target/host: vm1.westeurope.cloudapp.azure.com is a machine in Azure, before which a firewall of the cloud may stand
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
