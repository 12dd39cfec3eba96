//! The computer's name cannot be found.

use crate::cause::{Behind, Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, Lookup};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The computer's name cannot be found.
pub static CAUSE: Cause = Cause {
    id: "name/not-found",
    aliases: &["dns-name-not-found"],
    stage: Stage::Name,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The computer's name cannot be found",
    meaning: "The name typed could not be turned into an address. Either it is misspelt, or the name server asked does not know it, which is usual for internal names when the VPN is not up.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "Remote Desktop can't find the computer",
            codes: &["260", "0x104", "520", "0x208", "1288", "0x508", "1540", "0x604"],
        },
        SeenAs {
            client: "mstsc",
            message: "Remote Desktop can't find the computer. This might mean that it does not belong to the specified network.",
            codes: &["260", "0x104", "520", "0x208", "1288", "0x508", "1540", "0x604"],
        },
        SeenAs { client: "windows-app", message: "Error code: 0x104", codes: &["0x104"] },
        SeenAs { client: "macos", message: "Error code: 0x104", codes: &["0x104"] },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_DNS_NAME_NOT_FOUND",
            codes: &["0x20005", "ERRCONNECT_DNS_NAME_NOT_FOUND", "xfreerdp exit 140"],
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
            text: "Use the full domain name; check typing, trailing blanks, and brackets around an IPv6 address with port.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Resolve-DnsName <host>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Connect the VPN or use the internal name server.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Resolve-DnsName <host> -Server <internal-dns>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "At home there is often no name server that knows the computers: read the other computer's address at that computer (Settings, Network; or ipconfig), and connect to the address.",
            command: None,
        },
        Remedy {
            who: Who::NetworkAdmin,
            risk: Risk::Harmless,
            text: "Register the host's name in DNS: on the host itself.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "ipconfig /registerdns",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[Behind {
        what: "the connection file points to an old name",
        tell: "compare full address in the file with the name that is in use",
    }],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-ondisconnected",
        "mcscwizzy/AdminRDP adminrdp/Form1.cs (reproduces the texts of mstscax GetErrorDescription)",
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors.md",
        "FreeRDP/FreeRDP libfreerdp/core/nego.c",
        "FreeRDP/FreeRDP libfreerdp/core/transport.c",
        "FreeRDP/FreeRDP include/freerdp/error.h",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    match facts.name.known()?.lookup {
        Lookup::NoSuchName => Some(Match::certain(
            "/name/lookup",
            format!("the name server says that there is no {}", facts.target.host),
        )),
        Lookup::Empty => {
            Some(Match::certain("/name/lookup", format!("{} exists, but has no address", facts.target.host)))
        }
        Lookup::Impossible => {
            Some(Match::certain("/name/lookup", format!("{} can't be a computer's name", facts.target.host)))
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
    fn the_name_server_says_no() {
        let facts = {
            let mut facts = testing::healthy();
            facts.name.known_mut().unwrap().lookup = Lookup::NoSuchName;
            facts
        };
        expect![[r"
            certain, blocks
            /name/lookup: the name server says that there is no fs1.corp.example
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
