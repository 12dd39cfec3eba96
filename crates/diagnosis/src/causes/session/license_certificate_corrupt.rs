//! The host's licensing certificate is damaged.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::facts::log::Provider;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host's licensing certificate is damaged.
pub static CAUSE: Cause = Cause {
    id: "session/license-certificate-corrupt",
    aliases: &["x509-licence-cert-corrupt"],
    stage: Stage::Session,
    stops_at: &[],
    impact: Impact::Blocks,
    frequency: Frequency::Rare,
    title: "The host's licensing certificate is damaged",
    meaning: "The host keeps certificates for licensing in its registry, and they are damaged. Clients are dropped with a security error.",
    seen_as: &[SeenAs {
        client: "mstsc",
        message: "Because of a security error, the client could not connect to the remote computer.",
        codes: &["1030", "0x406"],
    }],
    told_by: &[ToldBy::Session, ToldBy::Inside],
    signs: &[
        "Values Certificate, X509 Certificate, X509 Certificate ID and X509 Certificate2 under Control\\Terminal Server\\RCM; System TermDD 50.",
    ],
    detect,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Save the key to your own folder.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "reg export \"HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\RCM\" \"$HOME\\rcm-before.reg\"",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Delete these values as Microsoft describes, and restart the host.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "MicrosoftDocs/SupportArticles-docs support/windows-server/remote/troubleshoot-remote-desktop-disconnected-errors.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::license(facts, &[1])
}

fn inside(facts: &Facts) -> Option<Match> {
    seen_inside::event(
        facts,
        Provider::TermService,
        &[50],
        "the protocol component found an error and closed the connection",
    )
    .map(seen_inside::lowered)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, SessionOutcome};

    #[test]
    fn the_licensing_message_says_so() {
        let facts = testing::session(SessionOutcome::Disconnected(1), |session| {
            session.license_error = Fact::Known(1);
        });
        expect![[r"
            certain, blocks
            /session/license_error: the licensing message carries the error 1
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn inside_it_was_logged() {
        let facts = testing::event(Provider::TermService, 50);
        expect![[r"
            possible, blocks
            /log/entries: TermService 50: the protocol component found an error and closed the connection, last on 2026-11-22 11:00 UTC
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
