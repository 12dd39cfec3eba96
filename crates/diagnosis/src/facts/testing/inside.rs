//! A healthy host seen from inside, for tests that spoil one thing.

use jiff::SignedDuration;

use super::{healthy, now};
use crate::facts::{Fact, Facts, Inside, Log, inside, log};
use crate::stage::Stage;

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
        only_itself: Fact::not_applicable(),
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
            never_had_password: false,
            password_ends: None,
            must_change: false,
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
    seen.connecting = inside::Connecting {
        server_authentication: Fact::Known(None),
        delegation_restricted: Fact::Known(None),
        saved_over_ntlm: Fact::Known(None),
        credential_guard: Fact::Known(None),
        saved_for: Fact::Known(Vec::new()),
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
        read: vec![log::Span {
            log: "System".into(),
            from: None,
            until: Some(now()),
            unread: 0,
            only_faults: false,
        }],
        entries: vec![entry],
        not_understood: Vec::new(),
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
