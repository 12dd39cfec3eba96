//! The connection file points to an old address or gateway.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};

use crate::facts::{Facts, Lookup};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The connection file points to an old address or gateway.
pub static CAUSE: Cause = Cause {
    id: "client/stale-rdp-file",
    aliases: &["rdp-file-wrong-address-or-gateway"],
    stage: Stage::Client,
    stops_at: &[Stage::Name, Stage::Network, Stage::Gateway],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The connection file points to an old address or gateway",
    meaning: "The .rdp file still carries an address, port, gateway or user name that is no longer right. What you type in the window may be overridden by what the file says. The host itself may be perfectly well.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Remote Desktop can't find the computer",
        codes: &["260", "0x104"],
    }],
    told_by: &[ToldBy::Outside, ToldBy::Report],
    signs: &[],
    detect,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Check every line that decides where the client goes: full address, alternate full address, server port, gatewayhostname, gatewayusagemethod, username, domain.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Select-String -Path conn.rdp -Pattern 'address|port|gateway|username|domain'",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Fetch a fresh .rdp file from the portal or administrator.",
            command: None,
        },
    ],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/troubleshoot-specific-rdp-errors.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let file = facts.client.known()?.file.known()?;
    let not_found = matches!(facts.name.known()?.lookup, Lookup::NoSuchName | Lookup::Empty);
    let written = file.alternate_address.as_ref().or(file.full_address.as_ref())?;
    not_found.then(|| {
        let says = format!("{} says “{written}”, and nothing has this name", file.name);
        Match::possible("/client/file", says)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{ConnectionFile, Fact};

    #[test]
    fn nothing_has_the_name_in_the_file() {
        let mut facts = testing::healthy();
        facts.name.known_mut().unwrap().lookup = Lookup::NoSuchName;
        expect![["nothing"]].assert_eq(&testing::found(&CAUSE, &facts));
        let file = ConnectionFile {
            name: "work.rdp".to_owned(),
            full_address: Some("old.corp.example".to_owned()),
            ..ConnectionFile::default()
        };
        facts.client.known_mut().unwrap().file = Fact::Known(file);
        expect![[r"
            possible, blocks
            /client/file: work.rdp says “old.corp.example”, and nothing has this name
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
