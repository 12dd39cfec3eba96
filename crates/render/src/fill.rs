//! The placeholders of commands, and what is known to stand in their place.
//!
//! INVARIANT: whatever enters a command here has nothing but letters, digits and a few signs that no shell reads: hosts,
//! files and people may have written it. What has more stays a placeholder.

use std::net::IpAddr;

use diagnosis::Report;
use diagnosis::facts::inside::HostKind;
use diagnosis::facts::{HostTrust, MICROSOFT_ACCOUNT_DOMAINS, NameForm};
use diagnosis::remedy::{Command, Remedy, Shell};
use diagnosis::situation::{Keeper, Situation};

/// The port that a client asks for where none is named.
const USUAL_PORT: u16 = 3389;

/// What is known, by placeholder.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    values: Vec<(&'static str, String)>,
    /// The port, where it is not the usual one.
    port: Option<u16>,
    /// What is known of the host and the account.
    pub(crate) situation: Situation,
    /// Whether the reader has the host itself at hand.
    pub(crate) at_hand: bool,
    /// Whether what was looked at is a Windows that doesn't run: commands for a running one would change another.
    asleep: bool,
}

/// The domain that the host is in, which need not be the user's.
const HOSTS_DOMAIN: &str = "the host's domain";

/// A command as it can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filled {
    /// The line.
    pub(crate) line: String,
    /// Whether nothing has to be put in any more.
    pub(crate) complete: bool,
}

/// A host, a user, a domain, as a command may take it.
fn harmless(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-:".contains(c);
    !word.is_empty() && word.len() <= 253 && !word.starts_with(['-', '.', ':']) && word.chars().all(plain)
}

impl Known {
    /// What a report tells.
    pub(crate) fn of(report: &Report) -> Self {
        let facts = &report.facts;
        let target = &facts.target;
        let inside = facts.inside.known();
        let mut known = Self {
            port: (target.port != USUAL_PORT).then_some(target.port),
            situation: Situation::of(facts),
            at_hand: facts.is_inside_only(),
            asleep: inside.is_some_and(|inside| !inside.runs && inside.kind == HostKind::Windows),
            ..Self::default()
        };
        // What a host says of itself counts where somebody vouches for it: a domain's administrator may act on it.
        let trusted = facts.tls.known().is_some_and(|tls| {
            matches!(tls.trust, HostTrust::System | HostTrust::Remembered | HostTrust::Accepted)
        });
        let challenge = facts.nla.known().and_then(|nla| nla.challenge.known()).filter(|_| trusted);
        let label = |name: &str| name.split('.').next().unwrap_or_default().to_lowercase();
        let asked_label = label(&target.host);
        let is_address = target.is_address();
        if facts.is_inside_only() {
            // A source is no host; its name is.
            let name = facts.inside.known().and_then(|inside| inside.system.name.known());
            known.add("host", name.cloned());
            known.add("computer", name.cloned());
            known.port = None;
        } else {
            known.add("host", Some(target.host.clone()));
            known.add("port", Some(target.port.to_string()));
            let address = target.address();
            known.values.extend(harmless(&target.host).then_some(("host:port", address)));
            let name = challenge.and_then(|challenge| challenge.nb_computer.clone());
            known.add("computer", name.filter(|name| is_address || label(name) == asked_label));
            known.add("computer", Some(asked_label.clone()).filter(|_| !is_address));
            // Whether it is the host's own name or another one for it: it is what was asked for.
            for name in ["host.domain.tld", "alias.domain.tld"] {
                known.add(name, Some(target.host.clone()).filter(|host| host.contains('.') && !is_address));
            }
        }
        let moved = facts.inside.known().and_then(|inside| inside.access.port.known().copied().flatten());
        known.add("moved-port", moved.map(|port| port.to_string()));
        let address = facts.network.known().and_then(|network| {
            let accepted = network.accepted().or(network.attempts.first());
            accepted.map(|attempt| attempt.to.ip())
        });
        known.add("address", address.map(|address: IpAddr| address.to_string()));
        if let Some(identity) = &target.identity {
            let local = identity.domain.as_deref() == Some(".");
            // No command for a Linux host opens a door to root.
            let is_root = identity.user == "root"
                && matches!(known.situation.host, Some(HostKind::Xrdp | HostKind::Gnome));
            known.add("user", Some(identity.user.clone()).filter(|_| !is_root));
            known.add("domain", identity.domain.clone().filter(|_| !local));
            // The host's own account has the host's name before it, and none of its domain's.
            let own = challenge.and_then(|challenge| challenge.nb_computer.clone());
            let of_inside = || facts.inside.known().and_then(|inside| inside.system.name.known().cloned());
            let keeps = known.situation.account == Some(Keeper::Host);
            known.add("domain", own.or_else(of_inside).filter(|_| keeps));
            if identity.form == NameForm::Upn
                && let Some(domain) = &identity.domain
                && harmless(&identity.user)
                && harmless(domain)
            {
                let mail = format!("{}@{domain}", identity.user);
                let of_microsoft =
                    MICROSOFT_ACCOUNT_DOMAINS.iter().any(|known| known.eq_ignore_ascii_case(domain));
                known.values.extend(of_microsoft.then(|| ("mail", mail.clone())));
                known.values.push(("user@domain", mail));
            }
            known.add(
                "REALM",
                identity
                    .domain
                    .clone()
                    .filter(|domain| domain.contains('.'))
                    .map(|realm| realm.to_uppercase()),
            );
        }
        known.add(
            HOSTS_DOMAIN,
            challenge
                .filter(|challenge| challenge.in_domain())
                .and_then(|challenge| challenge.nb_domain.clone()),
        );
        let kerberos = facts.nla.known().and_then(|nla| nla.kerberos.known());
        for name in ["realm", "REALM"] {
            known.add(name, kerberos.map(|kerberos| kerberos.realm.clone()));
        }
        // Whoever answers for the name server names one, too: only one that opened a ticket is the domain's.
        let proven = kerberos.filter(|kerberos| kerberos.ticket.known().is_some());
        let dc = proven.and_then(|kerberos| kerberos.kdc.rsplit_once(':')).map(|(host, _)| host.to_owned());
        known.add("dc", dc);
        let file = facts.client.known().and_then(|client| client.file.known());
        known.add("gateway", file.and_then(|file| file.gateway.clone()));
        let leaf = facts.tls.known().and_then(|tls| tls.leaf());
        // Another name of the host that was meant; a stranger's is for the reader to put in, after a thought.
        let is_meant = |name: &&String| harmless(name) && (trusted || label(name) == asked_label);
        let of_certificate = leaf.and_then(|leaf| leaf.names.iter().chain([&leaf.subject]).find(is_meant));
        known.add("the name in the certificate", of_certificate.cloned());
        known
    }

    /// The first that is known counts.
    fn add(&mut self, placeholder: &'static str, value: Option<String>) {
        if let Some(value) = value.filter(|value| harmless(value))
            && self.value(placeholder).is_none()
        {
            self.values.push((placeholder, value));
        }
    }

    fn value(&self, placeholder: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| *name == placeholder).map(|(_, value)| value.as_str())
    }

    /// The command of a remedy, where it may be run: never on the computer that a sleeping host's disk is attached to.
    pub(crate) fn command(&self, remedy: &Remedy) -> Option<(Command, Filled)> {
        let command = remedy.command.filter(|command| !(self.asleep && command.shell != Shell::RdpFile))?;
        Some((command, self.fill(command.line, command.shell)))
    }

    /// A command with what is known in its placeholders.
    pub(crate) fn fill(&self, line: &str, shell: Shell) -> Filled {
        let mut out = String::with_capacity(line.len());
        let mut complete = true;
        let mut rest = line;
        while let Some(at) = rest.find('<') {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            let Some((name, behind)) = from[1..].split_once('>').filter(|(name, _)| is_placeholder(name))
            else {
                out.push('<');
                rest = &from[1..];
                continue;
            };
            // In a line without a user it is the domain that the host is in.
            let name = if name == "domain" && !line.contains("<user>") { HOSTS_DOMAIN } else { name };
            let usual = (name == "port").then(|| USUAL_PORT.to_string());
            if let Some(value) = self.value(name).map(str::to_owned).or(usual) {
                // Clients take the port behind the host's name.
                let takes_port = name == "host" && before.ends_with("/v:") && !behind.starts_with(':');
                match self.port.filter(|_| takes_port) {
                    Some(port) if value.contains(':') => out.push_str(&format!("[{value}]:{port}")),
                    Some(port) => out.push_str(&format!("{value}:{port}")),
                    None => out.push_str(&value),
                }
            } else {
                out.push_str(&format!("<{}>", if name == HOSTS_DOMAIN { "domain" } else { name }));
                complete = false;
            }
            rest = behind;
        }
        out.push_str(rest);
        // A line of a connection file takes the port, too.
        if let Some(port) =
            self.port.filter(|_| shell == Shell::RdpFile && complete && line.starts_with("full address:s:<"))
        {
            out.push_str(&format!(":{port}"));
        }
        Filled { line: out, complete }
    }
}

fn is_placeholder(name: &str) -> bool {
    let first = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    first && name.len() <= 30 && name.chars().all(|c| c.is_ascii_alphanumeric() || "-. @:'".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(values: &[(&'static str, &str)], port: Option<u16>) -> Known {
        let mut known = Known { port, ..Known::default() };
        for (name, value) in values {
            known.add(name, Some((*value).to_owned()));
        }
        known
    }

    #[test]
    fn what_is_known_stands_there_and_the_rest_is_left_to_the_reader() {
        let known = known(&[("host", "fs1.corp.example"), ("user", "alice")], Some(3390));
        let fill = |line: &str| known.fill(line, Shell::PowerShell);
        assert_eq!(fill("mstsc /admin /v:<host>").line, "mstsc /admin /v:fs1.corp.example:3390");
        assert_eq!(fill("mstsc /v:<host>:<moved-port>").line, "mstsc /v:fs1.corp.example:<moved-port>");
        assert_eq!(fill("quser /server:<host>").line, "quser /server:fs1.corp.example");
        assert!(fill("Unlock-ADAccount <user>").complete && !fill("setspn -D x <useraccount>").complete);
        assert_eq!(fill("x <port>").line, "x 3389", "the usual one, where no target was asked for");
        assert_eq!(fill("if ($a -lt 3) { } # a < b > c").line, "if ($a -lt 3) { } # a < b > c");
    }

    #[test]
    fn no_strangers_word_becomes_part_of_a_command() {
        for hostile in ["$(calc)", "a;b", "a b", "a'b", "`x`", "-x", "a|b", "a&b", "a>b", "é", "a\nb", ""] {
            let filled = known(&[("user", hostile)], None).fill("Unlock-ADAccount <user>", Shell::PowerShell);
            assert_eq!(
                (filled.line.as_str(), filled.complete),
                ("Unlock-ADAccount <user>", false),
                "{hostile}"
            );
        }
    }
}
