//! One line for each stage, as a look from inside shows it.

use super::{HostKind, Inside};
use crate::stage::Stage;

impl Inside {
    /// What is set for a stage, in one line; `None` where nothing was read that concerns it.
    pub fn line(&self, stage: Stage) -> Option<String> {
        let parts: Vec<String> = match stage {
            Stage::Network => self.network_line(),
            Stage::Negotiation => self.negotiation_line(),
            Stage::Tls => self.tls_line(),
            Stage::Nla => self.nla_line(),
            Stage::Logon => self.logon_line(),
            Stage::Session => self.session_line(),
            Stage::Client | Stage::Name | Stage::Gateway => Vec::new(),
        };
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    fn network_line(&self) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(allowed) = self.access.allowed.in_force() {
            let by = if allowed.by_policy { " by policy" } else { "" };
            parts.push(match allowed.value {
                Some(true) => format!("Remote Desktop is on{by}"),
                Some(false) => format!("Remote Desktop is off{by}"),
                None => "nothing turns Remote Desktop on".to_owned(),
            });
        }
        if let Some(port) = self.access.port.known() {
            parts.push(format!("port {}", port.unwrap_or(3389)));
        }
        if let Some(profiles) = self.firewall.profiles.known() {
            let off: Vec<_> = profiles
                .iter()
                .filter(|profile| profile.on.in_force().is_some_and(|on| on.value == Some(false)))
                .map(|profile| profile.name.word())
                .collect();
            parts.push(match off.len() {
                0 => "firewall on".to_owned(),
                3 => "firewall off".to_owned(),
                _ => format!("firewall off for {}", off.join(" and ")),
            });
        }
        parts
    }

    fn negotiation_line(&self) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(nla) = self.security.nla.in_force() {
            let by = if nla.by_policy { " by policy" } else { "" };
            let word = if nla.value == Some(true) { "required" } else { "not required" };
            parts.push(format!("NLA {word}{by}"));
        }
        if let Some(layer) = self.security.layer.in_force() {
            let by = if layer.by_policy { " by policy" } else { "" };
            let word = match layer.value {
                Some(0) => "classic RDP only".to_owned(),
                Some(1) => "negotiated".to_owned(),
                Some(2) => "TLS".to_owned(),
                Some(other) => format!("unknown layer {other}"),
                None => "the system's default".to_owned(),
            };
            parts.push(format!("security layer: {word}{by}"));
        }
        parts
    }

    fn tls_line(&self) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(certificate) = self.security.certificate.known() {
            let name = match &certificate.named {
                Some(named) => format!("certificate {named}"),
                None => "the host's own certificate".to_owned(),
            };
            let doubt = if certificate.present.known() == Some(&false) {
                ", which or whose key is missing"
            } else if certificate.key_readable.known() == Some(&false) {
                ", whose key the service can't read"
            } else {
                ""
            };
            let until = certificate.not_after.known();
            let until = until.map_or_else(String::new, |end| format!(", until {}", end.strftime("%F")));
            parts.push(format!("{name}{doubt}{until}"));
        }
        if let Some(versions) = self.security.tls.known() {
            let off: Vec<_> = versions
                .iter()
                .filter(|version| version.is_off())
                .map(|version| version.version.as_str())
                .collect();
            if !off.is_empty() {
                parts.push(format!("{} switched off", off.join(" and ")));
            }
        }
        parts
    }

    fn nla_line(&self) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(refused) = self.authentication.refuses_ntlm.known() {
            parts.push(
                match refused {
                    Some(1) => "NTLM refused for domain accounts",
                    Some(2) => "NTLM refused",
                    _ => "NTLM accepted",
                }
                .to_owned(),
            );
        }
        if let Some(Some(domain)) = self.authentication.domain.known() {
            parts.push(format!("member of {domain}"));
        }
        parts
    }

    fn logon_line(&self) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(members) =
            self.rights.remote_desktop_users.known().filter(|_| self.kind == HostKind::Windows)
        {
            parts.push(match members.len() {
                0 => "only administrators may sign in".to_owned(),
                1 => "administrators and 1 member of Remote Desktop Users may sign in".to_owned(),
                many => format!("administrators and {many} members of Remote Desktop Users may sign in"),
            });
        }
        if let Some(Some(group)) = self.rights.required_group.known() {
            parts.push(match self.rights.remote_desktop_users.known().map(Vec::as_slice) {
                Some([]) => format!("only members of {group} may sign in, and there are none"),
                Some(members) => format!("only members of {group} may sign in: {}", members.join(", ")),
                None if self.rights.always_asks_for_group.known() == Some(&Some(true)) => {
                    format!("only members of {group} may sign in")
                }
                None => format!("members of {group} may sign in, and everybody where there is no such group"),
            });
        }
        parts
    }

    fn session_line(&self) -> Vec<String> {
        let mut parts = Vec::new();
        let refused = self.sessions.logon_disabled.known() == Some(&Some(true));
        if let Some(drain) = self.sessions.drain.known() {
            parts.push(
                match drain {
                    _ if refused => "no logons are taken",
                    Some(1 | 2) => "no new sessions are taken",
                    _ => "new sessions are taken",
                }
                .to_owned(),
            );
        }
        if let Some(most) =
            self.sessions.most.in_force().and_then(|most| most.value).filter(|&most| most < 1000)
        {
            parts.push(format!("at most {most} sessions"));
        }
        parts
    }
}
