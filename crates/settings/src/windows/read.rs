//! From registry values to facts.

use diagnosis::facts::inside::{
    Access, Authentication, Build, CertificateBinding, Connecting, Flag, Inside, MachineRole, Security,
    Service, Sessions, Set, Setting, Start, System, TlsSetting, Update,
};
use diagnosis::facts::{Fact, Gap};
use registry::{Kind, Value};

use super::places::{
    COMPUTER_NAME, CREDSSP, DELEGATION, FIPS, GRACE_PERIOD, LICENSING, LISTENER, LSA, MSV1_0,
    MY_CERTIFICATES, NEEDED_SERVICES, PASSWORDLESS, POLICY, PRODUCT, REMOTE_DESKTOP_CERTIFICATES, SCHANNEL,
    SERVICES, SERVICING_PACKAGES, SERVICING_PENDING, SESSION_MANAGER, SETUP, SYSTEM_POLICY, TCPIP,
    TERMINAL_SERVER, TIME_ZONE, TLS_VERSIONS, UPDATE, VERSION, WINLOGON,
};
use super::view::{Reader, View, on};
use super::{firewall, rights};
use crate::edit::hex;

/// Fills in everything that a registry tells.
pub(crate) fn read(view: &dyn View, inside: &mut Inside) {
    let reader = Reader(view);
    inside.system = system(&reader);
    inside.access = access(&reader);
    inside.services = services(&reader);
    let port = inside.access.port.known().copied().flatten().unwrap_or(3389);
    inside.firewall = firewall::read(&reader, port);
    inside.security = security(&reader);
    inside.authentication = authentication(&reader);
    inside.rights = rights::read(&reader);
    inside.sessions = sessions(&reader);
    inside.connecting = connecting(&reader);
}

fn system(reader: &Reader<'_>) -> System {
    let number = |value: &Value| value.as_text()?.trim().parse().ok();
    let build = match reader.set(VERSION, "CurrentBuildNumber", number) {
        Fact::Known(Some(number)) => {
            let revision = reader.dword(VERSION, "UBR").known().copied().flatten();
            Fact::Known(Build { number, revision })
        }
        Fact::Known(None) => Fact::not_applicable(),
        Fact::Unknown(missing) => Fact::Unknown(missing),
    };
    let role = |value: &Value| match value.as_text()?.as_str() {
        "WinNT" => Some(MachineRole::Workstation),
        "ServerNT" => Some(MachineRole::Server),
        "LanmanNT" => Some(MachineRole::DomainController),
        _ => None,
    };
    System {
        name: present(reader.text(COMPUTER_NAME, "ComputerName")),
        product: present(reader.text(VERSION, "ProductName")),
        edition: present(reader.text(VERSION, "EditionID")),
        build,
        role: present(reader.set(PRODUCT, "ProductType", role)),
        in_setup: in_setup(reader),
        pending_restart: pending_restart(reader),
        updates: updates(reader),
        security_products: Fact::not_asked(),
        clock_is_universal: reader.switch(TIME_ZONE, "RealTimeIsUniversal"),
    }
}

/// What is always there on a Windows; where it is not, nothing is known.
fn present<T>(set: Set<T>) -> Fact<T> {
    match set {
        Fact::Known(Some(value)) => Fact::Known(value),
        Fact::Known(None) => Fact::not_applicable(),
        Fact::Unknown(missing) => Fact::Unknown(missing),
    }
}

fn in_setup(reader: &Reader<'_>) -> Fact<bool> {
    let names = ["SystemSetupInProgress", "OOBEInProgress"];
    let mut open = false;
    for name in names {
        match reader.switch(SETUP, name) {
            Fact::Known(set) => open |= set == Some(true),
            Fact::Unknown(missing) => return Fact::Unknown(missing),
        }
    }
    Fact::Known(open)
}

fn pending_restart(reader: &Reader<'_>) -> Fact<Vec<String>> {
    let mut reasons = Vec::new();
    match reader.0.exists(SERVICING_PENDING) {
        Ok(true) => reasons.push("an update was installed".to_owned()),
        Ok(false) => {}
        Err(unseen) => return Fact::unknown(unseen.into()),
    }
    if reader.0.exists(UPDATE) == Ok(true) {
        reasons.push("Windows Update asks for it".to_owned());
    }
    if reader.is_set(SESSION_MANAGER, "PendingFileRenameOperations").known() == Some(&Some(true)) {
        reasons.push("files wait to be replaced".to_owned());
    }
    Fact::Known(reasons)
}

/// Installed updates by the names of their packages: `Package_for_KB5041580~31bf…`.
fn updates(reader: &Reader<'_>) -> Fact<Vec<Update>> {
    let packages = match reader.key(SERVICING_PACKAGES) {
        Ok(Some(key)) => key,
        Ok(None) => return Fact::not_applicable(),
        Err(gap) => return Fact::unknown(gap),
    };
    let mut found: Vec<Update> = Vec::new();
    for package in &packages.subkeys {
        let Some(at) = package.find("KB") else { continue };
        let digits: String = package[at + 2..].chars().take_while(char::is_ascii_digit).collect();
        if !(6..=8).contains(&digits.len()) || found.iter().any(|update| update.kb[2..] == digits) {
            continue;
        }
        let path = format!(r"{SERVICING_PACKAGES}\{package}");
        // 0x70: installed ([MS] CBS state).
        if reader.dword(&path, "CurrentState").known() != Some(&Some(0x70)) {
            continue;
        }
        let installed = match reader.0.written(&path) {
            Some(at) => Fact::Known(at.strftime("%F").to_string()),
            None => Fact::not_applicable(),
        };
        found.push(Update { kb: format!("KB{digits}"), installed });
    }
    found.sort_by(|one, other| other.installed.known().cmp(&one.installed.known()));
    Fact::Known(found)
}

fn access(reader: &Reader<'_>) -> Access {
    let denies = |value: &Value| value.as_dword().map(|number| number == 0);
    Access {
        only_itself: Fact::not_applicable(),
        allowed: reader.setting((TERMINAL_SERVER, POLICY), "fDenyTSConnections", denies),
        enabled: reader.switch(TERMINAL_SERVER, "TSEnabled"),
        listener: match reader.0.exists(LISTENER) {
            Ok(there) => Fact::Known(there),
            Err(unseen) => Fact::unknown(unseen.into()),
        },
        listener_enabled: reader.switch(LISTENER, "fEnableWinStation"),
        protocol_class: reader.text(LISTENER, "LoadableProtocol_Object"),
        port: reader.dword(LISTENER, "PortNumber"),
        adapter: reader.dword(LISTENER, "LanAdapter"),
        transport: reader.setting((LISTENER, POLICY), "SelectTransport", Value::as_dword),
        listening: Fact::not_asked(),
    }
}

fn services(reader: &Reader<'_>) -> Fact<Vec<Service>> {
    let mut found = Vec::new();
    let mut missing = None;
    for name in NEEDED_SERVICES {
        let path = format!(r"{SERVICES}\{name}");
        match reader.0.exists(&path) {
            Ok(true) => {}
            Ok(false) => continue,
            // An export may hold some of them.
            Err(unseen) => {
                missing = Some(Gap::from(unseen));
                continue;
            }
        }
        let start = match reader.dword(&path, "Start").known().copied().flatten() {
            Some(0 | 1) => Fact::Known(Start::Early),
            Some(2) => Fact::Known(Start::Automatic),
            Some(3) => Fact::Known(Start::Manual),
            Some(4) => Fact::Known(Start::Disabled),
            _ => Fact::unknown(Gap::Failed(format!("{name} has no known start type"))),
        };
        found.push(Service {
            name: name.to_owned(),
            start,
            running: Fact::not_applicable(),
            account: Fact::Known(reader.text(&path, "ObjectName").known().cloned().flatten()),
            library: reader.text(&format!(r"{path}\Parameters"), "ServiceDll"),
            changed: Fact::from(reader.0.written(&path)),
        });
    }
    match missing.filter(|_| found.is_empty()) {
        Some(gap) => Fact::unknown(gap),
        None => Fact::Known(found),
    }
}

fn security(reader: &Reader<'_>) -> Security {
    let both = (LISTENER, POLICY);
    Security {
        nla: reader.setting(both, "UserAuthentication", on),
        layer: reader.setting(both, "SecurityLayer", Value::as_dword),
        negotiates: reader.switch(LISTENER, "fAllowSecProtocolNegotiation"),
        encryption: reader.setting(both, "MinEncryptionLevel", Value::as_dword),
        fips: reader.switch(FIPS, "Enabled"),
        certificate: certificate(reader),
        tls: tls(reader),
        ciphers_usable: Fact::not_asked(),
    }
}

/// The certificate that the listener was told to use.
fn certificate(reader: &Reader<'_>) -> Fact<CertificateBinding> {
    let thumbprint = |value: &Value| {
        (value.kind == Kind::Binary && value.data.len() == 20).then(|| hex(&value.data).to_uppercase())
    };
    let named = match reader.set(LISTENER, "SSLCertificateSHA1Hash", thumbprint) {
        Fact::Known(named) => named,
        Fact::Unknown(missing) => return Fact::Unknown(missing),
    };
    let in_store = |store: &str, named: &str| match reader.0.thumbprints(store) {
        Ok(all) => Fact::Known(all.iter().any(|name| name.eq_ignore_ascii_case(named))),
        Err(unseen) => Fact::unknown(unseen.into()),
    };
    let present = match &named {
        Some(named) => {
            match (in_store(MY_CERTIFICATES, named), in_store(REMOTE_DESKTOP_CERTIFICATES, named)) {
                (Fact::Known(one), Fact::Known(other)) => Fact::Known(one || other),
                (Fact::Known(true), _) | (_, Fact::Known(true)) => Fact::Known(true),
                (Fact::Unknown(missing), _) | (_, Fact::Unknown(missing)) => Fact::Unknown(missing),
            }
        }
        None => Fact::not_applicable(),
    };
    Fact::Known(CertificateBinding {
        named,
        present,
        key_readable: Fact::not_asked(),
        key_fits: Fact::not_asked(),
        not_after: Fact::not_asked(),
    })
}

fn tls(reader: &Reader<'_>) -> Fact<Vec<TlsSetting>> {
    let mut found = Vec::new();
    for version in TLS_VERSIONS {
        let path = format!(r"{SCHANNEL}\{version}\Server");
        match (reader.switch(&path, "Enabled"), reader.switch(&path, "DisabledByDefault")) {
            (Fact::Known(None), Fact::Known(None)) => {}
            (Fact::Known(enabled), Fact::Known(off_by_default)) => {
                found.push(TlsSetting { version: version.to_owned(), enabled, off_by_default });
            }
            (Fact::Unknown(missing), _) | (_, Fact::Unknown(missing)) => return Fact::Unknown(missing),
        }
    }
    Fact::Known(found)
}

fn authentication(reader: &Reader<'_>) -> Authentication {
    Authentication {
        encryption_oracle: reader.dword(CREDSSP, "AllowEncryptionOracle"),
        ntlm_level: reader.dword(LSA, "LmCompatibilityLevel"),
        refuses_ntlm: reader.dword(MSV1_0, "RestrictReceivingNTLMTraffic"),
        domain_credentials_disabled: reader.switch(LSA, "disabledomaincreds"),
        smart_card_forced: reader.switch(SYSTEM_POLICY, "ScForceOption"),
        restricted_admin_disabled: reader.switch(LSA, "DisableRestrictedAdmin"),
        blank_passwords_limited: reader.switch(LSA, "LimitBlankPasswordUse"),
        everyone_is_guest: reader.switch(LSA, "forceguest"),
        audit_failed: reader.dword(LSA, "crashonauditfail"),
        passwordless: reader.dword(PASSWORDLESS, "DevicePasswordLessBuildVersion"),
        domain: reader.set(TCPIP, "Domain", registry::Value::as_text).non_empty(),
    }
}

fn connecting(reader: &Reader<'_>) -> Connecting {
    Connecting {
        server_authentication: reader.dword(POLICY, "AuthenticationLevel"),
        delegation_restricted: reader.switch(DELEGATION, "RestrictedRemoteAdministration"),
        saved_over_ntlm: reader.switch(DELEGATION, "AllowSavedCredentialsWhenNTLMOnly"),
        credential_guard: reader.dword(LSA, "LsaCfgFlags"),
        saved_for: Fact::not_asked(),
    }
}

/// A text that is there and empty says as much as none.
trait NonEmpty {
    fn non_empty(self) -> Self;
}

impl NonEmpty for Set<String> {
    fn non_empty(self) -> Self {
        match self {
            Fact::Known(Some(text)) if text.trim().is_empty() => Fact::Known(None),
            other => other,
        }
    }
}

fn sessions(reader: &Reader<'_>) -> Sessions {
    let both = (LISTENER, POLICY);
    // The listener's own limits count only where it doesn't inherit those of the user.
    let limit = |name: &str, inherit: &str| {
        let mut setting: Setting<u32> = reader.setting(both, name, Value::as_dword);
        if reader.switch(LISTENER, inherit).known() != Some(&Some(false)) && setting.own.known().is_some() {
            setting.own = Fact::Known(None);
        }
        setting
    };
    // What they say is nobody's business: a command line may hold a password.
    let flag = |path: &str, name: &str| flagged(reader.is_set(path, name));
    let program = Setting { own: flag(LISTENER, "InitialProgram"), policy: flag(POLICY, "InitialProgram") };
    Sessions {
        drain: reader.dword(TERMINAL_SERVER, "TSServerDrainMode"),
        users_refused: reader.switch(TERMINAL_SERVER, "TSUserEnabled"),
        logon_disabled: reader.switch(LISTENER, "fLogonDisabled"),
        single: reader.setting((TERMINAL_SERVER, POLICY), "fSingleSessionPerUser", on),
        most: reader.setting(both, "MaxInstanceCount", Value::as_dword),
        longest: limit("MaxConnectionTime", "fInheritMaxSessionTime"),
        idle: limit("MaxIdleTime", "fInheritMaxIdleTime"),
        disconnected: limit("MaxDisconnectionTime", "fInheritMaxDisconnectionTime"),
        asks_again: reader.setting(both, "fPromptForPassword", on),
        program,
        shell: reader.set(WINLOGON, "Shell", program_alone),
        userinit: reader.set(WINLOGON, "Userinit", program_alone),
        licensing: reader.setting((LICENSING, POLICY), "LicensingMode", Value::as_dword),
        license_servers: Setting { own: Fact::not_asked(), policy: flag(POLICY, "LicenseServers") },
        grace_period: match reader.0.holds_values(GRACE_PERIOD) {
            Ok(holds) => Fact::Known(holds),
            Err(unseen) => Fact::unknown(unseen.into()),
        },
    }
}

/// The program of a command line. What follows it is nobody's business: it may be a password.
fn program_alone(value: &Value) -> Option<String> {
    let text = value.as_text()?;
    Some(diagnosis::facts::inside::program_of(&text))
}

fn flagged(set: Set<bool>) -> Set<Flag> {
    match set {
        Fact::Known(found) => Fact::Known(found.filter(|&says| says).map(|_| Flag::Set)),
        Fact::Unknown(missing) => Fact::Unknown(missing),
    }
}
