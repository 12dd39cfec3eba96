//! The listener's own permissions keep you out.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::Facts;
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The listener's own permissions keep you out.
pub static CAUSE: Cause = Cause {
    id: "logon/denied-by-listener",
    aliases: &["listener-permissions"],
    stage: Stage::Logon,
    stops_at: &[Stage::Session],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "The listener's own permissions keep you out",
    meaning: "Besides the general right, Remote Desktop has a list of who may use it, and user accounts can be marked as not allowed. One of these turns you away.",
    seen_as: &[
        SeenAs { client: "mstsc", message: "Requested session access is denied", codes: &["Win32 7045"] },
        SeenAs {
            client: "mstsc",
            message: "Your interactive logon privilege has been disabled",
            codes: &["Win32 7037"],
        },
    ],
    told_by: &[ToldBy::Credentials, ToldBy::Inside],
    signs: &[
        "WinStations\\RDP-Tcp value Security; AD setting \"Deny this user permissions to log on to Remote Desktop Session Host server\".",
    ],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy { who: Who::You, risk: Risk::Harmless, text: "Leave out the /admin switch.", command: None },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Clear the mark on the user account.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Opens,
            text: "Restore the default permissions of the listener. What was denied there on purpose is lost, and the default groups get in again; the old list is saved to your own folder first.",
            command: Some(Command {
                shell: Shell::AdminPowerShell,
                line: "$p = Get-CimInstance -Namespace root\\cimv2\\TerminalServices -ClassName Win32_TSPermissionsSetting -Filter \"TerminalName='RDP-Tcp'\"; Set-Content \"$HOME\\rdp-tcp-permissions.txt\" $p.StringSecurityDescriptor -ErrorAction Stop; $p | Invoke-CimMethod -MethodName RestoreDefaults",
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
        "mRemoteNG/mRemoteNG#1161",
        "MicrosoftDocs/win32 desktop-src/TermServ/win32-tspermissionssetting.md",
        "MicrosoftDocs/win32 desktop-src/Debug/system-error-codes--6000-8199-.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    seen::status(facts, &[0xC00A_002B])
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::LogonOutcome;

    #[test]
    fn the_host_says_0xc00a_002b() {
        let facts = testing::judged(LogonOutcome::ErrorCode(0xC00A_002B));
        expect![[r"
            certain, blocks
            /logon/outcome: the host answered STATUS_CTX_WINSTATION_ACCESS_DENIED (0xC00A002B)
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
