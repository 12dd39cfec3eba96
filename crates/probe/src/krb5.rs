//! As much of krb5.conf as is needed to find a realm's server.

/// The largest such file we read, in bytes.
const MAX_FILE: u64 = 64 * 1024;

/// The first server of each realm.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Krb5Conf {
    kdcs: Vec<(String, String)>,
}

impl Krb5Conf {
    /// The system's own configuration; absent or unreadable is empty.
    pub(crate) fn of_system() -> Self {
        let paths = std::env::var_os("KRB5_CONFIG").unwrap_or_else(|| "/etc/krb5.conf".into());
        let text = std::env::split_paths(&paths).find_map(|path| {
            let bytes = crate::file::read_bounded(&path, MAX_FILE).ok()?;
            String::from_utf8(bytes).ok()
        });
        text.map_or_else(Self::default, |text| Self::parse(&text))
    }

    /// Reads a configuration; what it does not understand it passes over.
    pub fn parse(text: &str) -> Self {
        let mut conf = Self::default();
        let (mut section, mut realm) = (String::new(), None);
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with(['#', ';'])) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
                (section, realm) = (name.to_lowercase(), None);
            } else if line.starts_with('}') {
                realm = None;
            } else if let Some((key, value)) = line.split_once('=') {
                let (key, value) = (key.trim(), value.trim());
                match (section.as_str(), key, &realm) {
                    ("realms", name, None) if value.starts_with('{') => realm = Some(name.to_owned()),
                    ("realms", "kdc", Some(realm)) if conf.kdc(realm).is_none() => {
                        conf.kdcs.push((realm.clone(), value.to_owned()));
                    }
                    _ => {}
                }
            }
        }
        conf
    }

    /// The first server of a realm.
    pub fn kdc(&self, realm: &str) -> Option<&str> {
        self.kdcs.iter().find(|(name, _)| name.eq_ignore_ascii_case(realm)).map(|(_, kdc)| kdc.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_server_of_a_realm_is_found() {
        let conf = Krb5Conf::parse(
            "[libdefaults]\n default_realm = CORP.EXAMPLE\n[realms]\nCORP.EXAMPLE = {\n kdc = dc1\n kdc = dc2\n}\n",
        );
        assert_eq!(conf.kdc("corp.example"), Some("dc1"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text: String) {
            Krb5Conf::parse(&text);
        }
    }
}
