//! What people write where a computer is asked for, and what they mean by it.

use crate::target::HostPort;

/// A letter of a name.
pub(crate) fn is_plain_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_')
}

/// A name, and nothing that a password could hide in.
pub(crate) fn is_plain(text: &str) -> bool {
    text.chars().all(is_plain_letter)
}

/// A host without the port behind it, and without brackets.
pub(crate) fn without_port(host: &str) -> &str {
    if let Some(address) = host.strip_prefix('[') {
        // The colons of an address are no place for a password.
        let (address, behind) = address.split_once(']').unwrap_or((host, ""));
        let is_port = behind.is_empty() || behind.strip_prefix(':').is_some_and(is_a_port);
        return if is_port && address.parse::<std::net::Ipv6Addr>().is_ok() { "" } else { host };
    }
    host.rsplit_once(':').filter(|(_, port)| is_a_port(port)).map_or(host, |(host, _)| host)
}

fn is_a_port(text: &str) -> bool {
    text.len() <= 5 && text.parse::<u16>().is_ok()
}

/// What somebody meant who wrote a share, a command, a web address, quotes or a mail address: the host as it is written
/// here, and the user that stood with it.
pub(crate) fn meant(text: &str) -> Option<(String, Option<String>)> {
    let quotes = ['"', '\'', '“', '”', '‘', '’', '`'];
    let bare = text.trim().trim_matches(quotes).trim();
    // mstsc /v:host, and what else is said in one line with it.
    // ASCII letters alone are lowered: every place stays where it was.
    let lower = bare.to_ascii_lowercase();
    let is_command = lower.starts_with("mstsc") || lower.starts_with("/v") || lower.starts_with("xfreerdp");
    let after_v = lower.find("/v:").or_else(|| lower.find("/v ")).filter(|_| is_command);
    let bare = after_v.map_or(bare, |at| bare[at + 3..].split_whitespace().next().unwrap_or_default());
    // rdp://full%20address=s:host:3389&…, http://host/…
    let (scheme, rest) = bare.split_once("://").map_or((None, bare), |(scheme, rest)| (Some(scheme), rest));
    let rest = match rest.to_ascii_lowercase().find("address=s:") {
        Some(at) if scheme.is_some() => rest[at + 10..].split('&').next().unwrap_or_default(),
        _ => rest,
    };
    // \\PC\share, host/path; but not the path of a file.
    let share = rest.starts_with("\\\\");
    let rest = rest.trim_start_matches('\\');
    let is_path =
        scheme.is_none() && !share && (rest.contains('\\') || rest.trim_end_matches('/').contains('/'));
    if is_path || scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("file")) {
        return None;
    }
    let rest = rest.split(['\\', '/']).next().unwrap_or_default();
    // The web's own port is not Remote Desktop's.
    let web = scheme.is_some_and(|scheme| scheme.to_ascii_lowercase().starts_with("http"));
    let (user, rest) = match rest.rsplit_once('@') {
        // A password may stand behind the name.
        // What looks like a host may be the end of a password.
        Some((user, host)) if !is_plain(user) || !is_plain(without_port(host)) => return None,
        Some((user, host)) => (user.split(':').next().map(str::to_owned), host),
        None => (None, rest),
    };
    // host,port and host port; host port 3389.
    let mut words = rest.split([',', ';', ' ']).map(str::trim).filter(|word| !word.is_empty());
    let host = words.next()?.trim_end_matches(':');
    let behind: Vec<&str> = words.filter(|word| !word.eq_ignore_ascii_case("port")).collect();
    let port = match behind.as_slice() {
        [] => None,
        // A blank stands before a port only where it looks like one.
        [port] if port.len() > 2 || rest.contains([',', ';']) || rest.contains("port") => {
            Some(port.parse::<u16>().ok().filter(|port| *port > 0)?)
        }
        _ => return None,
    };
    let host = if web { host.split(':').next().unwrap_or_default() } else { host };
    let meant = match port {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    let differs = meant != text.trim() || user.is_some();
    (differs && HostPort::parse(&meant).is_ok()).then_some((meant, user))
}
