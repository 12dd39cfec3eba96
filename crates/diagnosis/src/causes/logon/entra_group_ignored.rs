//! The right comes from an Entra group, which is ignored.

use crate::cause::{Cause, DoNot, Frequency, Impact, Match, SeenAs, ToldBy, Trust};

use crate::facts::{ENTRA_DOMAIN, Facts, LogonOutcome};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The right comes from an Entra group, which is ignored.
pub static CAUSE: Cause = Cause {
    id: "logon/entra-group-ignored",
    aliases: &["entra-group-in-rdu-not-honoured"],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The right comes from an Entra group, which is ignored",
    meaning: "The right to use Remote Desktop was given to a Microsoft Entra group. With NLA the host does not look into such groups, so members are turned away.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "The connection was denied because the user account is not authorized for remote login.",
        codes: &[],
    }],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &["The group Remote Desktop Users (S-1-5-32-555) contains an Entra group but not the user."],
    detect,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use Entra web account sign-in.",
            command: Some(Command {
                shell: Shell::RdpFile,
                line: "enablerdsaadauth:i:1",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Add the user itself.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "Add-LocalGroupMember -SID S-1-5-32-555 -Member 'AzureAD\\<user@domain>'",
                trust: Trust::Unverified,
            }),
        },
    ],
    do_not: &[DoNot {
        advice: "Turn NLA off, as the documentation says",
        why: "exposes the host",
        instead: "add the users, or use web account sign-in",
    }],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/windows-itpro-docs windows/client-management/client-tools/connect-to-remote-aadj-pc.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let identity = facts.target.identity.as_ref()?;
    let entra = identity.domain.as_deref().is_some_and(|domain| domain.eq_ignore_ascii_case(ENTRA_DOMAIN));
    let denied = matches!(facts.logon.known()?.outcome, LogonOutcome::Denied(5));
    (denied && entra).then(|| {
        let says = "the password is right, an Entra account has no right to log on remotely";
        Match::possible("/logon/outcome", says)
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Identity, NameForm};

    #[test]
    fn an_entra_account_without_the_right() {
        let mut facts = testing::judged(LogonOutcome::Denied(5));
        facts.target.identity = Some(Identity {
            user: "alice@corp.example".to_owned(),
            domain: Some(ENTRA_DOMAIN.to_owned()),
            form: NameForm::DownLevel,
            empty_password: false,
        });
        expect![[r"
            possible, blocks
            /logon/outcome: the password is right, an Entra account has no right to log on remotely
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
