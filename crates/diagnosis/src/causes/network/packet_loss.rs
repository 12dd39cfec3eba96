//! The line loses packets.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, Trust};
use crate::causes::seen;
use crate::facts::{Facts, LogonOutcome, NlaOutcome};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The line loses packets.
pub static CAUSE: Cause = Cause {
    id: "network/packet-loss",
    aliases: &[],
    stage: Stage::Network,
    stops_at: &[],
    impact: Impact::Hinders,
    frequency: Frequency::Common,
    title: "The line loses packets",
    meaning: "Part of the data on the way is lost. The sign-in takes long or fails, or the session freezes and reconnects again and again.",
    seen_as: &[
        SeenAs {
            client: "mstsc",
            message: "The connection was lost due to a network error.",
            codes: &["772", "0x304", "1028", "0x404"],
        },
        SeenAs { client: "mstsc", message: "Reconnecting, attempt n of 20", codes: &["2308", "0x904"] },
        SeenAs { client: "windows-app", message: "error 0x904", codes: &["0x904"] },
    ],
    detect,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Harmless,
            text: "Use a cable, another network or another VPN.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "pathping <host>",
                trust: Trust::Unverified,
            }),
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Repair the link: cabling, Wi-Fi, provider, VPN; raise the idle time-out of NAT devices.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Harmless,
            text: "Turn on the keep-alive policy so that dead connections are noticed.",
            command: Some(Command {
                shell: Shell::PowerShell,
                line: "reg add \"HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\" /v KeepAliveEnable /t REG_DWORD /d 1 /f && reg add \"HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\" /v KeepAliveInterval /t REG_DWORD /d 1 /f",
                trust: Trust::Unverified,
            }),
        },
    ],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &[
        "https://en.ittrip.xyz/windows/rdp/rdp-disconnect-winsrv2022",
        "https://windowsreport.com/remote-desktop-you-cannot-proceed-because-authentication-is-required/",
        "libyal/winevt-kb docs/sources/eventlog-providers/Provider-Microsoft-Windows-RemoteDesktopServices-RdpCoreTS.md",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let way = &facts.network.known()?.way;
    // A host that stalls leaves packets to be repeated, too.
    let stalled = facts.nla.known().is_some_and(|nla| nla.outcome == NlaOutcome::Stalled)
        || facts.logon.known().is_some_and(|logon| logon.outcome == LogonOutcome::Silent);
    let repeated = way.transport.known().filter(|_| !stalled).map_or(0, |transport| transport.repeated);
    let lost = way.echo.known().filter(|echo| echo.answered > 0 && echo.answered < echo.sent);
    let by_tcp =
        || Match::likely("/network/way/transport", format!("{repeated} of our packets had to be sent again"));
    match (lost, repeated) {
        // One echo may get lost anywhere; hosts limit their answers, too.
        (Some(echo), _) if echo.sent >= MANY && (echo.sent - echo.answered) * 20 >= echo.sent => {
            let says =
                format!("{} of {} echoes stayed without an answer", echo.sent - echo.answered, echo.sent);
            let found = Match::likely("/network/way/echo", says);
            Some(if repeated > 0 {
                found.and("/network/way/transport", by_tcp().evidence.remove(0).says)
            } else {
                found
            })
        }
        (_, 2..) => Some(by_tcp()),
        (_, 1) => Some(seen::possible(by_tcp())),
        _ => None,
    }
}

/// With fewer echoes a lost one proves nothing.
const MANY: u32 = 20;

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Echo, Fact, Millis, Transport};

    fn facts(repeated: u32, echo: Option<(u32, u32)>) -> Facts {
        let mut facts = testing::healthy();
        let way = &mut facts.network.known_mut().unwrap().way;
        way.transport = Fact::Known(Transport { round_trip: Millis(12), repeated, segment: 1448 });
        if let Some((sent, answered)) = echo {
            way.echo = Fact::Known(Echo { sent, answered, hops_left: None, error: None });
        }
        facts
    }

    #[test]
    fn one_in_five_echoes_is_lost() {
        expect![[r"
            likely, hinders
            /network/way/echo: 8 of 40 echoes stayed without an answer
            /network/way/transport: 1 of our packets had to be sent again
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts(1, Some((40, 32)))));
    }

    #[test]
    fn tcp_repeated_itself() {
        expect![[r"
            likely, hinders
            /network/way/transport: 3 of our packets had to be sent again
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts(3, None)));
    }

    #[test]
    fn one_repeated_packet_proves_little() {
        expect![[r"
            possible, hinders
            /network/way/transport: 1 of our packets had to be sent again
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts(1, Some((20, 20)))));
    }

    #[test]
    fn silent_when_the_host_stalls() {
        let mut facts = testing::stopped_at_nla(NlaOutcome::Stalled);
        facts.network.known_mut().unwrap().way.transport =
            Fact::Known(Transport { round_trip: Millis(1), repeated: 6, segment: 1448 });
        assert_eq!((CAUSE.detect)(&facts), None);
    }

    #[test]
    fn silent_when_no_echo_is_answered() {
        assert_eq!((CAUSE.detect)(&facts(0, Some((40, 0)))), None);
    }
}
