//! What a host's settings and logs tell of who and where.

use super::Pseudonyms;
use crate::facts::inside::{
    Access, Account, Authentication, CertificateBinding, Connecting, Firewall, Inside, Listening, Profile,
    Rights, Rule, Security, Service, Sessions, System, TlsSetting, Update,
};
use crate::facts::log::{Entry, Log, NotUnderstood, Span};
use crate::facts::{Fact, inside};

impl Pseudonyms {
    pub(super) fn inside(&mut self, inside: &mut Inside) {
        let Inside {
            source,
            kind: _,
            runs: _,
            as_of: _,
            system,
            access,
            services,
            firewall,
            security,
            authentication,
            rights,
            sessions,
            connecting,
            unread,
        } = inside;
        let Connecting {
            server_authentication: _,
            delegation_restricted: _,
            saved_over_ntlm: _,
            credential_guard: _,
            saved_for,
        } = connecting;
        for host in saved_for.known_mut().into_iter().flatten() {
            self.host(host);
        }
        "(redacted)".clone_into(source);
        self.system(system);
        let Access {
            allowed: _,
            enabled: _,
            only_itself: _,
            listener: _,
            listener_enabled: _,
            protocol_class: _,
            port: _,
            adapter: _,
            transport: _,
            listening,
        } = access;
        if let Some(Listening::Other(program)) = listening.known_mut() {
            hide(program);
        }
        for service in services.known_mut().into_iter().flatten() {
            let Service { name: _, start: _, running: _, account, library, changed: _ } = service;
            // The name of the file tells whether it is Windows' own; its folder may be a person's.
            if let Some(Some(library)) = library.known_mut() {
                *library = library.rsplit('\\').next().map(|name| format!("\\{name}")).unwrap_or_default();
            }
            // The system's own accounts are the same everywhere.
            let own = |name: &str| {
                let name = name.to_lowercase().replace(' ', "");
                let known =
                    ["ntauthority\\networkservice", "ntauthority\\localservice", "ntauthority\\system"];
                name == "localsystem" || known.contains(&name.as_str())
            };
            if let Some(Some(account)) = account.known_mut().filter(|name| !name.as_deref().is_some_and(own))
            {
                self.user(account);
            }
        }
        let Firewall { profiles, rules, current: _ } = firewall;
        for profile in profiles.known_mut().into_iter().flatten() {
            let Profile { name: _, on: _, no_exceptions: _, local_rules_count: _ } = profile;
        }
        for rule in rules.known_mut().into_iter().flatten() {
            let Rule {
                name,
                by_policy: _,
                active: _,
                allows: _,
                udp: _,
                ports: _,
                profiles: _,
                some_addresses: _,
            } = rule;
            // Only Windows' own rules have names that tell nothing.
            let own =
                ["RemoteDesktop-UserMode-In-TCP", "RemoteDesktop-UserMode-In-UDP", "RemoteDesktop-In-TCP"];
            if !own.contains(&name.as_str()) {
                self.user(name);
            }
        }
        self.security(security);
        self.rights(rights);
        let Authentication {
            encryption_oracle: _,
            ntlm_level: _,
            refuses_ntlm: _,
            domain_credentials_disabled: _,
            smart_card_forced: _,
            restricted_admin_disabled: _,
            blank_passwords_limited: _,
            everyone_is_guest: _,
            audit_failed: _,
            passwordless: _,
            domain,
        } = authentication;
        self.set_host(domain);
        let Sessions {
            drain: _,
            users_refused: _,
            logon_disabled: _,
            single: _,
            most: _,
            longest: _,
            idle: _,
            disconnected: _,
            asks_again: _,
            program: _,
            shell,
            userinit,
            licensing: _,
            license_servers: _,
            grace_period: _,
        } = sessions;
        for program in [shell, userinit] {
            let usual = |name: &str| inside::is_usual_program(name);
            if let Some(Some(program)) =
                program.known_mut().filter(|name| !name.as_deref().is_some_and(usual))
            {
                hide(program);
            }
        }
        for reason in unread {
            hide(reason);
        }
    }

    fn system(&mut self, system: &mut System) {
        let System {
            name,
            product,
            edition: _,
            build: _,
            role: _,
            in_setup: _,
            pending_restart: _,
            updates,
            security_products,
            clock_is_universal: _,
        } = system;
        if let Some(name) = name.known_mut() {
            self.host(name);
        }
        // Windows' own names tell nothing; others may.
        let usual = |c: char| c.is_ascii_alphanumeric() || " ()".contains(c);
        if let Some(product) = product.known_mut()
            && !(product.replace("Microsoft ", "").starts_with("Windows ") && product.chars().all(usual))
        {
            hide(product);
        }
        for Update { kb, installed: _ } in updates.known_mut().into_iter().flatten() {
            let digits = kb.strip_prefix("KB").unwrap_or_default();
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                hide(kb);
            }
        }
        for product in security_products.known_mut().into_iter().flatten() {
            hide(product);
        }
    }

    fn security(&mut self, security: &mut Security) {
        let Security {
            nla: _,
            layer: _,
            negotiates: _,
            encryption: _,
            fips: _,
            certificate,
            tls,
            ciphers_usable: _,
        } = security;
        if let Some(CertificateBinding { named, present: _, key_readable: _, key_fits: _, not_after: _ }) =
            certificate.known_mut()
            && let Some(named) = named
        {
            self.digest(named);
        }
        for version in tls.known_mut().into_iter().flatten() {
            let TlsSetting { version: _, enabled: _, off_by_default: _ } = version;
        }
    }

    fn rights(&mut self, rights: &mut Rights) {
        let Rights {
            remote,
            never_remote,
            network,
            never_network,
            remote_desktop_users,
            required_group,
            always_asks_for_group: _,
            root: _,
            accounts,
        } = rights;
        for list in [remote, never_remote, network, never_network, remote_desktop_users] {
            for sid in list.known_mut().into_iter().flatten() {
                self.sid(sid);
            }
        }
        if let Some(Some(group)) = required_group.known_mut() {
            self.user(group);
        }
        for account in accounts.known_mut().into_iter().flatten() {
            let Account {
                name,
                rid: _,
                disabled: _,
                locked: _,
                password_not_required: _,
                expires: _,
                last_failure: _,
                never_had_password: _,
                password_ends: _,
                must_change: _,
                failures: _,
            } = account;
            self.user(name);
        }
    }

    pub(super) fn log(&mut self, log: &mut Log) {
        let Log { read, entries, not_understood } = log;
        // A line that nobody understands may name anybody.
        for NotUnderstood { log: _, begins } in not_understood {
            begins.clear();
        }
        for Span { log: _, from: _, until: _, unread: _, only_faults: _ } in read {}
        for Entry { at: _, log: _, what: _, status: _, user, from, during_this_run: _ } in entries {
            if let Some(user) = user {
                self.user(user);
            }
            if let Some(from) = from {
                self.host(from);
            }
        }
    }

    fn set_host(&mut self, host: &mut Fact<Option<String>>) {
        if let Some(Some(host)) = host.known_mut() {
            self.host(host);
        }
    }

    /// Well-known SIDs are the same everywhere; the others name a machine or a domain.
    fn sid(&mut self, sid: &mut String) {
        let parts = sid.split('-').count();
        let short = matches!(sid.split('-').nth(2), Some("1" | "5")) && parts <= 4;
        if !(short || sid.starts_with("S-1-5-32-") && parts == 5) {
            self.user(sid);
        }
    }
}

fn hide(text: &mut String) {
    "(redacted)".clone_into(text);
}
