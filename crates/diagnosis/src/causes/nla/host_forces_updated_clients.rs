//! The host accepts only clients with the 2018 fix.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The host accepts only clients with the 2018 fix.
pub static CAUSE: Cause = Cause {
    id: "nla/host-forces-updated-clients",
    aliases: &["credssp-oracle-host-forces-updated"],
    stage: Stage::Nla,
    stops_at: &[Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Common,
    title: "The host accepts only clients with the 2018 fix",
    meaning: "The host is set to turn away every client that lacks the CredSSP fix of 2018. The client is older than that.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "An authentication error has occurred. The function requested is not supported.",
            codes: &["0x80090302"],
        },
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_PASSWORD_CERTAINLY_EXPIRED",
            codes: &["0x2000F", "xfreerdp exit 152"],
        },
    ],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "AllowEncryptionOracle = 0 (Force updated clients) under HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters; System, LSA (LsaSrv) 6041.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Update the client.", command: None },
        Remedy { who: Who::HostAdmin, risk: Risk::Harmless, text: "Keep the value 0.", command: None },
    ],
    changes: &[&change::ORACLE_DEFAULT],
    do_not: &[DoNot {
        advice: "Set the host to 1 or 2",
        why: "lets tampering-prone clients in",
        instead: "update the client",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/azure/virtual-machines/windows/credssp-encryption-oracle-remediation.md",
        "FreeRDP/Remmina#1513",
        "FreeRDP/FreeRDP#4449",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let set = &inside.authentication.encryption_oracle;
    let found = seen_inside::set(
        set,
        |&level| level == 0,
        "/inside/authentication/encryption_oracle",
        |_| {
            "the host refuses clients without the CredSSP update of 2018 (AllowEncryptionOracle is 0)"
                .to_owned()
        },
    )?;
    Some(seen_inside::hinders_some(facts, seen_inside::lowered(found)))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_force_updated_clients() {
        let facts = testing::spoilt(|inside| {
            inside.authentication.encryption_oracle = Fact::Known(Some(0));
        });
        expect![[r"
            likely, hinders
            /inside/authentication/encryption_oracle: the host refuses clients without the CredSSP update of 2018 (AllowEncryptionOracle is 0)
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
