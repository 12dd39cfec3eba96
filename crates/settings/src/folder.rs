//! A folder that holds somebody's system. Nothing outside of it is touched: symbolic links and
//! `..` lead at most to another place inside.

use std::ffi::OsString;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};

use cap_std::ambient_authority;
use cap_std::fs::Dir;

#[cfg(unix)]
use crate::edit::Access;
use crate::store::Store;

/// The whole of a regular file of this machine, of at most `most` bytes.
pub(crate) fn read_file(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_file(path)?.0.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::other(format!("larger than {most} bytes")));
    }
    Ok(bytes)
}

/// The last bytes of a regular file of this machine, an even number left out before them, so that UTF-16 stays in step.
/// A pipe or a device is refused before it is opened: it could block, or have no end.
pub fn tail_file(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let (mut file, length) = open_file(path)?;
    file.seek(SeekFrom::Start(length.saturating_sub(most) & !1))?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a regular file, and tells its length. It is opened so that nothing blocks and looked at then: what stood there
/// a moment before may be something else now.
fn open_file(path: &Path) -> io::Result<(std::fs::File, u64)> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    // A pipe that nobody writes to would open, and a device could do something: neither is tried.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    Ok((file, metadata.len()))
}

/// The names of a path, last first.
fn parts(path: &Path) -> Vec<OsString> {
    let names = path.components().rev().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_owned()),
        Component::ParentDir => Some("..".into()),
        _ => None,
    });
    names.collect()
}

/// A folder, and nothing outside of it.
#[derive(Debug)]
pub(crate) struct Folder {
    dir: Dir,
}

impl Folder {
    /// Opens a folder of this machine.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { dir: Dir::open_ambient_dir(path, ambient_authority())? })
    }

    /// The folder itself.
    pub(crate) const fn dir(&self) -> &Dir {
        &self.dir
    }

    /// A path without symbolic links, as if this folder were the root of the disk: what is
    /// absolute starts here again, and `..` goes no higher.
    pub(crate) fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        /// As many links as Linux follows.
        const MOST: usize = 40;
        let mut links = 0;
        let mut open: Vec<OsString> = parts(path);
        let mut done = PathBuf::new();
        while let Some(part) = open.pop() {
            if part == ".." {
                done.pop();
                continue;
            }
            let next = done.join(&part);
            if !self.dir.symlink_metadata(&next)?.is_symlink() {
                done = next;
                continue;
            }
            links += 1;
            if links > MOST {
                return Err(io::Error::other("too many symbolic links"));
            }
            // Absolute targets are what this is for.
            let target = self.dir.read_link_contents(&next)?;
            if target.is_absolute() {
                done = PathBuf::new();
            }
            open.extend(parts(&target));
        }
        Ok(done)
    }

    /// Whether a file is not where it would be: its folder is here, and it is not in it. Where the folder is not here
    /// either, nobody can tell.
    pub(crate) fn lacks(&self, path: &Path) -> bool {
        // The last link counts, if there is one.
        let mut path = path.to_owned();
        for _ in 0..40 {
            let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return false };
            let Ok(folder) = self.resolve(parent) else { return false };
            let here = folder.join(name);
            let Ok(target) = self.dir.read_link_contents(&here) else {
                return self
                    .dir
                    .symlink_metadata(&here)
                    .is_err_and(|io| io.kind() == io::ErrorKind::NotFound);
            };
            path = if target.is_absolute() { target } else { folder.join(target) };
        }
        false
    }

    /// The end of a regular file.
    pub(crate) fn tail(&self, path: &Path, count: u64) -> io::Result<Vec<u8>> {
        let seen = self.dir.metadata(path)?;
        if !seen.is_file() {
            return Err(io::Error::other("not a regular file"));
        }
        let mut file = self.dir.open(path)?;
        file.seek(SeekFrom::Start(seen.len().saturating_sub(count)))?;
        let mut bytes = Vec::new();
        file.take(count).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Store for Folder {
    #[cfg(unix)]
    fn lock(&self) -> io::Result<Option<std::fs::File>> {
        // A folder that is merely pointed at takes no lock.
        crate::store::locked(self.dir.open(".")?.into_std())
    }

    /// The path of a file or folder whose letters may be written otherwise: Windows tells no
    /// capitals from small letters, and what mounts its disks does.
    fn find(&self, path: &str) -> io::Result<Option<PathBuf>> {
        let mut found = PathBuf::new();
        for wanted in path.split('/').filter(|part| !part.is_empty()) {
            let here = if found.as_os_str().is_empty() { Path::new(".") } else { &found };
            let mut next = None;
            for entry in self.dir.read_dir(here)? {
                let name = entry?.file_name();
                if name.to_str() == Some(wanted) {
                    next = Some(name);
                    break;
                }
                if name.to_str().is_some_and(|name| name.eq_ignore_ascii_case(wanted)) {
                    next = Some(name);
                }
            }
            match next {
                Some(name) => found.push(name),
                None => return Ok(None),
            }
        }
        Ok(Some(found))
    }

    /// The whole of a regular file of at most `most` bytes.
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        if !self.dir.metadata(path)?.is_file() {
            return Err(io::Error::other("not a regular file"));
        }
        let mut bytes = Vec::new();
        self.dir.open(path)?.take(most + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most {
            return Err(io::Error::other(format!("larger than {most} bytes")));
        }
        Ok(bytes)
    }

    /// The first bytes of a regular file.
    fn head(&self, path: &Path, count: u64) -> io::Result<Vec<u8>> {
        if !self.dir.metadata(path)?.is_file() {
            return Err(io::Error::other("not a regular file"));
        }
        let mut bytes = Vec::new();
        self.dir.open(path)?.take(count).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn replace(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.replace_whole(path, content)
    }

    #[cfg(unix)]
    fn access(&self, path: &Path) -> io::Result<Access> {
        self.access_of(path)
    }

    #[cfg(unix)]
    fn set_access(&self, path: &Path, access: Access) -> io::Result<()> {
        self.give_access(path, access)
    }
}
