//! A healthy host, for tests that spoil one thing.

mod inside;

use std::net::Ipv4Addr;

use jiff::{SignedDuration, Timestamp};

use super::*;

pub(crate) use inside::*;

/// When the healthy run took place.
pub(crate) fn now() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

/// A domain member seen from outside with credentials, up to its verdict on the identity.
pub(crate) fn healthy() -> Facts {
    let host = "fs1.corp.example";
    let mut facts = Facts::unseen(
        Target {
            host: host.into(),
            port: 3389,
            written: None,
            identity: Some(Identity {
                user: "alice".into(),
                domain: Some("CORP".into()),
                form: NameForm::DownLevel,
                empty_password: false,
            }),
            through: Stage::Logon,
            insist: Insist::Auto,
            trust: TrustPolicy::Known,
        },
        now(),
    );
    facts.client = Fact::Known(Client {
        file: Fact::not_applicable(),
        authentication_level: Fact::not_asked(),
        offers: Protocols(0x0B),
        network: Fact::Known(LocalNetwork { ipv4: true, ipv6: true, target_is_near: false }),
    });
    facts.name = Fact::Known(Name {
        lookup: Lookup::Found { addresses: vec![Ipv4Addr::new(10, 1, 2, 3).into()] },
        took: Millis(2),
    });
    facts.network = Fact::Known(Network {
        attempts: vec![Attempt {
            to: "10.1.2.3:3389".parse().unwrap(),
            connect: Connect::Accepted,
            took: Millis(11),
        }],
        listener: Fact::Known(Listener::AnswersRdp),
        first_try: Fact::not_asked(),
        silent_trial: Fact::not_asked(),
        cut_after: Fact::not_applicable(),
        way: Way::unseen(),
    });
    facts.negotiation = Fact::Known(Negotiation {
        path: Exchange {
            offered: Protocols(0x0B),
            answer: Answer::Selected { protocol: Protocols(8), flags: 0x1F },
            took: Millis(12),
        },
    });
    facts.tls = Fact::Known(Tls {
        handshake: Handshake::Completed,
        took: Millis(24),
        version: Fact::Known("TLSv1.2".into()),
        cipher: Fact::Known("ECDHE-RSA-AES256-GCM-SHA384".into()),
        temporary_key_bits: Fact::Known(253),
        chain: vec![Certificate {
            subject: host.into(),
            issuer: "Corp Issuing CA".into(),
            names: vec![host.into()],
            not_before: now() - SignedDuration::from_hours(24 * 100),
            not_after: now() + SignedDuration::from_hours(24 * 200),
            key: KeyKind::Rsa,
            key_bits: 2048,
            signature: "sha256WithRSAEncryption".into(),
            self_signed: false,
            sha256: "ab".repeat(32),
        }],
        verdict: Fact::Known(ChainVerdict::Trusted),
        name_fits: Fact::Known(true),
        remembered: Remembered::Never,
        trust: HostTrust::System,
        clock: Fact::not_asked(),
        trials: Vec::new(),
    });
    facts.nla = Fact::Known(Nla {
        outcome: NlaOutcome::Challenged,
        took: Millis(12),
        version: Fact::Known(6),
        challenge: Fact::Known(Challenge {
            target: "CORP".into(),
            nb_computer: Some("FS1".into()),
            nb_domain: Some("CORP".into()),
            dns_computer: Some(host.into()),
            dns_domain: Some("corp.example".into()),
            dns_forest: Some("corp.example".into()),
            windows: Some(WindowsVersion { major: 10, minor: 0, build: 20348 }),
            flags: 0xE288_8215,
        }),
        clock: Fact::Known(ClockReading { theirs: now(), ours: now() }),
        kerberos: Fact::not_asked(),
    });
    facts.logon = Fact::Known(Logon {
        mechanism: Mechanism::Ntlm,
        outcome: LogonOutcome::Authorized,
        attempts: 1,
        took: Millis(30),
    });
    facts.session = Fact::not_asked();
    facts
}

/// A healthy host up to negotiation, with nothing seen behind it.
pub(crate) fn stopped_at_negotiation(answer: Answer) -> Facts {
    let mut facts = healthy();
    facts.negotiation.known_mut().unwrap().path.answer = answer;
    facts.tls = Fact::not_reached();
    facts.nla = Fact::not_reached();
    facts.logon = Fact::not_reached();
    facts
}

/// A host whose only address ended this way.
pub(crate) fn stopped_at_connect(connect: Connect) -> Facts {
    let mut facts = healthy();
    let network = facts.network.known_mut().unwrap();
    network.attempts[0].connect = connect;
    network.listener = Fact::not_reached();
    stop_after_network(facts)
}

/// A host whose listener did this.
pub(crate) fn stopped_at_listener(listener: Listener) -> Facts {
    let mut facts = healthy();
    facts.network.known_mut().unwrap().listener = Fact::Known(listener);
    stop_after_network(facts)
}

fn stop_after_network(mut facts: Facts) -> Facts {
    facts.negotiation = Fact::not_reached();
    facts.tls = Fact::not_reached();
    facts.nla = Fact::not_reached();
    facts.logon = Fact::not_reached();
    facts
}

/// A healthy host whose TLS handshake ended this way.
pub(crate) fn stopped_at_tls(handshake: Handshake) -> Facts {
    let mut facts = healthy();
    let tls = facts.tls.known_mut().unwrap();
    tls.handshake = handshake;
    tls.chain.clear();
    tls.version = Fact::not_reached();
    tls.cipher = Fact::not_reached();
    tls.verdict = Fact::not_reached();
    tls.name_fits = Fact::not_reached();
    tls.trust = HostTrust::NotJudged;
    facts.nla = Fact::not_reached();
    facts.logon = Fact::not_reached();
    facts
}

/// A healthy host that answered the sign-in this way.
pub(crate) fn stopped_at_nla(outcome: NlaOutcome) -> Facts {
    let mut facts = healthy();
    let nla = facts.nla.known_mut().unwrap();
    nla.outcome = outcome;
    nla.challenge = Fact::not_reached();
    nla.clock = Fact::not_reached();
    facts.logon = Fact::not_reached();
    facts
}

/// A healthy host that judged the identity this way.
pub(crate) fn judged(outcome: LogonOutcome) -> Facts {
    let mut facts = healthy();
    facts.logon.known_mut().unwrap().outcome = outcome;
    facts
}

/// A healthy host whose session ended this way.
pub(crate) fn session(outcome: SessionOutcome, change: impl FnOnce(&mut Session)) -> Facts {
    let mut facts = healthy();
    facts.target.through = Stage::Session;
    let mut session = Session {
        reached: SessionStep::Capabilities,
        outcome,
        license_error: Fact::not_applicable(),
        error_info: Fact::not_applicable(),
        logon_error: Fact::not_applicable(),
        took: Millis(80),
    };
    change(&mut session);
    facts.session = Fact::Known(session);
    facts
}

/// A healthy host that lets this run in, and a person whom it refused elsewhere.
pub(crate) fn refused_elsewhere() -> Facts {
    let mut facts = judged(LogonOutcome::Authorized);
    facts.reported = Fact::Known(Reported {
        text: "Your credentials did not work".to_owned(),
        causes: vec!["logon/wrong-credentials".to_owned()],
    });
    facts
}

/// A healthy host, and a person whose screen leads to this cause alone.
pub(crate) fn reported(cause: &crate::cause::Cause) -> Facts {
    let mut facts = healthy();
    let text = cause.seen_as.first().map_or(cause.title, |seen| seen.message);
    facts.reported = Fact::Known(Reported { text: text.to_owned(), causes: vec![cause.id.to_owned()] });
    facts
}
