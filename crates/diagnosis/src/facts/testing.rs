//! A healthy host, for tests that spoil one thing.

use std::net::Ipv4Addr;

use jiff::{SignedDuration, Timestamp};

use super::*;

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

/// A healthy Windows, seen from inside only.
pub(crate) fn inside() -> Facts {
    fn is<T>(value: T) -> inside::Set<T> {
        Fact::Known(Some(value))
    }
    fn own<T>(value: T) -> inside::Setting<T> {
        inside::Setting { own: Fact::Known(Some(value)), policy: Fact::Known(None) }
    }
    fn not_set<T>() -> inside::Setting<T> {
        inside::Setting { own: Fact::Known(None), policy: Fact::Known(None) }
    }
    let mut seen = Inside::unread("windows:disk".into(), inside::HostKind::Windows, false);
    seen.as_of = Fact::Known(now());
    seen.system = inside::System {
        name: Fact::Known("FS1".into()),
        product: Fact::Known("Windows Server 2022 Standard".into()),
        edition: Fact::Known("ServerStandard".into()),
        build: Fact::Known(inside::Build { number: 20348, revision: Some(2700) }),
        role: Fact::Known(inside::MachineRole::Server),
        in_setup: Fact::Known(false),
        pending_restart: Fact::Known(Vec::new()),
        updates: Fact::Known(Vec::new()),
        security_products: Fact::not_asked(),
        clock_is_universal: Fact::Known(None),
    };
    seen.access = inside::Access {
        allowed: own(true),
        enabled: is(true),
        listener: Fact::Known(true),
        listener_enabled: is(true),
        protocol_class: is("{5828227c-20cf-4408-b73f-73ab70b8849f}".into()),
        port: is(3389),
        adapter: is(0),
        transport: not_set(),
        listening: Fact::not_asked(),
    };
    let service = |name: &str, start| inside::Service {
        name: name.into(),
        start: Fact::Known(start),
        running: Fact::not_applicable(),
        account: is(r"NT Authority\NetworkService".into()),
        library: is(r"%SystemRoot%\System32\termsrv.dll".into()),
        changed: Fact::Known(now() - SignedDuration::from_hours(24)),
    };
    seen.services = Fact::Known(vec![
        service("RpcSs", inside::Start::Automatic),
        service("TermService", inside::Start::Manual),
        service("UmRdpService", inside::Start::Manual),
    ]);
    let profile = |name| inside::Profile {
        name,
        on: own(true),
        no_exceptions: not_set(),
        local_rules_count: Fact::Known(None),
    };
    seen.firewall.profiles = Fact::Known(vec![
        profile(inside::ProfileName::Domain),
        profile(inside::ProfileName::Private),
        profile(inside::ProfileName::Public),
    ]);
    seen.firewall.rules = Fact::Known(vec![inside::Rule {
        name: "RemoteDesktop-UserMode-In-TCP".into(),
        by_policy: false,
        active: true,
        allows: true,
        udp: false,
        ports: "3389".into(),
        profiles: Vec::new(),
        some_addresses: false,
    }]);
    seen.security = inside::Security {
        nla: own(true),
        layer: own(2),
        negotiates: is(true),
        encryption: own(2),
        fips: is(false),
        certificate: Fact::Known(inside::CertificateBinding {
            named: None,
            present: Fact::not_applicable(),
            key_readable: Fact::not_asked(),
            key_fits: Fact::not_asked(),
            not_after: Fact::not_asked(),
        }),
        tls: Fact::Known(Vec::new()),
        ciphers_usable: Fact::not_applicable(),
    };
    seen.authentication = inside::Authentication {
        encryption_oracle: Fact::Known(None),
        ntlm_level: Fact::Known(None),
        refuses_ntlm: Fact::Known(None),
        domain_credentials_disabled: is(false),
        smart_card_forced: is(false),
        restricted_admin_disabled: Fact::Known(None),
        blank_passwords_limited: is(true),
        everyone_is_guest: is(false),
        audit_failed: is(0),
        passwordless: Fact::Known(None),
        domain: Fact::Known(None),
    };
    seen.rights = inside::Rights {
        remote: Fact::Known(vec!["S-1-5-32-544".into(), "S-1-5-32-555".into()]),
        never_remote: Fact::Known(vec!["S-1-5-21-1-2-3-501".into()]),
        network: Fact::Known(vec!["S-1-1-0".into(), "S-1-5-32-544".into()]),
        never_network: Fact::Known(vec!["S-1-5-21-1-2-3-501".into()]),
        remote_desktop_users: Fact::Known(Vec::new()),
        required_group: Fact::not_applicable(),
        always_asks_for_group: Fact::not_applicable(),
        root: Fact::not_applicable(),
        accounts: Fact::Known(vec![inside::Account {
            name: "alice".into(),
            rid: 1001,
            disabled: false,
            locked: false,
            password_not_required: false,
            expires: None,
            last_failure: None,
            failures: 0,
        }]),
    };
    seen.sessions = inside::Sessions {
        drain: Fact::Known(None),
        users_refused: is(false),
        logon_disabled: is(false),
        single: own(true),
        most: own(0xFFFF_FFFF),
        longest: not_set(),
        idle: not_set(),
        disconnected: not_set(),
        asks_again: own(false),
        program: not_set(),
        shell: is("explorer.exe".into()),
        userinit: is(r"C:\Windows\system32\userinit.exe,".into()),
        licensing: not_set(),
        license_servers: not_set(),
        grace_period: Fact::Known(false),
    };
    let mut target = healthy().target;
    target.host = "windows:disk".into();
    target.written = Some("windows:disk".into());
    target.identity = None;
    target.through = Stage::Session;
    Facts::from_inside(target, now(), seen, Fact::Known(Log::default()))
}

/// A healthy Windows with one thing spoilt.
pub(crate) fn spoilt(change: impl FnOnce(&mut Inside)) -> Facts {
    let mut facts = inside();
    change(facts.inside.known_mut().unwrap());
    facts
}

/// A healthy Windows that logged this, an hour ago.
pub(crate) fn logged(what: log::What, change: impl FnOnce(&mut log::Entry)) -> Facts {
    let mut facts = inside();
    let at = now() - SignedDuration::from_hours(1);
    let mut entry = log::Entry {
        at,
        log: "System".into(),
        what,
        status: None,
        user: None,
        from: None,
        during_this_run: false,
    };
    change(&mut entry);
    facts.log = Fact::Known(Log {
        read: vec![log::Span { log: "System".into(), from: None, until: Some(now()), unread: 0 }],
        entries: vec![entry],
    });
    facts
}

/// A healthy Windows that logged this event, an hour ago.
pub(crate) fn event(provider: log::Provider, id: u32) -> Facts {
    logged(log::What::Event { provider, id }, |_| {})
}

/// A healthy xrdp, seen from inside only.
pub(crate) fn xrdp(change: impl FnOnce(&mut Inside)) -> Facts {
    let mut facts = spoilt(|inside| {
        inside.kind = inside::HostKind::Xrdp;
        inside.runs = true;
        inside.services = Fact::Known(Vec::new());
        inside.firewall = inside::Firewall::default();
        if let Some(certificate) = inside.security.certificate.known_mut() {
            certificate.named = Some("/etc/xrdp/cert.pem".into());
            certificate.present = Fact::Known(true);
            certificate.key_readable = Fact::Known(true);
        }
    });
    change(facts.inside.known_mut().unwrap());
    facts
}
