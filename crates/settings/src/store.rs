//! Where the files of a host are: a folder of this machine, or a disk that is not mounted.

use std::io;
use std::path::{Path, PathBuf};

use crate::edit::Access;

/// A lock on an open file or folder that lasts as long as it; nothing where the file system knows no locks.
#[cfg(unix)]
pub(crate) fn locked(file: std::fs::File) -> io::Result<Option<std::fs::File>> {
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => Err(io::Error::from(io::ErrorKind::WouldBlock)),
        Err(std::fs::TryLockError::Error(_)) => Ok(None),
    }
}

/// Files that can be found, read, and replaced as a whole.
pub(crate) trait Store: std::fmt::Debug {
    /// The path of a file or folder, whatever the size of its letters.
    fn find(&self, path: &str) -> io::Result<Option<PathBuf>>;

    /// The whole of a regular file of at most `most` bytes.
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;

    /// The first bytes of a regular file.
    fn head(&self, path: &Path, count: u64) -> io::Result<Vec<u8>>;

    /// Replaces the content of a file.
    fn replace(&self, path: &Path, content: &[u8]) -> io::Result<()>;

    /// Keeps other repairs out until it is dropped; an error where one is at work. Nothing where that can't be had.
    fn lock(&self) -> io::Result<Option<std::fs::File>> {
        Ok(None)
    }

    /// Why nothing may be written here, if so.
    fn sealed(&self) -> Option<String> {
        None
    }

    /// Who owns a file, and its permissions; only hosts on Unix have such.
    fn access(&self, _: &Path) -> io::Result<Access> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }

    /// Changes owner, group and permissions of a file in its place.
    fn set_access(&self, _: &Path, _: Access) -> io::Result<()> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}
