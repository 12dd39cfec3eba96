//! The line loses packets.

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{Facts, LogonOutcome, Millis, NlaOutcome};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::Stage;

/// The line loses packets.
pub static CAUSE: Cause = Cause {
    id: "network/packet-loss",
    aliases: &["poor-link-loss-latency"],
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
        SeenAs { client: "windows-app", message: "Error code: 0x904", codes: &["0x904"] },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[
        "LocalSessionManager event 40 with 0x80070079 (semaphore timeout) or 0x80070040 (network name no longer available); RdpCoreTS 142, 143, 226.",
    ],
    detect,
    inside: seen::nothing,
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
                shell: Shell::AdminPowerShell,
                line: "reg add \"HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\" /v KeepAliveEnable /t REG_DWORD /d 1 /f; reg add \"HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\" /v KeepAliveInterval /t REG_DWORD /d 1 /f",
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
    // On a line of a second, TCP repeats its first packet whatever happens (RFC 6298 2.1).
    let slow = |round_trip: Millis| round_trip >= Millis(1000);
    let counted = way.transport.known().filter(|seen| !stalled && !slow(seen.round_trip));
    let repeated = counted.map_or(0, |transport| transport.repeated);
    let lost = way.echo.known().filter(|echo| {
        // One echo may get lost anywhere.
        echo.answered > 0 && echo.sent >= MANY && (echo.sent - echo.answered) * 20 >= echo.sent
    });
    let by_tcp = (repeated > 0).then(|| {
        Match::likely("/network/way/transport", format!("{repeated} of our packets had to be sent again"))
    });
    let by_echo = lost.map(|echo| {
        let says = format!("{} of {} echoes stayed without an answer", echo.sent - echo.answered, echo.sent);
        Match::likely("/network/way/echo", says)
    });
    match (by_tcp, by_echo) {
        (Some(tcp), Some(echo)) => Some(echo.and("/network/way/transport", tcp.evidence[0].says.clone())),
        (Some(tcp), None) if repeated > 1 => Some(tcp),
        // Hosts and routers limit how many echoes they answer; one repeat proves little.
        (Some(one), None) | (None, Some(one)) => Some(seen::possible(one)),
        (None, None) => None,
    }
}

/// With fewer echoes a lost one proves nothing.
const MANY: u32 = 20;

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Echo, Fact, Transport};

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
    fn a_host_that_limits_its_echoes_is_only_possibly_behind_a_bad_line() {
        expect![[r"
            possible, hinders
            /network/way/echo: 25 of 40 echoes stayed without an answer
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts(0, Some((40, 15)))));
    }

    #[test]
    fn silent_when_no_echo_is_answered() {
        assert_eq!((CAUSE.detect)(&facts(0, Some((40, 0)))), None);
    }
}
