//! What to look at, as whom, and under which conditions.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use diagnosis::Stage;
use diagnosis::facts::{Certificate, ConnectionFile, Insist, TrustPolicy};

use crate::slip;

/// The port of Remote Desktop.
pub(crate) const RDP_PORT: u16 = 3389;
/// The port of Kerberos.
pub(crate) const KERBEROS_PORT: u16 = 88;

/// What to look at.
#[derive(Clone)]
pub struct Target {
    /// Host and port.
    pub host: HostPort,
    /// How the target was written, where that was not the host itself.
    pub written: Option<String>,
    /// The `.rdp` file it came from.
    pub file: Option<ConnectionFile>,
    /// The routing token of that file, sent instead of a cookie.
    pub routing_token: Option<String>,
    /// What the connecting client insists on.
    pub insist: Insist,
    /// Which hosts may be talked to about a password.
    pub trust: TrustPolicy,
    /// The last stage asked for.
    pub through: Stage,
    /// How much is looked at beside the path.
    pub depth: Depth,
    /// The limit for the whole run.
    pub timeout: Duration,
    /// A Kerberos server, as `host` or `host:port`.
    pub kdc: Option<String>,
    /// The name server to ask instead of the system's.
    pub resolver: Option<SocketAddr>,
    /// Roots to trust besides the system's, as DER.
    pub roots: Vec<Vec<u8>>,
    /// The file of remembered hosts.
    pub known_hosts: Option<PathBuf>,
    /// Asks a person about a host that nobody vouches for.
    pub ask: Option<Ask>,
    /// Is told of each stage as it begins.
    pub progress: Option<Progress>,
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Target")
            .field("host", &self.host)
            .field("through", &self.through)
            .finish_non_exhaustive()
    }
}

/// How much is looked at beside the path that a real client takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Depth {
    /// Nothing but the port itself.
    OnlyRdp,
    /// What can change the verdict.
    #[default]
    Usual,
    /// That, and what takes seconds: repeats, and a count of lost packets.
    Thorough,
}

/// Asks a person whether this is the right host.
pub type Ask = Arc<dyn Fn(&HostPort, &Certificate) -> Decision + Send + Sync>;

/// Is told of each stage as it begins.
pub type Progress = Arc<dyn Fn(Stage) + Send + Sync>;

/// A person's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It is, remember it.
    Remember,
    /// It is, this time.
    Once,
    /// It is not, or can't be told.
    No,
}

impl Target {
    /// A target with the defaults of `readmit check`.
    pub fn new(host: HostPort) -> Self {
        Self {
            host,
            written: None,
            file: None,
            routing_token: None,
            insist: Insist::Auto,
            trust: TrustPolicy::Known,
            through: Stage::Nla,
            depth: Depth::Usual,
            timeout: Duration::from_secs(10),
            kdc: None,
            resolver: None,
            roots: Vec::new(),
            known_hosts: None,
            ask: None,
            progress: None,
        }
    }
}

/// A host with a port.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HostPort {
    /// A name or an address, without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
}

/// Why a text is not a target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTarget {
    /// Nothing was given.
    #[error("no host was given")]
    Empty,
    /// The port is not a number from 1 to 65535.
    #[error("`{0}` is not a port; a port is a number from 1 to 65535")]
    Port(String),
    /// A user stands before the host, and perhaps a password: nothing of it is repeated.
    #[error("name the computer alone, and the user with -u; a password stands in no argument")]
    WithUser,
    /// What stands behind the colon is not a port; it is not repeated.
    #[error("what stands behind `{0}:` is not a port; a port is a number from 1 to 65535")]
    BehindColon(String),
    /// The brackets don't match, or hold no IPv6 address.
    #[error("`{0}` is not an IPv6 address in brackets, as in [2001:db8::7]:3389")]
    Brackets(String),
    /// Almost one: what is meant is plain.
    #[error("`{given}` is not how a computer is written; did you mean {meant}?")]
    Meant {
        /// As it was given.
        given: String,
        /// The corrected form: a host, or a host with its port.
        meant: String,
        /// The user that stood before it.
        user: Option<String>,
    },
    /// A part of an address, or a number that some programs take for one.
    #[error("`{0}` is not an address; one has four numbers from 0 to 255, as in 192.168.1.20")]
    HalfAddress(String),
    /// It does not even begin like a name.
    #[error("this is neither the name of a computer nor a file that is there")]
    Nameless,
    /// The host has characters that no host name has.
    #[error("`{0}` can't be the name of a computer")]
    Host(String),
}

impl HostPort {
    /// Reads `host`, `host:port`, `[v6]:port` or a bare IPv6 address.
    pub fn parse(text: &str) -> Result<Self, BadTarget> {
        Self::parse_or(text, RDP_PORT)
    }

    /// The same, with another port where none is named.
    pub fn parse_or(text: &str, usual: u16) -> Result<Self, BadTarget> {
        let text = text.trim();
        // A whole command line, or a user with a password, may have been pasted.
        let shown = || {
            // Beside a user a password may stand in any form.
            let text = match text.rsplit_once('@') {
                Some((user, host)) if !(slip::is_plain(user) && slip::is_plain(slip::without_port(host))) => {
                    "…".to_owned()
                }
                _ => reading::without_passwords(text),
            };
            text.chars().filter(|c| !c.is_control()).take(80).collect::<String>()
        };
        if text.is_empty() {
            return Err(BadTarget::Empty);
        }
        if let Some((meant, user)) = slip::meant(text) {
            return Err(BadTarget::Meant { given: shown(), meant, user });
        }
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Self { host: address.to_string(), port: usual });
        }
        let (host, port) = if let Some(rest) = text.strip_prefix('[') {
            let (host, rest) = rest.split_once(']').ok_or_else(|| BadTarget::Brackets(shown()))?;
            if host.parse::<std::net::Ipv6Addr>().is_err() {
                return Err(BadTarget::Brackets(shown()));
            }
            match rest.strip_prefix(':') {
                Some(port) => (host, Some(port)),
                None if rest.is_empty() => (host, None),
                None => return Err(BadTarget::Brackets(shown())),
            }
        } else {
            match text.rsplit_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (text, None),
            }
        };
        let port = match port {
            None => usual,
            Some(port) => match port.parse::<u16>() {
                Ok(number) if number > 0 && port.bytes().all(|byte| byte.is_ascii_digit()) => number,
                // A user before the host, and perhaps a password.
                _ if text.contains('@') => return Err(BadTarget::WithUser),
                // Two colons and no brackets.
                _ if host.contains(':') && is_like_an_address(text) => {
                    return Err(BadTarget::Brackets(shown()));
                }
                // What is no number, or a longer one than any port, may be a password.
                _ if port.is_empty() || port.len() > 5 || !port.bytes().all(|byte| byte.is_ascii_digit()) => {
                    let before = host.split([':', '@']).next().unwrap_or_default();
                    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
                    let is_host = before.len() <= 80 && before.chars().all(is_name);
                    return Err(BadTarget::BehindColon(if is_host { before } else { "…" }.to_owned()));
                }
                _ => return Err(BadTarget::Port(port.to_owned())),
            },
        };
        if text.starts_with('[') {
            return Ok(Self { host: host.to_owned(), port });
        }
        let forbidden =
            |c: char| c.is_control() || c.is_whitespace() || "/\\:@?#[]<>\"'`|&;$(){}!*,%=^~+".contains(c);
        // Resolvers take `192.168.1` for 192.168.0.1, and 2130706433 for 127.0.0.1.
        let number = |label: &str| {
            let hex = label.strip_prefix("0x").or_else(|| label.strip_prefix("0X"));
            let digits = hex.unwrap_or(label);
            !digits.is_empty()
                && digits.chars().all(|c| c.is_ascii_digit() || hex.is_some() && c.is_ascii_hexdigit())
        };
        let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
        if number(last) && host.parse::<std::net::Ipv4Addr>().is_err() {
            return Err(BadTarget::HalfAddress(shown()));
        }
        if host.is_empty() || host.chars().count() > 253 || host.contains(forbidden) || host.starts_with('-')
        {
            if text.contains('@') {
                return Err(BadTarget::WithUser);
            }
            // What follows a name is not repeated: it may be anything.
            let first: String = text.chars().take_while(|c| slip::is_plain_letter(*c)).take(80).collect();
            let more = if first.len() < text.len() { "…" } else { "" };
            let is_name = first.contains(char::is_alphanumeric);
            return Err(if is_name { BadTarget::Host(first + more) } else { BadTarget::Nameless });
        }
        Ok(Self { host: host.to_owned(), port })
    }
}

/// Hexadecimal digits and colons, and at most a zone behind them.
fn is_like_an_address(text: &str) -> bool {
    let address = text.split('%').next().unwrap_or_default();
    address.contains("::") && address.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, ':' | '.'))
}

#[cfg(test)]
mod tests {
    use diagnosis::facts::NameForm;
    use proptest::prelude::*;

    use super::*;
    use crate::claim::{Identity, Password};

    #[test]
    fn targets_are_read_in_every_spelling() {
        let read = |text: &str| HostPort::parse(text).map(|target| (target.host, target.port));
        assert_eq!(read("fs1"), Ok(("fs1".into(), 3389)));
        assert_eq!(read("fs1.corp.example:3390"), Ok(("fs1.corp.example".into(), 3390)));
        assert_eq!(read("[2001:db8::7]:3390"), Ok(("2001:db8::7".into(), 3390)));
        assert_eq!(read("2001:db8::7"), Ok(("2001:db8::7".into(), 3389)));
        assert_eq!(read("bücher.example"), Ok(("bücher.example".into(), 3389)));
        let kdc = HostPort::parse_or("[2001:db8::3389]", 88).map(|host| host.port);
        assert_eq!(kdc, Ok(88), "the end of an address is no port");
        assert_eq!(read("fs1:0"), Err(BadTarget::Port("0".into())));
        assert_eq!(read("fs1:70000"), Err(BadTarget::Port("70000".into())));
        assert_eq!(read("[fs1]:1"), Err(BadTarget::Brackets("[fs1]:1".into())));
        assert_eq!(read("a b"), Err(BadTarget::Host("a…".into())));
        assert_eq!(read(""), Err(BadTarget::Empty));
    }

    #[test]
    fn slips_are_told_with_the_corrected_form() {
        for (given, wanted, user) in [
            (r"\\PC-ANNA\c$", "PC-ANNA", None),
            (r"\\PC-ANNA", "PC-ANNA", None),
            ("mstsc /v:fs1", "fs1", None),
            ("mstsc.exe /v:fs1:3390 /admin", "fs1:3390", None),
            ("/v:fs1", "fs1", None),
            ("http://fs1.corp.example/rdweb", "fs1.corp.example", None),
            ("https://fs1:8443", "fs1", None),
            ("rdp://full%20address=s:fs1:3390&audiomode=i:2", "fs1:3390", None),
            ("\"fs1\"", "fs1", None),
            ("'fs1'", "fs1", None),
            ("localhost,4006", "localhost:4006", None),
            ("localhost 4006", "localhost:4006", None),
            ("127.0.0.1 port 3389", "127.0.0.1:3389", None),
            ("fs1/", "fs1", None),
            ("fs1:", "fs1", None),
            ("alice@fs1", "fs1", Some("alice".to_owned())),
            ("alice@fs1:3390", "fs1:3390", Some("alice".to_owned())),
            ("alice@[::1]:3390", "[::1]:3390", Some("alice".to_owned())),
        ] {
            let wanted = BadTarget::Meant { given: given.into(), meant: wanted.into(), user };
            assert_eq!(HostPort::parse(given), Err(wanted), "{given}");
        }
        for half in
            ["192.168.1", "10.1", "2130706433", "0x7f000001", "1.2.3.4.5", "300.1.1.1", "192.168.1.:3389"]
        {
            assert!(matches!(HostPort::parse(half), Err(BadTarget::HalfAddress(_))), "{half}");
        }
        for other in [r"C:\Users\Anna\work.rdp", "/home/anna/work.rdp", "file:///tmp/x.rdp", "a b c"] {
            assert!(!matches!(HostPort::parse(other), Ok(_) | Err(BadTarget::Meant { .. })), "{other}");
        }
    }

    #[test]
    fn a_pasted_password_is_in_no_error() {
        for given in [
            "xfreerdp /v:localhost /u:bob /p:hunter2",
            "mstsc /v:localhost /p:hunter2",
            "rdesktop -u bob -p hunter2 localhost",
            "bob@corp.example:hunter2@localhost",
            r"CORP\bob:hunter2@localhost",
            "bob:hunter2",
            "bob:hunter2@[fs1]",
            "bob:hun/hunter2@localhost",
            "bob:hun@hunter2@localhost",
            "rdp://bob:hun:hunter2@localhost",
            "bob:hunter2 localhost",
            "bob:a hunter2@localhost",
            r"bob\hunter2@h",
            "bob:123456",
            "bob:hunt@hunter2",
            "bob;hunter2@fs1",
            "bob=hunter2@fs1",
            "bob@fs1%hunter2",
            "bob@fs1,hunter2",
            "fs1,hunter2",
            "fs1;hunter2",
            "fs1/hunter2/x",
            "fs1%hunter2",
            "hunter2 bob@fs1",
            "hunter2/bob@fs1",
            "bob@fs1:hunter2",
            "bob hunter2:x",
            "bob@corp.example hunter2",
        ] {
            let error = HostPort::parse(given).expect_err(given);
            assert!(!error.to_string().contains("123456"), "{error}");
            assert!(
                !error.to_string().contains("hunter2") && !format!("{error:?}").contains("hunter2"),
                "{error:?}"
            );
        }
    }

    #[test]
    fn names_are_taken_apart_as_windows_does() {
        let read = |name: &str, domain| {
            let identity = Identity::parse(name, domain, Password::new(String::new()));
            (identity.user, identity.domain, identity.form)
        };
        assert_eq!(read("alice", None), ("alice".into(), None, NameForm::Plain));
        assert_eq!(read("CORP\\alice", None), ("alice".into(), Some("CORP".into()), NameForm::DownLevel));
        assert_eq!(
            read("alice@corp.example", None),
            ("alice".into(), Some("corp.example".into()), NameForm::Upn)
        );
        assert_eq!(
            read("Zoë Ünal", Some("CORP")),
            ("Zoë Ünal".into(), Some("CORP".into()), NameForm::DownLevel)
        );
    }

    #[test]
    fn a_password_has_no_text_form() {
        let identity = Identity::parse("alice", None, Password::new("marker".into()));
        assert!(!format!("{identity:?}").contains("marker"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(
            text in "(mstsc|/v:|/v |://|rdp|address=s:|İ|é|@|,| |:|\\[|\\]|fs1|3389|\\\\|.){0,9}"
        ) {
            if let Ok(target) = HostPort::parse(&text) {
                prop_assert!(!target.host.contains(char::is_control) && target.port > 0);
            }
        }
    }
}
