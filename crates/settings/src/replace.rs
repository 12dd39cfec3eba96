//! Replacing a file as a whole, or not at all: a new file beside it, synchronised, renamed
//! over it. Owner, permissions and attributes come along.

use std::io::{self, Write};
use std::path::Path;

use cap_std::fs::{File, OpenOptions};

#[cfg(unix)]
use crate::edit::Access;
use crate::folder::Folder;

/// How the new file is called until it takes the old one's place.
const ENDING: &str = ".readmit-new";

impl Folder {
    /// Replaces a file. Whatever happens, the file is its old or its new self.
    pub(crate) fn replace_whole(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        if !self.dir().symlink_metadata(path)?.is_file() {
            return Err(io::Error::other("it is a link, or no file"));
        }
        let mut name = path.file_name().ok_or_else(|| io::Error::other("not a file"))?.to_owned();
        name.push(ENDING);
        let beside = path.with_file_name(name);
        // Left by a run that was cut off, or put there by a stranger.
        match self.dir().remove_file(&beside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let outcome = self.write_beside(path, &beside, content).and_then(|()| {
            self.dir().rename(&beside, self.dir(), path)?;
            self.sync(path)
        });
        if outcome.is_err() {
            // Nothing more can be done about it than to try.
            let _ = self.dir().remove_file(&beside);
        }
        outcome
    }

    fn write_beside(&self, path: &Path, beside: &Path, content: &[u8]) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        cap_std::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut new = self.dir().open_with(beside, &options)?;
        new.write_all(content)?;
        let old = self.dir().open(path)?;
        keep_attributes(&old, &new)?;
        new.sync_all()
    }

    /// Synchronises the folder of a file, so that its new name is on the disk.
    fn sync(&self, path: &Path) -> io::Result<()> {
        if !cfg!(unix) {
            return Ok(());
        }
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        self.dir().open(parent)?.sync_all()
    }

    /// Who owns a file, and its permissions.
    #[cfg(unix)]
    pub(crate) fn access_of(&self, path: &Path) -> io::Result<Access> {
        use cap_std::fs::MetadataExt;
        let seen = self.dir().metadata(path)?;
        Ok(Access { owner: seen.uid(), group: seen.gid(), mode: seen.mode() & 0o7777 })
    }

    /// Changes owner, group and permissions of a file in its place.
    #[cfg(unix)]
    pub(crate) fn give_access(&self, path: &Path, access: Access) -> io::Result<()> {
        use cap_std::fs::{Permissions, PermissionsExt};
        // A pipe would block when it is opened, a device act.
        if !self.dir().symlink_metadata(path)?.is_file() {
            return Err(io::Error::other("it is a link, or no file"));
        }
        // Another name of it may lie outside of this folder.
        if cap_std::fs::MetadataExt::nlink(&self.dir().symlink_metadata(path)?) != 1 {
            return Err(io::Error::other(
                "it has other names, too (hard links): its rights would change under all of them",
            ));
        }
        let file = self.dir().open(path)?;
        let std = file.try_clone()?.into_std();
        std::os::unix::fs::fchown(&std, Some(access.owner), Some(access.group))?;
        file.set_permissions(Permissions::from_mode(access.mode))?;
        std.sync_all()
    }
}

/// Gives the new file what the old one had: owner, permissions, extended attributes (which is
/// where a mounted NTFS keeps its access lists).
#[cfg(unix)]
fn keep_attributes(old: &File, new: &File) -> io::Result<()> {
    use cap_std::fs::{MetadataExt, Permissions, PermissionsExt};
    use xattr::FileExt;

    /// Attributes that file systems with Windows' rights don't list.
    const UNLISTED: [&str; 3] = ["system.ntfs_acl", "system.ntfs_security", "system.ntfs_attrib"];
    let seen = old.metadata()?;
    let (old, new) = (old.try_clone()?.into_std(), new.try_clone()?.into_std());
    std::os::unix::fs::fchown(&new, Some(seen.uid()), Some(seen.gid()))?;
    let listed = old.list_xattr().map(Iterator::collect::<Vec<_>>).unwrap_or_default();
    for name in listed {
        if let Some(value) = old.get_xattr(&name)? {
            new.set_xattr(&name, &value)?;
        }
    }
    for name in UNLISTED {
        // They exist on some file systems only.
        if let Ok(Some(value)) = old.get_xattr(name) {
            new.set_xattr(name, &value)?;
        }
    }
    // Last, as giving a file away takes some of its permissions.
    File::from_std(new).set_permissions(Permissions::from_mode(seen.mode() & 0o7777))
}

/// On Windows a new file takes its rights from its folder, and only offline files are replaced.
#[cfg(not(unix))]
fn keep_attributes(_: &File, _: &File) -> io::Result<()> {
    Ok(())
}
