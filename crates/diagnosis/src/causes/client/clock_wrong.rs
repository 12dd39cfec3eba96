//! This computer's clock is wrong.

use crate::cause::{Cause, Frequency, Impact, Match, ToldBy, Trust};
use crate::causes::seen;
use crate::facts::{ClockReading, Facts};
use crate::remedy::{Command, Remedy, Risk, Shell, Who};
use crate::stage::{Stage, State};

/// This computer's clock is wrong.
pub static CAUSE: Cause = Cause {
    id: "client/clock-wrong",
    aliases: &[],
    stage: Stage::Client,
    stops_at: &[Stage::Tls, Stage::Nla, Stage::Logon],
    impact: Impact::Blocks,
    frequency: Frequency::Occasional,
    title: "This computer's clock is wrong",
    meaning: "Certificates and Kerberos tickets carry times. If this computer's clock is off, valid certificates look expired or not yet valid, and tickets are refused.",
    seen_as: &[],
    told_by: &[ToldBy::Outside],
    signs: &[],
    detect,
    inside: seen::nothing,
    remedies: &[Remedy {
        who: Who::You,
        risk: Risk::Harmless,
        text: "Set the clock from a time server; without an administrator's rights ask the help desk to do it.",
        command: Some(Command {
            shell: Shell::AdminPowerShell,
            line: "Start-Service W32Time; w32tm /resync",
            trust: Trust::Unverified,
        }),
    }],
    changes: &[],
    do_not: &[],
    behind: &[],
    explains: &["nla/clock-skew", "tls/certificate-expired", "tls/certificate-not-yet-valid"],
    trust: Trust::Cited,
    references: &[
        "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-nlmp/8bbf686d-06d1-4511-9502-b0c071f9d6d7",
        "MS-NLMP 2.2.2.1 MsvAvTimestamp",
        "RFC 4120 5.9.1",
    ],
};

fn detect(facts: &Facts) -> Option<Match> {
    let (fact, host) = seen::host_clock(facts)?;
    if let Some(found) = issued_in_our_future(facts, fact, host) {
        return Some(found);
    }
    let kdc = facts.nla.known()?.kerberos.known()?.clock.known()?;
    let (off, apart) = (host.skew().min(kdc.skew()), (host.ahead() - kdc.ahead()).abs());
    if off <= ClockReading::TOLERANCE || apart > seen::AGREEMENT {
        return None;
    }
    let found = Match::likely("/nla/clock", format!("the host's clock is {}", host.words()))
        .and("/nla/kerberos/clock", "the domain's clock agrees with the host's, not with ours");
    let let_in = facts.state(Stage::Logon) == State::Passed;
    Some(if let_in { found.with_impact(Impact::Hinders) } else { found })
}

/// The host's clock and its certificate's issuer agree against us. A host that signed its own
/// certificate is no second witness.
fn issued_in_our_future(facts: &Facts, fact: &'static str, host: ClockReading) -> Option<Match> {
    let leaf = facts.tls.known()?.leaf()?;
    let issued_later = leaf.not_before.duration_since(facts.observed_at) > ClockReading::TOLERANCE;
    if leaf.self_signed
        || !issued_later
        || host.skew() <= ClockReading::TOLERANCE
        || host.theirs < leaf.not_before
    {
        return None;
    }
    let found = Match::likely(fact, format!("the host's clock is {}", host.words()))
        .and("/tls/chain/0/not_before", "the issuer of its certificate dated that later than our now, too");
    let let_in = facts.state(Stage::Logon) == State::Passed;
    Some(if let_in { found.with_impact(Impact::Hinders) } else { found })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use jiff::SignedDuration;

    use super::*;
    use crate::causes::testing;
    use crate::facts::{Fact, Kdc, Kerberos};

    #[test]
    fn host_and_domain_agree_against_us() {
        let facts = {
            let mut facts = testing::healthy();
            let ahead =
                ClockReading { theirs: testing::now() + SignedDuration::from_hours(1), ours: testing::now() };
            let nla = facts.nla.known_mut().unwrap();
            nla.clock = Fact::Known(ahead);
            nla.kerberos = Fact::Known(Kerberos {
                realm: "CORP.EXAMPLE".into(),
                kdc: "dc1:88".into(),
                answer: Kdc::Error(37),
                clock: Fact::Known(ahead),
                ticket: Fact::not_asked(),
            });
            facts
        };
        expect![[r"
            likely, hinders
            /nla/clock: the host's clock is 60 minutes ahead of ours
            /nla/kerberos/clock: the domain's clock agrees with the host's, not with ours
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn the_certificate_was_issued_in_our_future() {
        let facts = {
            let mut facts = testing::healthy();
            let theirs = testing::now() + SignedDuration::from_hours(24 * 700);
            facts.nla.known_mut().unwrap().clock = Fact::Known(ClockReading { theirs, ours: testing::now() });
            let leaf = &mut facts.tls.known_mut().unwrap().chain[0];
            leaf.not_before = theirs - SignedDuration::from_hours(24);
            leaf.not_after = theirs + SignedDuration::from_hours(24);
            facts
        };
        expect![[r"
            likely, hinders
            /nla/clock: the host's clock is 700 days ahead of ours
            /tls/chain/0/not_before: the issuer of its certificate dated that later than our now, too
        "]]
        .assert_eq(&testing::found(&CAUSE, &facts));
    }

    #[test]
    fn silent_when_only_the_host_disagrees() {
        let facts = {
            let mut facts = testing::healthy();
            let ahead =
                ClockReading { theirs: testing::now() + SignedDuration::from_hours(1), ours: testing::now() };
            facts.nla.known_mut().unwrap().clock = Fact::Known(ahead);
            facts
        };
        assert_eq!((CAUSE.detect)(&facts), None);
    }
}
