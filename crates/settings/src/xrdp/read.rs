//! From xrdp's configuration to facts.

use std::path::{Path, PathBuf};

use diagnosis::facts::inside::{
    Access, CertificateBinding, Inside, Security, Service, Sessions, Setting, TlsSetting,
};
use diagnosis::facts::{Fact, Gap};
use jiff::Timestamp;
use openssl::pkey::PKey;
use openssl::ssl::{SslContext, SslMethod};
use openssl::x509::X509;

use super::{LARGEST, Xrdp};
use crate::store::Store;

/// The section of `xrdp.ini` that counts here.
pub(super) const GLOBALS: &str = "Globals";
/// Those of `sesman.ini`.
pub(super) const SECURITY: &str = "Security";
pub(super) const SESSIONS: &str = "Sessions";

/// The user that a service runs as, with its groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct User {
    pub(super) name: String,
    pub(super) id: u32,
    /// The first is its own.
    pub(super) groups: Vec<u32>,
}

impl User {
    /// Whether permissions let this user do what the bits (4 read, 1 enter) say.
    fn may(&self, access: crate::Access, bits: u32) -> bool {
        let granted = if self.id == 0 {
            return true;
        } else if self.id == access.owner {
            access.mode >> 6
        } else if self.groups.contains(&access.group) {
            access.mode >> 3
        } else {
            access.mode
        };
        granted & bits == bits
    }
}

impl Xrdp {
    pub(super) fn read(&self, inside: &mut Inside) {
        inside.access = self.access();
        inside.security = self.security();
        inside.rights = self.rights();
        inside.sessions = self.sessions();
        inside.services = self.services();
    }

    fn access(&self) -> Access {
        let port = self.main.value(GLOBALS, "port").map(port);
        Access {
            allowed: Setting { own: Fact::Known(Some(true)), policy: Fact::Known(None) },
            port: match port {
                None => Fact::Known(None),
                Some(Some(port)) => Fact::Known(Some(port)),
                Some(None) => Fact::unknown(Gap::Failed(
                    "the port is written in a way that is not understood".to_owned(),
                )),
            },
            only_itself: Fact::Known(self.main.value(GLOBALS, "port").is_some_and(is_for_itself)),
            ..Access::default()
        }
    }

    fn security(&self) -> Security {
        let layer = match self.main.value(GLOBALS, "security_layer").unwrap_or("negotiate") {
            "rdp" => 0,
            "tls" => 2,
            // Words that it doesn't know count as negotiate, with a warning in the log.
            _ => 1,
        };
        Security {
            nla: Setting { own: Fact::Known(Some(false)), policy: Fact::Known(None) },
            layer: Setting { own: Fact::Known(Some(layer)), policy: Fact::Known(None) },
            certificate: self.certificate(),
            tls: Fact::Known(self.protocols()),
            ciphers_usable: self.ciphers_usable(),
            ..Security::default()
        }
    }

    /// `ssl_protocols` lists what is on; what it doesn't name is off.
    fn protocols(&self) -> Vec<TlsSetting> {
        let Some(list) = self.main.value(GLOBALS, "ssl_protocols") else { return Vec::new() };
        let on: Vec<String> = list.split(',').map(|name| name.trim().to_lowercase()).collect();
        let known =
            [("TLS 1.0", "tlsv1"), ("TLS 1.1", "tlsv1.1"), ("TLS 1.2", "tlsv1.2"), ("TLS 1.3", "tlsv1.3")];
        known
            .into_iter()
            .map(|(version, name)| TlsSetting {
                version: version.to_owned(),
                enabled: Some(on.iter().any(|on| on == name)),
                off_by_default: None,
            })
            .collect()
    }

    fn ciphers_usable(&self) -> Fact<bool> {
        let Some(list) = self.main.value(GLOBALS, "tls_ciphers").filter(|list| !list.is_empty()) else {
            return Fact::not_applicable();
        };
        let usable = SslContext::builder(SslMethod::tls())
            .is_ok_and(|mut context| context.set_cipher_list(list).is_ok());
        Fact::Known(usable)
    }

    /// The certificate's and the key's paths, as xrdp finds them.
    pub(super) fn key_paths(&self) -> (PathBuf, PathBuf) {
        let path = |name: &str, usual: &str| {
            let set = self.main.value(GLOBALS, name).filter(|path| !path.is_empty());
            set.map_or_else(|| self.config.join(usual), PathBuf::from)
        };
        (path("certificate", "cert.pem"), path("key_file", "key.pem"))
    }

    pub(super) fn certificate(&self) -> Fact<CertificateBinding> {
        let (certificate, key) = self.key_paths();
        // Of a configuration alone, absolute paths lead elsewhere.
        if !self.is_rooted() && (certificate.is_absolute() || key.is_absolute()) {
            return Fact::not_asked();
        }
        let found = |path: &Path| match self.folder.resolve(path) {
            Ok(path) => Fact::Known(Some(path)),
            // What was merely not copied is not missing on the host.
            Err(error)
                if error.kind() == std::io::ErrorKind::NotFound
                    && self.is_whole()
                    && self.folder.lacks(path) =>
            {
                Fact::Known(None)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Fact::unknown(Gap::Failed("it is not in the folder, which is a copy".to_owned()))
            }
            Err(error) => Fact::unknown(Gap::Failed(error.to_string())),
        };
        let (at, key_at) = (found(&certificate), found(&key));
        let present = match (&at, &key_at) {
            (Fact::Known(at), Fact::Known(key_at)) => Fact::Known(at.is_some() && key_at.is_some()),
            (Fact::Unknown(missing), _) | (_, Fact::Unknown(missing)) => Fact::Unknown(missing.clone()),
        };
        let read = |path: &Fact<Option<PathBuf>>| {
            let path = path.known()?.as_ref()?;
            self.folder.read(path, LARGEST).ok()
        };
        let parsed = read(&at).and_then(|pem| X509::from_pem(&pem).ok());
        // The key is compared and dropped; nothing of it is kept.
        let private =
            read(&key_at).map(zeroize::Zeroizing::new).and_then(|pem| PKey::private_key_from_pem(&pem).ok());
        let key_fits = match (&parsed, private) {
            (Some(certificate), Some(private)) => match certificate.public_key() {
                Ok(public) => Fact::Known(public.public_eq(&private)),
                Err(_) => Fact::not_asked(),
            },
            _ => Fact::not_asked(),
        };
        let not_after = parsed.and_then(|certificate| until(&certificate));
        let on_the_host =
            if self.is_rooted() { certificate } else { Path::new(super::CONFIG).join(certificate) };
        Fact::Known(CertificateBinding {
            named: Some(format!("/{}", on_the_host.display()).replace("//", "/")),
            present,
            key_readable: match key_at.known().cloned().flatten() {
                Some(path) => self.readable(&path),
                None => Fact::not_asked(),
            },
            key_fits,
            not_after: not_after.map_or_else(Fact::not_asked, Fact::Known),
        })
    }

    /// Whether the service's user can read a file: the permissions of every folder on the way,
    /// and its own.
    fn readable(&self, path: &Path) -> Fact<bool> {
        let Some(user) = self.user() else { return Fact::not_asked() };
        let mut way = PathBuf::new();
        for folder in path.parent().into_iter().flat_map(Path::components) {
            way.push(folder);
            match self.folder.access(&way) {
                Ok(access) if user.may(access, 1) => {}
                Ok(_) => return Fact::Known(false),
                Err(error) => return Fact::unknown(Gap::Failed(error.to_string())),
            }
        }
        match self.folder.access(path) {
            Ok(access) => Fact::Known(user.may(access, 4)),
            Err(error) => Fact::unknown(Gap::Failed(error.to_string())),
        }
    }

    pub(super) fn text(&self, path: &str) -> Option<String> {
        let path = self.folder.resolve(Path::new(path)).ok()?;
        String::from_utf8(self.folder.read(&path, LARGEST).ok()?).ok()
    }

    /// The user that the service runs as: that of its unit, or of the configuration; root if none
    /// is named.
    pub(super) fn user(&self) -> Option<User> {
        if !self.is_whole() {
            return None;
        }
        let units = [
            "etc/systemd/system/xrdp.service",
            "lib/systemd/system/xrdp.service",
            "usr/lib/systemd/system/xrdp.service",
        ];
        let unit = units.into_iter().find_map(|path| self.text(path)).map(crate::ini::Ini::new);
        let from_unit = unit.as_ref().and_then(|unit| unit.value("Service", "User"));
        let name = self.main.value(GLOBALS, "runtime_user").or(from_unit).unwrap_or("root").to_owned();
        let passwd = self.text("etc/passwd")?;
        let entry =
            passwd.lines().map(|line| line.split(':').collect::<Vec<_>>()).find(|entry| entry[0] == name)?;
        let (id, group) = (entry.get(2)?.parse().ok()?, entry.get(3)?.parse().ok()?);
        let mut groups = vec![group];
        for line in self.text("etc/group").unwrap_or_default().lines() {
            let entry: Vec<&str> = line.split(':').collect();
            if entry.get(3).is_some_and(|members| members.split(',').any(|member| member == name))
                && let Some(id) = entry.get(2).and_then(|id| id.parse().ok())
            {
                groups.push(id);
            }
        }
        Some(User { name, id, groups })
    }

    fn sessions(&self) -> Sessions {
        let most = self.sesman.as_ref().map(|ini| ini.value(SESSIONS, "MaxSessions").map(str::parse::<u32>));
        let own = match most {
            None => Fact::not_asked(),
            Some(None) => Fact::Known(None),
            Some(Some(Ok(most))) => Fact::Known(Some(most)),
            Some(Some(Err(_))) => Fact::unknown(Gap::Failed("MaxSessions is not a number".to_owned())),
        };
        Sessions { most: Setting { own, policy: Fact::Known(None) }, ..Sessions::default() }
    }

    /// What runs, where it is this computer: by the names of processes.
    fn services(&self) -> Fact<Vec<Service>> {
        if !self.runs {
            return Fact::not_applicable();
        }
        let Ok(processes) = std::fs::read_dir("/proc") else { return Fact::not_asked() };
        let names: Vec<String> = processes
            .filter_map(|entry| std::fs::read_to_string(entry.ok()?.path().join("comm")).ok())
            .map(|name| name.trim().to_owned())
            .collect();
        let service = |name: &str| Service {
            name: name.to_owned(),
            start: Fact::not_asked(),
            running: Fact::Known(names.iter().any(|running| running == name)),
            account: Fact::not_asked(),
            library: Fact::not_applicable(),
            changed: Fact::not_asked(),
        };
        Fact::Known(vec![service("xrdp"), service("xrdp-sesman")])
    }
}

/// The port of `3389`, `tcp://.:3389` and their like; the first where there are several.
pub(super) fn port(text: &str) -> Option<u32> {
    let first = text.split_whitespace().next()?;
    first.rsplit(':').next()?.parse().ok().filter(|port| (1..=65535).contains(port))
}

/// Whether all that is listened on is the computer's own: `tcp://.:3389`, `tcp6://.:3389`, a loopback address, a socket of
/// the file system (xrdp.ini(5), port).
pub(super) fn is_for_itself(text: &str) -> bool {
    let own = |entry: &str| {
        let Some((kind, rest)) = entry.split_once("://") else { return false };
        let address =
            rest.rsplit_once(':').map_or(rest, |(address, _)| address).trim_matches(['{', '}', '[', ']']);
        match kind {
            "unix" => true,
            "tcp" | "tcp6" => {
                address == "."
                    || address.eq_ignore_ascii_case("localhost")
                    || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
            }
            _ => false,
        }
    };
    let mut entries = text.split([' ', ',', '\t']).filter(|entry| !entry.is_empty()).peekable();
    entries.peek().is_some() && entries.all(own)
}

/// What xrdp takes for yes.
pub(super) fn is_on(word: &str) -> bool {
    ["1", "true", "yes", "on"].iter().any(|yes| word.eq_ignore_ascii_case(yes))
}

/// The end of a certificate's time.
fn until(certificate: &X509) -> Option<Timestamp> {
    let epoch = openssl::asn1::Asn1Time::from_unix(0).ok()?;
    let since = epoch.diff(certificate.not_after()).ok()?;
    Timestamp::from_second(i64::from(since.days) * 86_400 + i64::from(since.secs)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_listened_on_for_this_computer_alone() {
        for (text, itself) in [
            ("3389", false),
            ("tcp://:3389", false),
            ("tcp://.:3389", true),
            ("tcp://127.0.0.1:3389", true),
            ("tcp6://.:3389", true),
            ("tcp6://{::1}:3389", true),
            ("unix:///run/xrdp.socket", true),
            ("vsock://-1:3389", false),
            ("tcp://.:3389 tcp://10.0.0.5:3389", false),
            ("", false),
        ] {
            assert_eq!(is_for_itself(text), itself, "{text}");
        }
    }

    #[test]
    fn ports_in_all_spellings() {
        for (text, wanted) in [
            ("3389", Some(3389)),
            ("tcp://.:3390", Some(3390)),
            ("tcp6://{FC00:0:0:0:0:0:0:1}:3389 tcp://:1", Some(3389)),
            ("ask", None),
            ("0", None),
            ("", None),
        ] {
            assert_eq!(port(text), wanted, "{text}");
        }
    }
}
