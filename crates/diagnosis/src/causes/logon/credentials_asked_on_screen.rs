//! The host asks for the password on its own screen.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The host asks for the password on its own screen.
pub static CAUSE: Cause = Cause {
    id: "logon/credentials-asked-on-screen",
    aliases: &[],
    stage: Stage::Logon,
    stops_at: &[],
    impact: Impact::Exposes,
    frequency: Frequency::Common,
    title: "The host asks for the password on its own screen",
    meaning: "The host does not use NLA: it opens its sign-in screen to anyone and checks the password there. Whether your password is right can only be seen in the picture, not from the connection. It also means the host is open before anyone has signed in.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The host's sign-in screen appears inside the window",
            codes: &[],
        },
        SeenAs { client: "freerdp", message: "LOGON_FAILED_BAD_PASSWORD", codes: &["0x00000000"] },
    ],
    told_by: &[ToldBy::Outside],
    signs: &["RDP-Tcp\\UserAuthentication = 0; xrdp (never offers NLA)."],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Sign in on the screen that appears, after checking the certificate.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "On xrdp, limit who can reach the port.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Turn NLA on (clients without it are then refused).",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' UserAuthentication 1",
                trust: Trust::Unverified,
            }),
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://learn.microsoft.com/en-us/windows/win32/termserv/imstscaxevents-onlogonerror",
        "MS-RDPBCGR 2.2.10.1.1.4",
        "FreeRDP/FreeRDP libfreerdp/core/nego.c",
        "FreeRDP/FreeRDP libfreerdp/core/nla.c",
        "neutrinolabs/xrdp libxrdp/xrdp_iso.c",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let selected = facts.negotiation.known()?.selected()?;
    (selected.has_tls() && !selected.has_nla()).then(|| {
        Match::certain(
            "/negotiation/path/answer",
            "the host takes TLS without NLA: anyone who reaches it gets its sign-in screen",
        )
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Answer, Protocols};

    #[test]
    fn tls_without_nla() {
        let facts = testing::stopped_at_negotiation(Answer::Selected { protocol: Protocols(1), flags: 0 });
        expect![[r"
            certain, exposes
            /negotiation/path/answer: the host takes TLS without NLA: anyone who reaches it gets its sign-in screen
        "]].assert_eq(&testing::found(&CAUSE, &facts));
    }
}
