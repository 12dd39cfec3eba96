//! The name server does not answer.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Lookup};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The name server does not answer.
pub static CAUSE: Cause = Cause {
    id: "name/no-dns-server",
    aliases: &[],
    stage: Stage::Name,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The name server does not answer",
    meaning: "The computer could not ask anyone for the address: its name server gave no answer or an error of its own. This says nothing about the Remote Desktop host. Other names fail in the same way.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Remote Desktop can't find the computer",
            codes: &["260", "0x104"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_DNS_ERROR",
            codes: &["0x20004", "ERRCONNECT_DNS_ERROR", "xfreerdp exit 139"],
        },
        SeenAs {
            client: "guacamole",
            message: "DNS lookup failed (incorrect hostname?)",
            codes: &["0x0207"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &["Nothing is logged on the host."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Compare with a well known name and with the internal name server.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Resolve-DnsName <host>; Get-DnsClientServerAddress",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "See which name server is asked (Linux), then reconnect the VPN or network so that the right one is used.",
            command: Some(Command {
                shell: Shell::Sh,
                line: "resolvectl status; resolvectl query <host>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Repair or restart the name server that should know the host.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[DoNot {
        advice: "Put the address into the hosts file for good",
        why: "goes wrong silently at the next address change and rules Kerberos names out of control",
        instead: "repair the resolver; use a hosts entry only as a short test",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "FreeRDP/FreeRDP include/freerdp/error.h",
        "apache/guacamole-server src/protocols/rdp/error.c",
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-ondisconnected",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    match facts.name.known()?.lookup {
        Lookup::NoAnswer => Some(Match::certain("/name/lookup", "no name server answered in time")),
        Lookup::ServerFailed => {
            Some(Match::likely("/name/lookup", "the name server answered that it could not tell"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;

    #[test]
    fn silence() {
        let facts = {
            let mut facts = testing::healthy();
            facts.name.known_mut().unwrap().lookup = Lookup::NoAnswer;
            facts
        };
        expect![[r"
            certain, blocks
            /name/lookup: no name server answered in time
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
