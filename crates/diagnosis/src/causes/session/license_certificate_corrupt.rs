//! The host's licensing certificate is damaged.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
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
    remedies: &[Remedy {
        who: Who::HostAdmin,
        risk: Risk::Disrupts,
        text: "Save the key, delete these values as Microsoft describes and restart the host.",
        command: Some(Command {
            shell: Shell::PowerShell,
            line: "reg export \"HKLM\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\RCM\" rcm-before.reg",
            trust: Trust::Unverified,
        }),
    }],
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
}
