//! xrdp: its configuration, its certificate and key, and what it logged.

mod log;
mod log_file;
mod people;
mod read;
mod repair;

pub use log_file::LogFile;

use std::path::{Path, PathBuf};

use diagnosis::facts::Fact;
use diagnosis::facts::inside::{CertificateBinding, HostKind, Inside};

use crate::folder::Folder;
use crate::ini::Ini;
use crate::store::Store;
use crate::{Error, Seen};

/// Where the configuration is, from the root of the disk.
const CONFIG: &str = "etc/xrdp";
/// The largest configuration file that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// A host with xrdp.
#[derive(Debug)]
pub struct Xrdp {
    /// As it was asked for.
    source: String,
    folder: Folder,
    /// The folder of `xrdp.ini`; empty where the folder itself is it.
    config: PathBuf,
    /// `xrdp.ini`.
    main: Ini,
    /// `sesman.ini`, where there is one.
    sesman: Option<Ini>,
    /// Whether it is this computer.
    runs: bool,
}

impl Xrdp {
    /// Opens the root of a disk, or the folder of the configuration.
    pub(crate) fn open(source: &str, path: &Path, runs: bool) -> Result<Self, Error> {
        let error = |why: String| Error::Source { source_name: source.to_owned(), why };
        let folder = Folder::open(path).map_err(|io| error(io.to_string()))?;
        let config = [CONFIG, ""]
            .into_iter()
            .map(PathBuf::from)
            .find(|config| folder.resolve(&config.join("xrdp.ini")).is_ok())
            .ok_or_else(|| {
                error(format!(
                    "there is no {CONFIG}/xrdp.ini in it, and no xrdp.ini; for a log alone, name the file: \
                     xrdp:FILE.log"
                ))
            })?;
        let main =
            read_ini(&folder, &config.join("xrdp.ini")).map_err(|io| error(format!("xrdp.ini: {io}")))?;
        let sesman = read_ini(&folder, &config.join("sesman.ini")).ok();
        Ok(Self { source: source.to_owned(), folder, config, main, sesman, runs })
    }

    /// As it was asked for.
    pub(crate) fn name(&self) -> &str {
        &self.source
    }

    /// Whether paths lead from here as they do on the host.
    fn is_rooted(&self) -> bool {
        !self.config.as_os_str().is_empty()
    }

    /// Whether the whole disk is in sight, so that what is not found is not there. Neither a copy of the configuration
    /// in folders of the same names is that, nor one of `etc` alone, nor a backup of some folders.
    fn is_whole(&self) -> bool {
        let at = |path: &str| self.folder.resolve(Path::new(path)).ok();
        let has_folder = |path: &str| {
            at(path).is_some_and(|path| self.folder.dir().metadata(path).is_ok_and(|found| found.is_dir()))
        };
        let has_file = |path: &str| {
            at(path).is_some_and(|path| self.folder.dir().metadata(path).is_ok_and(|found| found.is_file()))
        };
        self.is_rooted() && has_file("etc/passwd") && has_folder("usr/bin") && has_folder("var")
    }

    /// What it tells.
    pub fn look(&self) -> Seen {
        let mut inside = Inside::unread(self.source.clone(), HostKind::Xrdp, self.runs);
        self.read(&mut inside);
        if self.sesman.is_none() {
            inside.unread.push("sesman.ini".to_owned());
        }
        let seen = |binding: &CertificateBinding| binding.present.known().is_some();
        if !inside.security.certificate.known().is_some_and(seen) {
            inside.unread.push("its key and its certificate".to_owned());
        }
        if inside.rights.accounts.known().is_none() {
            inside.unread.push("its accounts".to_owned());
        }
        let log = self.logs();
        if log.read.is_empty() && log.not_understood.is_empty() {
            inside.unread.push("the logs of xrdp".to_owned());
        }
        Seen { inside, log: Fact::Known(log) }
    }
}

impl Xrdp {
    /// What the host calls itself, where its folder is whole.
    pub(crate) fn host(&self) -> Option<String> {
        let bytes = self.folder.read(&self.folder.resolve(Path::new("etc/hostname")).ok()?, LARGEST).ok()?;
        let name = String::from_utf8(bytes).ok()?.trim().to_owned();
        (!name.is_empty()).then_some(name)
    }
}

fn read_ini(folder: &Folder, path: &Path) -> std::io::Result<Ini> {
    let bytes = folder.read(&folder.resolve(path)?, LARGEST)?;
    let text = String::from_utf8(bytes).map_err(|_| std::io::Error::other("not a text"))?;
    Ok(Ini::new(text))
}
