//! Changing xrdp's configuration, and the rights of its key.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use diagnosis::change;
use diagnosis::change::Change;
use diagnosis::plan::Plan;
use jiff::Timestamp;

use super::read::{GLOBALS, SECURITY, SESSIONS, is_for_itself, is_on, port};
use super::{LARGEST, Xrdp};
use crate::apply::{Edited, Files};
use crate::draft::{Draft, Drafted, drafted};
use crate::edit::{Access, Edit};
use crate::ini::Ini;
use crate::store::Store;

/// What changes of xrdp were tested with.
const TESTED: &str = "xrdp 0.9.21 on Debian 12: broken, seen to fail, repaired, seen to work";

impl Xrdp {
    /// What a plan means on this host.
    pub(crate) fn draft(&self, plan: &Plan) -> Drafted {
        let mut afterwards = vec!["Restart the services: systemctl restart xrdp xrdp-sesman".to_owned()];
        afterwards.push("Then look from outside: readmit check <computer>".to_owned());
        drafted(&self.source, TESTED, afterwards, plan, &|change| self.one(change))
    }

    fn one(&self, change: &Change) -> Draft {
        let is = |other: &Change| change.name == other.name;
        let main = |name: &str, wrong: &dyn Fn(&str) -> bool, new: Option<&str>| {
            self.line("xrdp.ini", &self.main, GLOBALS, name, wrong, new)
        };
        let sesman = |section: &str, name: &str, wrong: &dyn Fn(&str) -> bool, new: &str| match &self.sesman {
            Some(ini) => self.line("sesman.ini", ini, section, name, wrong, Some(new)),
            None => Vec::new(),
        };
        if is(&change::NEGOTIATE_SECURITY) {
            Draft::Edits(main("security_layer", &|layer| layer == "rdp", Some("negotiate")))
        } else if is(&change::SECURITY_LAYER_DOWN) {
            Draft::Edits(main("security_layer", &|layer| layer == "tls", Some("negotiate")))
        } else if is(&change::ALL_ADAPTERS) {
            // The number stays, by which clients know it.
            let own = self.main.value(GLOBALS, "port").unwrap_or_default();
            let own = own.split([' ', ',', '\t']).find_map(port).unwrap_or(3389).to_string();
            Draft::Edits(main("port", &is_for_itself, Some(&own)))
        } else if is(&change::DEFAULT_PORT) {
            Draft::Edits(main("port", &|port| port != "3389", Some("3389")))
        } else if is(&change::USUAL_TLS) {
            let off = |list: &str| {
                !list.split(',').any(|name| {
                    ["tlsv1.2", "tlsv1.3"].iter().any(|known| name.trim().eq_ignore_ascii_case(known))
                })
            };
            let mut edits = main("ssl_protocols", &off, Some("TLSv1.2, TLSv1.3"));
            let unusable = |list: &str| {
                let context = openssl::ssl::SslContext::builder(openssl::ssl::SslMethod::tls());
                !list.is_empty() && context.is_ok_and(|mut context| context.set_cipher_list(list).is_err())
            };
            edits.extend(main("tls_ciphers", &unusable, None));
            Draft::Edits(edits)
        } else if is(&change::LIFT_SESSION_LIMIT) {
            const USUAL: u32 = 50;
            let few = |most: &str| most.parse::<u32>().is_ok_and(|most| most < USUAL);
            Draft::Edits(sesman(SESSIONS, "MaxSessions", &few, "50"))
        } else if is(&change::GROUP_CHECK_OFF) {
            Draft::Edits(sesman(SECURITY, "AlwaysGroupCheck", &is_on, "false"))
        } else if is(&change::READABLE_KEY) {
            self.readable_key()
        } else if is(&change::START_SERVICES) {
            Draft::Cannot(
                "its services are started on the host: systemctl enable --now xrdp-sesman xrdp".to_owned(),
            )
        } else {
            Draft::NotHere
        }
    }

    /// An edit of a line that is there, and wrong.
    fn line(
        &self,
        file: &str,
        ini: &Ini,
        section: &str,
        name: &str,
        wrong: &dyn Fn(&str) -> bool,
        new: Option<&str>,
    ) -> Vec<Edit> {
        let old = ini.value(section, name).filter(|value| wrong(value));
        let edit = old.map(|old| Edit::Line {
            file: self.config.join(file).to_string_lossy().into_owned(),
            section: section.to_owned(),
            name: name.to_owned(),
            old: Some(old.to_owned()),
            new: new.map(str::to_owned),
        });
        edit.into_iter().collect()
    }

    /// Gives the key to the service's group, for reading. Folders on the way are left alone.
    fn readable_key(&self) -> Draft {
        let (_, key) = self.key_paths();
        let Some(user) = self.user() else {
            return Draft::Cannot("the service's user is not known".to_owned());
        };
        let Ok(path) = self.folder.resolve(&key) else {
            return Draft::Cannot(format!("{} does not exist", key.display()));
        };
        // Any file may be named as the key, a password file too.
        let binding = self.certificate();
        if binding.known().and_then(|binding| binding.key_fits.known()) != Some(&true) {
            return Draft::Cannot(format!("{} is not the private key of the certificate", path.display()));
        }
        let Ok(old) = self.folder.access(&path) else {
            return Draft::Cannot(format!("the rights of {} can't be read", path.display()));
        };
        let group = user.groups[0];
        let new = Access { group, mode: old.mode | 0o040, ..old };
        let all_in_the_way = path
            .parent()
            .into_iter()
            .flat_map(Path::ancestors)
            .filter(|folder| !folder.as_os_str().is_empty());
        for folder in all_in_the_way {
            let enters = self.folder.access(folder).is_ok_and(|access| {
                user.id == access.owner && access.mode & 0o100 != 0
                    || user.groups.contains(&access.group) && access.mode & 0o010 != 0
                    || access.mode & 0o001 != 0
            });
            if !enters && user.id != 0 {
                return Draft::Cannot(format!(
                    "{} can't enter /{}; put it into the group that may: adduser {} ssl-cert",
                    user.name,
                    folder.display(),
                    user.name
                ));
            }
        }
        // Others who could read it by the old group lose that; the owner keeps it.
        let foreign = old.group != 0 && old.group != group && old.mode & 0o040 != 0;
        if foreign {
            return Draft::Cannot(format!(
                "another group reads {} already; put {} into it",
                path.display(),
                user.name
            ));
        }
        if new == old {
            return Draft::Edits(Vec::new());
        }
        Draft::Edits(vec![Edit::Access { file: path.to_string_lossy().into_owned(), old, new }])
    }
}

impl Files for Xrdp {
    fn store(&self) -> &dyn Store {
        &self.folder
    }

    fn edited(&self, edits: &[Edit], _: Timestamp) -> Result<BTreeMap<PathBuf, Edited>, String> {
        let mut files: BTreeMap<PathBuf, Edited> = BTreeMap::new();
        for edit in edits {
            match edit {
                Edit::Line { file, .. } => {
                    let failed = |error: std::io::Error| format!("{file}: {error}");
                    let path = self.folder.resolve(Path::new(file)).map_err(failed)?;
                    if let Entry::Vacant(entry) = files.entry(path) {
                        let before = self.folder.read(entry.key(), LARGEST).map_err(failed)?;
                        let after = self.with_edits(entry.key(), &before, edits)?;
                        entry.insert(Edited { before, after });
                    }
                }
                Edit::Access { .. } => {}
                Edit::Value { .. } | Edit::Rename { .. } => return Err("xrdp has no registry".to_owned()),
            }
        }
        Ok(files)
    }

    fn explains(&self, path: &Path, before: &[u8], after: &[u8], edits: &[Edit]) -> Result<(), String> {
        let own = ["xrdp.ini", "sesman.ini"]
            .into_iter()
            .any(|name| self.folder.resolve(&self.config.join(name)).is_ok_and(|own| own == path));
        if !own {
            return Err(format!("{} is no configuration of xrdp", path.display()));
        }
        let inverse: Vec<Edit> = edits.iter().rev().map(Edit::inverse).collect();
        let becomes = |from: &[u8], to: &[u8], edits: &[Edit]| {
            self.with_edits(path, from, edits).is_ok_and(|made| made == to)
        };
        // A line that was added goes by becoming a comment; one of the two ways is exact.
        if becomes(before, after, edits) || becomes(after, before, &inverse) {
            return Ok(());
        }
        Err(format!("{} would differ in more than what is planned", path.display()))
    }

    fn may_give(&self, file: &Path, new: Access) -> Result<(), String> {
        let (_, key) = self.key_paths();
        let failed = |error: std::io::Error| format!("{}: {error}", file.display());
        if !self.folder.resolve(&key).is_ok_and(|key| key == file) {
            return Err(format!("{} is not the key of xrdp", file.display()));
        }
        let now = self.folder.access(file).map_err(failed)?;
        // The group, and whether it may read: nothing else is ever changed.
        if now.owner == new.owner && (now.mode ^ new.mode) & !0o040 == 0 {
            return Ok(());
        }
        Err(format!("more than the group of {} would change", file.display()))
    }

    fn sealed(&self) -> Option<String> {
        None
    }
}

impl Xrdp {
    /// A configuration file after the edits that concern it.
    fn with_edits(&self, path: &Path, before: &[u8], edits: &[Edit]) -> Result<Vec<u8>, String> {
        let text =
            String::from_utf8(before.to_vec()).map_err(|_| format!("{} is not a text", path.display()))?;
        let mut ini = Ini::new(text);
        for edit in edits {
            if let Edit::Line { file, section, name, old, new } = edit
                && self.folder.resolve(Path::new(file)).is_ok_and(|of| of == path)
            {
                ini.set(section, name, old.as_deref(), new.as_deref())
                    .map_err(|why| format!("{file}: {why}"))?;
            }
        }
        Ok(ini.text().as_bytes().to_vec())
    }
}
