//! The host runs a Windows that is no longer supported.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cause::{Cause, Frequency, Impact, Match, SeenAs, ToldBy, Trust};
use crate::causes::seen;
use crate::codes;
use crate::facts::Facts;
use crate::remedy::{Remedy, Risk, Who};
use crate::stage::Stage;

/// The host runs a Windows that is no longer supported.
pub static CAUSE: Cause = Cause {
    id: "nla/unsupported-windows",
    aliases: &["host-unsupported-os"],
    stage: Stage::Nla,
    stops_at: &[],
    impact: Impact::Exposes,
    frequency: Frequency::Common,
    title: "The host runs a Windows that is no longer supported",
    meaning: "The host's Windows is past its end of support. It lacks the TLS, CredSSP and Kerberos versions that current clients expect, so connecting gets harder with every client update, and known holes stay open.",
    seen_as: &[
        SeenAs {
            client: "freerdp",
            message: "ERRCONNECT_TLS_CONNECT_FAILED",
            codes: &["0x20008", "0x2000F", "xfreerdp exit 143", "xfreerdp exit 152"],
        },
        SeenAs {
            client: "mstsc",
            message: "The function requested is not supported",
            codes: &["0x80090302"],
        },
    ],
    told_by: &[ToldBy::Outside],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[
        Remedy {
            who: Who::You,
            risk: Risk::Weakens,
            text: "An exception in the client for this host only.",
            command: None,
        },
        Remedy {
            who: Who::HostAdmin,
            risk: Risk::Disrupts,
            text: "Upgrade the system; until then install TLS 1.2 and the last rollup, and put it behind a gateway.",
            command: None,
        },
    ],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &[],
    trust: Trust::Cited,
    references: &["Devolutions/IronRDP#1469", "FreeRDP/FreeRDP#8412"],
};

fn detect(facts: &Facts) -> Option<Match> {
    let nla = facts.nla.known()?;
    let version = nla.challenge.known()?.windows?;
    // Servers built on FreeRDP claim these builds; a real Windows 7 never announces CredSSP 6.
    if version.build == 22631 || version.build == 7601 && nla.version.known() == Some(&6) {
        return None;
    }
    let build = codes::builds::find(version)?;
    let last: Date = build.last_updates?.parse().ok()?;
    let today = facts.observed_at.to_zoned(TimeZone::UTC).date();
    (last < today).then(|| {
        let products = build.products.join(" or ");
        Match::certain(
            "/nla/challenge/windows",
            format!("build {}: {products}; the last updates of any of them came on {last}", version.build),
        )
    })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, WindowsVersion};

    #[test]
    fn a_windows_server_2008_r2() {
        let facts = {
            let mut facts = testing::healthy();
            let nla = facts.nla.known_mut().unwrap();
            nla.version = Fact::Known(5);
            nla.challenge.known_mut().unwrap().windows =
                Some(WindowsVersion { major: 6, minor: 1, build: 7601 });
            facts
        };
        expect![[r"
            certain, exposes
            /nla/challenge/windows: build 7601: Windows 7 SP1 or Windows Server 2008 R2 SP1; the last updates of any of them came on 2023-01-10
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }
}
