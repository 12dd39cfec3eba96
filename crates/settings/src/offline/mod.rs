//! A Windows that does not run: its disk, mounted somewhere, or as an image.

mod events;
mod hives;
mod repair;

use std::path::{Path, PathBuf};

use diagnosis::facts::Fact;
use diagnosis::facts::inside::{HostKind, Inside};

use crate::folder::Folder;
use crate::image::Image;
use crate::store::Store;
use crate::windows::{self, time};
use crate::{Error, Seen};

use hives::Hives;

/// Where the hives are, from the root of the disk.
const CONFIG: &str = "Windows/System32/config";

/// A Windows on a disk.
#[derive(Debug)]
pub struct Disk {
    /// As it was asked for.
    source: String,
    store: Box<dyn Store>,
    hives: Hives,
}

impl Disk {
    /// Opens the disk of a Windows, mounted or not, or the folder of its hives.
    pub(crate) fn open(source: &str, path: &Path) -> Result<Self, Error> {
        let error = |why: String| Error::Source { source_name: source.to_owned(), why };
        if path.as_os_str().is_empty() {
            return Err(error("name the folder of the disk, as in windows:/mnt/disk".to_owned()));
        }
        // A step too far in: the hive itself, or a folder on the way to it.
        let is_root = |folder: &Path| folder.join(CONFIG).is_dir();
        let root = path.ancestors().skip(1).take(5).find(|folder| is_root(folder)).filter(|_| !is_root(path));
        let is_hive = path.is_file() && read_start(path) == *b"regf";
        if let Some(root) = root.filter(|_| is_hive || path.is_dir()) {
            return Err(error(format!("it lies within a Windows; did you mean windows:{}?", root.display())));
        }
        if is_hive {
            return Err(error("this is a hive; name the folder that it lies in".to_owned()));
        }
        let store: Box<dyn Store> = if path.is_dir() {
            Box::new(Folder::open(path).map_err(|io| error(io.to_string()))?)
        } else {
            Box::new(Image::open(path).map_err(error)?)
        };
        let config = match store.find(CONFIG).map_err(|io| error(io.to_string()))? {
            Some(config) => config,
            None if store.find("SYSTEM").is_ok_and(|found| found.is_some()) => PathBuf::new(),
            None => return Err(error(format!("there is no {CONFIG} in it, and no SYSTEM"))),
        };
        let hives = Hives::open(store.as_ref(), &config).map_err(error)?;
        Ok(Self { source: source.to_owned(), store, hives })
    }

    /// As it was asked for.
    pub(crate) fn name(&self) -> &str {
        &self.source
    }

    /// What it tells.
    pub fn look(&self) -> Seen {
        let mut inside = Inside::unread(self.source.clone(), HostKind::Windows, false);
        windows::read(&self.hives, &mut inside);
        inside.unread = self.hives.unread();
        let log = events::read(self.store.as_ref(), &mut inside.unread);
        // Newer Windows leaves the field of the hives empty, and a repair of ours fills it.
        let written =
            Some(self.hives.last_written()).filter(|&ticks| ticks != 0).and_then(time::from_file_time);
        inside.as_of = Fact::from(log.end().or(written));
        let log = if log.read.is_empty() { Fact::not_asked() } else { Fact::Known(log) };
        Seen { inside, log }
    }
}

/// The first four bytes of a file.
fn read_start(path: &Path) -> [u8; 4] {
    use std::io::Read;
    let mut start = [0; 4];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
    if read.is_ok() { start } else { [0; 4] }
}
