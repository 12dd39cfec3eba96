//! An extra sign-in program on the host gets in the way.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::{seen, seen_inside};
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// An extra sign-in program on the host gets in the way.
pub static CAUSE: Cause = Cause {
    id: "logon/credential-provider-interferes",
    aliases: &["third-party-credential-provider"],
    stage: Stage::Logon,
    stops_at: &[Stage::Session],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "An extra sign-in program on the host gets in the way",
    meaning: "The host runs an added sign-in module, for example for a second factor, or a hooking tool like RDP Wrapper. It stops or refuses the sign-in after the password was accepted.",
    seen_as: &[SeenAs { client: "other", message: "RDP Wrapper: Access denied", codes: &[] }],
    told_by: &[ToldBy::Report, ToldBy::Inside],
    signs: &[
        "Logs of the provider (for example Duo); TermService\\Parameters ServiceDll other than %SystemRoot%\\System32\\termsrv.dll.",
        "After a Windows update RDP Wrapper may no longer fit it; the screen then says that an internal error has occurred.",
    ],
    detect: seen::nothing,
    inside,
    remedies: &[
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Check that ServiceDll is Windows' own; update the provider.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "reg query HKLM\\SYSTEM\\CurrentControlSet\\Services\\TermService\\Parameters /v ServiceDll",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Remove the provider at the console if an update does not help.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::PartlyVerified,
    references: &["stascorp/rdpwrap#3427", "fre4kyC0de/rdpwrap#17", "stascorp/rdpwrap#121"],
};

fn inside(facts: &Facts) -> Option<Match> {
    let inside = seen_inside::windows(facts)?;
    let library = inside.service("TermService")?.library.known()?.as_ref()?;
    let usual = library.to_lowercase().ends_with("\\termsrv.dll");
    (!usual).then(|| {
        let says = format!("the service TermService is made of {library}, which is not Windows' own");
        seen_inside::hinders_some(facts, Match::likely("/inside/services", says))
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::Fact;

    #[test]
    fn inside_another_library() {
        let facts = testing::spoilt(|inside| {
            let library = r"C:\Program Files\RDP Wrapper\rdpwrap.dll".to_owned();
            inside.services.known_mut().unwrap()[1].library = Fact::Known(Some(library));
        });
        expect![[r"
            likely, hinders
            /inside/services: the service TermService is made of C:\Program Files\RDP Wrapper\rdpwrap.dll, which is not Windows' own
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
