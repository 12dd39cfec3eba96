//! The host accepts Windows Hello or smart card only.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::change;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host accepts Windows Hello or smart card only.
pub static CAUSE: Cause = Cause {
    id: "logon/password-sign-in-forbidden",
    aliases: &["uac-elevated-credui"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The host accepts Windows Hello or smart card only",
    meaning: "A policy on the host itself forbids signing in with a password. It applies to everyone, not only to your account.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "You must use Windows Hello or a smart card to sign in",
        codes: &[],
    }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System ScForceOption = 1 (policy \"Interactive logon: Require Windows Hello for Business or smart card\").",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Redirect the smart card.",
            command: Some(Command {
                shell: Shell::RdpFile,
                line: "redirectsmartcards:i:1",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::DomainAdmin,
            risk: Risk::Weakens,
            text: "A policy decision: keep it, or exempt the host.",
            command: None,
        },
    ],
    changes: &[&change::PASSWORD_SIGN_IN],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/windows-itpro-docs windows/security/threat-protection/security-policy-settings/interactive-logon-require-smart-card.md",
    ],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let set = &inside.authentication.smart_card_forced;
    let found = seen_inside::set(
        set,
        |on| *on,
        "/inside/authentication/smart_card_forced",
        |_| "the host asks for a smart card (ScForceOption is 1)".to_owned(),
    )?;
    // Whoever has one gets in.
    Some(seen_inside::hinders_some(facts, found))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_smart_cards_only() {
        let facts =
            testing::spoilt(|inside| inside.authentication.smart_card_forced = Fact::Known(Some(true)));
        expect![[r"
            certain, hinders
            /inside/authentication/smart_card_forced: the host asks for a smart card (ScForceOption is 1)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
