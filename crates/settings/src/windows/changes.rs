//! What each change means in the registry of a Windows.

use diagnosis::change;
use diagnosis::change::Change;
use diagnosis::facts::inside::Rule;
use registry::{Kind, Value};

use super::firewall;
use super::places::{
    CREDSSP, FIPS, FIREWALL, FIREWALL_POLICY, FIREWALL_RULES, LISTENER, LSA, MSV1_0, PASSWORDLESS, POLICY,
    RIGHTS, SCHANNEL, SERVICES, SYSTEM_POLICY, TERMINAL_SERVER, WINLOGON,
};
use super::view::{Unseen, View};
use crate::draft::Draft;
use crate::edit::{Data, Edit};

/// Services with the start types that Windows is delivered with.
const START_TYPES: [(&str, u32); 9] = [
    ("TermService", 3),
    ("UmRdpService", 3),
    ("SessionEnv", 3),
    ("RpcSs", 2),
    ("BFE", 2),
    ("MpsSvc", 2),
    ("Dhcp", 2),
    ("KeyIso", 3),
    ("CryptSvc", 2),
];

/// The firewall's settings for the three kinds of networks; the private one is called the standard one here.
const PROFILES: [&str; 3] = ["DomainProfile", "StandardProfile", "PublicProfile"];

/// Of the right to sign in through Remote Desktop, and of its denial ([MS-LSAD] 2.2.1.2).
const REMOTE: u32 = 0x400;
const NEVER_REMOTE: u32 = 0x800;
const REMOTE_DESKTOP_USERS: &str = "S-1-5-32-555";

struct Drafting<'a> {
    view: &'a dyn View,
    override_policy: bool,
    edits: Vec<Edit>,
}

/// Why drafting stopped.
enum Stop {
    PolicyOwns(String),
    Cannot(String),
}

impl From<Unseen> for Stop {
    fn from(unseen: Unseen) -> Self {
        Self::Cannot(match unseen {
            Unseen::NotHere => "that part of the registry is not here".to_owned(),
            Unseen::Failed(why) => why,
        })
    }
}

/// What a change means here.
pub(crate) fn draft(view: &dyn View, change: &Change, override_policy: bool) -> Draft {
    let mut drafting = Drafting { view, override_policy, edits: Vec::new() };
    match drafting.all(change) {
        Ok(true) => Draft::Edits(drafting.edits),
        Ok(false) => Draft::NotHere,
        Err(Stop::PolicyOwns(place)) => Draft::PolicyOwns(place),
        Err(Stop::Cannot(why)) => Draft::Cannot(why),
    }
}

impl Drafting<'_> {
    /// Drafts a change; false where it has no meaning on Windows.
    fn all(&mut self, change: &Change) -> Result<bool, Stop> {
        let is = |other: &Change| change.name == other.name;
        if is(&change::ALLOW_CONNECTIONS) {
            self.dword_with_twin(TERMINAL_SERVER, "fDenyTSConnections", 0)?;
            self.mend(TERMINAL_SERVER, "TSEnabled", 1)?;
        } else if is(&change::START_SERVICES) {
            for (service, start) in START_TYPES {
                let path = format!(r"{SERVICES}\{service}");
                // An export may hold some of them.
                if matches!(self.number(&path, "Start"), Ok(Some(4))) {
                    self.dword(&path, "Start", start)?;
                }
            }
        } else if is(&change::ENABLE_LISTENER) {
            self.mend(LISTENER, "fEnableWinStation", 1)?;
        } else if is(&change::ALL_ADAPTERS) {
            self.mend(LISTENER, "LanAdapter", 0)?;
        } else if is(&change::DEFAULT_PORT) {
            self.mend(LISTENER, "PortNumber", 3389)?;
            // Back behind a rule that is off, it would be as shut as before.
            if !self.edits.is_empty() && self.has_rule(3389, firewall::lets_in).is_ok_and(|has| !has) {
                self.not_forbidden(3389)?;
                self.firewall_rules(3389)?;
            }
        } else if is(&change::ENABLE_FIREWALL_RULE) {
            // Where nothing is let in at all, a rule changes nothing.
            if self.lets_nothing_in()? {
                return Ok(false);
            }
            let port = self.port();
            self.not_forbidden(port)?;
            self.firewall_rules(port)?;
        } else if is(&change::ALLOW_EXCEPTIONS) {
            if !self.lets_nothing_in()? {
                return Ok(false);
            }
            // Others are opened as well: only where Remote Desktop is among them.
            let port = self.port();
            self.not_forbidden(port)?;
            if !self.has_rule(port, firewall::lets_in)? {
                self.firewall_rules(port)?;
            }
            for profile in PROFILES {
                let key = format!(r"{FIREWALL}\{profile}");
                if self.number(&key, "EnableFirewall")? != Some(0) {
                    self.mend(&key, "DoNotAllowExceptions", 0)?;
                }
            }
        } else if is(&change::ACCEPT_LOCAL_RULES) {
            for profile in ["DomainProfile", "PrivateProfile", "PublicProfile"] {
                let path = format!(r"{FIREWALL_POLICY}\{profile}");
                if self.number(&path, "AllowLocalPolicyMerge")? == Some(0) {
                    self.owned(&path, "AllowLocalPolicyMerge")?;
                    self.dword(&path, "AllowLocalPolicyMerge", 1)?;
                }
            }
        } else if is(&change::ACCEPT_LOGONS) {
            self.mend(TERMINAL_SERVER, "TSServerDrainMode", 0)?;
            self.mend(TERMINAL_SERVER, "TSUserEnabled", 0)?;
            self.mend(LISTENER, "fLogonDisabled", 0)?;
        } else if is(&change::RELEASE_CERTIFICATE) {
            let name = "SSLCertificateSHA1Hash";
            if let Some(old) = self.view.value(LISTENER, name)? {
                self.edits.push(Edit::Value {
                    key: LISTENER.into(),
                    name: name.into(),
                    old: Some(Data::from(&old)),
                    new: None,
                });
            }
        } else if is(&change::ENABLE_TLS_1_2) {
            self.tls("TLS 1.2")?;
        } else if is(&change::OLDER_TLS) {
            self.tls("TLS 1.0")?;
            self.tls("TLS 1.1")?;
        } else if is(&change::NEGOTIATE_SECURITY) {
            self.mend(LISTENER, "fAllowSecProtocolNegotiation", 1)?;
            if self.number(LISTENER, "SecurityLayer")? == Some(0) {
                self.dword_with_twin(LISTENER, "SecurityLayer", 1)?;
            } else if self.number(POLICY, "SecurityLayer")? == Some(0) {
                self.twin("SecurityLayer", 1)?;
            }
        } else if is(&change::LIFT_SESSION_LIMIT) {
            self.dword_with_twin(LISTENER, "MaxInstanceCount", u32::MAX)?;
        } else if is(&change::LIFT_TIME_LIMITS) {
            for name in ["MaxIdleTime", "MaxConnectionTime"] {
                if self.number(LISTENER, name)?.is_some_and(|limit| limit != 0) {
                    self.dword(LISTENER, name, 0)?;
                }
                self.twin(name, 0)?;
            }
        } else if is(&change::USUAL_SHELL) {
            self.shell()?;
        } else if is(&change::ALLOW_PASSWORDS) {
            self.mend(PASSWORDLESS, "DevicePasswordLessBuildVersion", 0)?;
        } else if is(&change::RESTORE_REMOTE_RIGHT) {
            self.remote_right()?;
        } else if is(&change::NLA_OFF) {
            self.dword_with_twin(LISTENER, "UserAuthentication", 0)?;
        } else if is(&change::SECURITY_LAYER_DOWN) {
            self.dword_with_twin(LISTENER, "SecurityLayer", 1)?;
        } else if is(&change::FIREWALL_OFF) {
            // As long as there is a rule that can be enabled, that is what helps, or another rule forbids it on purpose.
            if self.has_own_rules()?
                || self.lets_nothing_in()?
                || self.has_rule(self.port(), firewall::keeps_out)?
            {
                return Ok(false);
            }
            for profile in PROFILES {
                self.dword(&format!(r"{FIREWALL}\{profile}"), "EnableFirewall", 0)?;
            }
        } else if is(&change::ENCRYPTION_ORACLE) {
            self.dword(CREDSSP, "AllowEncryptionOracle", 2)?;
        } else if is(&change::ORACLE_DEFAULT) {
            self.mend(CREDSSP, "AllowEncryptionOracle", 1)?;
        } else if is(&change::BLANK_PASSWORDS) {
            self.dword(LSA, "LimitBlankPasswordUse", 0)?;
        } else if is(&change::RESTRICTED_ADMIN) {
            self.dword(LSA, "DisableRestrictedAdmin", 0)?;
        } else if is(&change::ACCEPT_NTLM) {
            self.mend(MSV1_0, "RestrictReceivingNTLMTraffic", 0)?;
        } else if is(&change::DOMAIN_CREDENTIALS) {
            self.mend(LSA, "disabledomaincreds", 0)?;
        } else if is(&change::SAVED_PASSWORDS) {
            self.dword_with_twin(LISTENER, "fPromptForPassword", 0)?;
        } else if is(&change::FIPS_OFF) {
            self.mend(FIPS, "Enabled", 0)?;
            if self.number(LISTENER, "MinEncryptionLevel")? == Some(4) {
                self.dword(LISTENER, "MinEncryptionLevel", 2)?;
            }
        } else if is(&change::PASSWORD_SIGN_IN) {
            if self.number(SYSTEM_POLICY, "ScForceOption")?.is_some_and(|on| on != 0) {
                self.owned(SYSTEM_POLICY, "ScForceOption")?;
                self.dword(SYSTEM_POLICY, "ScForceOption", 0)?;
            }
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn number(&self, key: &str, name: &str) -> Result<Option<u32>, Stop> {
        Ok(self.view.value(key, name)?.and_then(|value| value.as_dword()))
    }

    /// Sets a number, whether it is there or not.
    fn dword(&mut self, key: &str, name: &str, to: u32) -> Result<(), Stop> {
        let old = self.view.value(key, name)?;
        let new = Value::dword(to);
        if old.as_ref() != Some(&new) {
            self.push(key, name, old.as_ref(), &new);
        }
        Ok(())
    }

    /// Sets a number that is there; where it is not, the default is right.
    fn mend(&mut self, key: &str, name: &str, to: u32) -> Result<(), Stop> {
        if self.view.value(key, name)?.is_some() { self.dword(key, name, to) } else { Ok(()) }
    }

    /// Sets a number and, where policy sets it too, its twin there.
    fn dword_with_twin(&mut self, key: &str, name: &str, to: u32) -> Result<(), Stop> {
        self.dword(key, name, to)?;
        self.twin(name, to)
    }

    fn twin(&mut self, name: &str, to: u32) -> Result<(), Stop> {
        // Where that part of the registry can't be seen, the setting itself is still worth changing.
        match self.view.value(POLICY, name) {
            Ok(Some(value)) if value.as_dword() != Some(to) => {
                self.owned(POLICY, name)?;
                self.dword(POLICY, name, to)
            }
            _ => Ok(()),
        }
    }

    /// A value in a policy's place is changed only where that was accepted.
    fn owned(&self, key: &str, name: &str) -> Result<(), Stop> {
        if self.override_policy { Ok(()) } else { Err(Stop::PolicyOwns(format!("{key}\\{name}"))) }
    }

    fn push(&mut self, key: &str, name: &str, old: Option<&Value>, new: &Value) {
        self.edits.push(Edit::Value {
            key: key.to_owned(),
            name: name.to_owned(),
            old: old.map(Data::from),
            new: Some(Data::from(new)),
        });
    }

    /// Whether the firewall lets nothing in, whatever its rules say, wherever it is on.
    fn lets_nothing_in(&self) -> Result<bool, Stop> {
        let mut any = false;
        for profile in PROFILES {
            let key = format!(r"{FIREWALL}\{profile}");
            if self.number(&key, "EnableFirewall")? == Some(0) {
                continue;
            }
            if self.number(&key, "DoNotAllowExceptions")?.unwrap_or(0) == 0 {
                return Ok(false);
            }
            any = true;
        }
        Ok(any)
    }

    /// The port that Remote Desktop is set to.
    fn port(&self) -> u32 {
        self.number(LISTENER, "PortNumber").ok().flatten().unwrap_or(3389)
    }

    /// Whether there is a rule for a port, as wanted.
    fn has_rule(&self, port: u32, wanted: fn(&Rule) -> bool) -> Result<bool, Stop> {
        let rules = self.view.rules(FIREWALL_RULES)?;
        let fits = |(name, value): &(String, Value)| {
            firewall::rule(name, value, false, port).is_some_and(|rule| rule.covers(port) && wanted(&rule))
        };
        Ok(rules.iter().any(fits))
    }

    /// Stops where an active rule keeps everybody out of a port: whoever set it meant it.
    fn not_forbidden(&self, port: u32) -> Result<(), Stop> {
        if self.has_rule(port, |rule| firewall::keeps_out(rule) && firewall::is_everywhere(rule))? {
            return Err(Stop::Cannot(format!(
                "a firewall rule keeps everybody out of port {port}: find out at the host who set it, and why"
            )));
        }
        Ok(())
    }

    fn has_own_rules(&self) -> Result<bool, Stop> {
        let is_own = |(name, value): &(String, Value)| {
            value.as_text().is_some_and(|text| firewall::is_windows_own(name, &text))
        };
        Ok(self.view.rules(FIREWALL_RULES)?.iter().any(is_own))
    }

    /// `Active=FALSE` becomes `Active=TRUE`, which is one letter shorter.
    fn firewall_rules(&mut self, port: u32) -> Result<(), Stop> {
        let rules = self.view.rules(FIREWALL_RULES)?;
        let (mut found, mut elsewhere) = (false, false);
        for (name, value) in &rules {
            let Some(text) = value.as_text().filter(|text| firewall::is_windows_own(name, text)) else {
                continue;
            };
            // A rule for a port that nobody listens on opens it for nothing.
            if !text.contains(&format!("|LPort={port}|")) {
                elsewhere = true;
                continue;
            }
            // By UDP alone nobody gets in.
            found |= text.contains("|Protocol=6|");
            if text.contains("|Active=FALSE|") {
                let new = Value {
                    kind: value.kind,
                    ..Value::text(&text.replace("|Active=FALSE|", "|Active=TRUE|"))
                };
                self.push(FIREWALL_RULES, name, Some(value), &new);
            }
        }
        if found {
            return Ok(());
        }
        if elsewhere {
            return Err(Stop::Cannot(format!(
                "Windows' own firewall rules are not for port {port}: make a rule for it at the host; or, where it was moved, \
                 set it back (--for network/port-moved)"
            )));
        }
        Err(Stop::Cannot("Windows' own firewall rules for Remote Desktop are gone; `netsh advfirewall reset` on the host brings them back, and takes every other rule away".to_owned()))
    }

    fn tls(&mut self, version: &str) -> Result<(), Stop> {
        let path = format!(r"{SCHANNEL}\{version}\Server");
        if self.number(&path, "Enabled")? == Some(0) {
            self.dword(&path, "Enabled", 1)?;
        }
        if self.number(&path, "DisabledByDefault")?.is_some_and(|off| off != 0) {
            self.dword(&path, "DisabledByDefault", 0)?;
        }
        Ok(())
    }

    fn shell(&mut self) -> Result<(), Stop> {
        for (name, usual) in [("Shell", "explorer.exe"), ("Userinit", r"C:\Windows\system32\userinit.exe,")] {
            let Some(value) = self.view.value(WINLOGON, name)? else { continue };
            let usual_here =
                value.as_text().is_some_and(|text| diagnosis::facts::inside::is_usual_program(&text));
            if !usual_here {
                let new = Value { kind: value.kind, ..Value::text(usual) };
                self.push(WINLOGON, name, Some(&value), &new);
            }
        }
        Ok(())
    }

    /// Four bytes of rights for each account ([MS-LSAD] 2.2.1.2).
    fn remote_right(&mut self) -> Result<(), Stop> {
        // Guests stay outside.
        const GUESTS: [&str; 2] = ["S-1-5-32-546", "-501"];
        let accounts = self.view.key(RIGHTS)?.unwrap_or_default();
        for sid in &accounts.subkeys {
            let path = format!(r"{RIGHTS}\{sid}\ActSysAc");
            let Some(value) = self.view.value(&path, "")? else { continue };
            let Ok(bits) = <[u8; 4]>::try_from(value.data.as_slice()) else { continue };
            let bits = u32::from_le_bytes(bits);
            let mut wanted = bits;
            if !GUESTS.iter().any(|guest| sid.ends_with(guest)) {
                wanted &= !NEVER_REMOTE;
            }
            if sid == REMOTE_DESKTOP_USERS {
                wanted |= REMOTE;
            }
            if wanted != bits {
                let new = Value { kind: Kind::None, data: wanted.to_le_bytes().to_vec() };
                self.push(&path, "", Some(&value), &new);
            }
        }
        Ok(())
    }
}
