//! What was, kept before anything is changed: enough to finish, and to take all back.
//!
//! A journal is a folder: `journal.json`, and beside it each file as it was and as it is to
//! become. It is written and synchronised before the first file of the host is touched, so
//! whatever ends us, the hashes in it tell which files are in their old state and which in
//! their new one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::apply;
use crate::edit::{Edit, hex};
use crate::folder::read_file;

/// The schema that this version writes and reads.
pub(crate) const SCHEMA: &str = "readmit.journal/1";
const NAME: &str = "journal.json";
/// Stands in the folder once everything was carried out.
const DONE: &str = "done";
/// The largest journal that is read, in bytes.
const LARGEST: u64 = 16 << 20;

/// What a repair changed, or was about to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The host, as it was asked for.
    pub source: String,
    /// What the host calls itself, where that was read: another computer may be mounted at the same place.
    #[serde(default)]
    pub host: Option<String>,
    /// When, by our clock.
    pub made_at: Timestamp,
    /// The version of this program.
    pub version: String,
    /// The names of the causes, each with its change.
    pub steps: Vec<(String, String)>,
    /// What is changed, in order.
    pub edits: Vec<Edit>,
    /// The files that are replaced, in order.
    pub files: Vec<FileState>,
    /// The journal that this one takes back.
    pub undoes: Option<PathBuf>,
}

/// One file, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileState {
    /// Its path in the folder of the source.
    pub path: PathBuf,
    /// Its SHA-256 before.
    pub before: String,
    /// Its SHA-256 after.
    pub after: String,
}

/// A journal in its folder.
#[derive(Debug)]
pub struct Kept {
    /// The folder.
    pub folder: PathBuf,
    /// What is in it.
    pub journal: Journal,
}

/// Why a journal can't be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Reading or writing it failed.
    #[error("the journal {}: {source}", .path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is of another kind.
    #[error("{} is not a journal of this version: {why}", .path.display())]
    Form {
        /// Where.
        path: PathBuf,
        /// Why.
        why: String,
    },
}

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

impl Kept {
    /// Writes a journal with the contents of its files into a new folder, and synchronises both.
    pub(crate) fn write(
        parent: &Path,
        journal: Journal,
        contents: &[(Vec<u8>, Vec<u8>)],
    ) -> Result<Self, JournalError> {
        let folder = new_folder(parent, &journal)?;
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| JournalError::Io { path, source }
        };
        for (index, (before, after)) in contents.iter().enumerate() {
            for (word, bytes) in [("before", before), ("after", after)] {
                let path = folder.join(format!("{index}.{word}"));
                write_new(&path, bytes).map_err(failed(&path))?;
            }
        }
        let path = folder.join(NAME);
        let text = serde_json::to_vec_pretty(&journal).map_err(io::Error::from).map_err(failed(&path))?;
        write_new(&path, &text).map_err(failed(&path))?;
        sync_folder(&folder).map_err(failed(&folder))?;
        sync_folder(parent).map_err(failed(parent))?;
        Ok(Self { folder, journal })
    }

    /// Reads a journal by its folder or its file.
    pub fn read(path: &Path) -> Result<Self, JournalError> {
        #[derive(Deserialize)]
        struct Head {
            schema: Option<String>,
        }
        let folder = match path.file_name() {
            Some(name) if name == NAME => {
                path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
            }
            _ => path,
        };
        let file = folder.join(NAME);
        let failed = |source| JournalError::Io { path: file.clone(), source };
        let form = |why: String| JournalError::Form { path: file.clone(), why };
        for path in [folder, &file] {
            is_ours(path).map_err(|source| JournalError::Io { path: path.to_owned(), source })?;
        }
        let text = read_file(&file, LARGEST).map_err(failed)?;
        let head: Head = serde_json::from_slice(&text).map_err(|error| form(error.to_string()))?;
        match head.schema.as_deref() {
            Some(SCHEMA) => {}
            Some(other) => {
                return Err(form(format!("its schema is {}", other.chars().take(80).collect::<String>())));
            }
            None => return Err(form("it has no schema".to_owned())),
        }
        let journal = serde_json::from_slice(&text).map_err(|error| form(error.to_string()))?;
        let folder = std::path::absolute(folder).map_err(failed)?;
        Ok(Self { folder, journal })
    }

    /// All that lie in a folder, newest first, and how many could not be read. No folder, no journals.
    pub fn all(parent: &Path) -> Result<(Vec<Self>, usize), JournalError> {
        let failed = |source| JournalError::Io { path: parent.to_owned(), source };
        let folders = match fs::read_dir(parent) {
            Ok(folders) => folders,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((Vec::new(), 0)),
            Err(error) => return Err(failed(error)),
        };
        let (mut all, mut unread) = (Vec::new(), 0);
        for entry in folders {
            let folder = entry.map_err(failed)?.path();
            match Self::read(&folder) {
                Ok(kept) => all.push(kept),
                // What has no journal in it is something else.
                Err(_) if fs::symlink_metadata(folder.join(NAME)).is_err() => {}
                Err(_) => unread += 1,
            }
        }
        all.sort_by(|one, other| {
            (other.journal.made_at, &other.folder).cmp(&(one.journal.made_at, &one.folder))
        });
        Ok((all, unread))
    }

    /// Whether it takes a repair back, and doesn't put one in place again: each undo of an undo turns it round.
    pub fn takes_back(&self) -> bool {
        const MOST: usize = 50;
        let mut back = false;
        let mut next = self.journal.undoes.clone();
        for _ in 0..MOST {
            let Some(of) = next else { break };
            back = !back;
            next = Self::read(&of).ok().and_then(|kept| kept.journal.undoes);
        }
        back
    }

    /// Whether everything in it was carried out.
    pub fn is_done(&self) -> bool {
        self.folder.join(DONE).exists()
    }

    /// Notes that everything was carried out. Without the note it can be finished once more, which
    /// changes nothing.
    pub(crate) fn done(&self) {
        let _ = write_new(&self.folder.join(DONE), b"");
    }

    /// A file as it was, checked against its hash.
    pub(crate) fn before(&self, index: usize) -> Result<Vec<u8>, JournalError> {
        self.content(index, "before", &self.journal.files[index].before)
    }

    /// A file as it is to become, checked against its hash.
    pub(crate) fn after(&self, index: usize) -> Result<Vec<u8>, JournalError> {
        self.content(index, "after", &self.journal.files[index].after)
    }

    fn content(&self, index: usize, word: &str, hash: &str) -> Result<Vec<u8>, JournalError> {
        let path = self.folder.join(format!("{index}.{word}"));
        let bytes = read_file(&path, apply::LARGEST)
            .map_err(|source| JournalError::Io { path: path.clone(), source })?;
        if sha256(&bytes) == hash {
            return Ok(bytes);
        }
        Err(JournalError::Form { path, why: "it is not what the journal says it was".to_owned() })
    }
}

/// A folder of its own for each journal, readable by its owner only: hives hold secrets.
fn new_folder(parent: &Path, journal: &Journal) -> Result<PathBuf, JournalError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| JournalError::Io { path, source }
    };
    fs::create_dir_all(parent).map_err(failed(parent))?;
    let stamp = journal.made_at.strftime("%Y%m%dT%H%M%SZ").to_string();
    for number in 1..1000_u32 {
        let name = if number == 1 { stamp.clone() } else { format!("{stamp}-{number}") };
        let folder = parent.join(name);
        match private_folder(&folder) {
            Ok(()) => return std::path::absolute(&folder).map_err(failed(&folder)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(&folder)(error)),
        }
    }
    Err(failed(parent)(io::Error::other("too many journals of the same second")))
}

/// Whoever can write a journal decides what is written to a host: it must be this user's, or
/// root's, and nobody else may write it.
#[cfg(unix)]
fn is_ours(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let seen = fs::metadata(path)?;
    let own = rustix::process::geteuid().as_raw();
    if (seen.uid() == own || seen.uid() == 0) && seen.mode() & 0o022 == 0 {
        return Ok(());
    }
    Err(io::Error::other("it belongs to somebody else, or others may write it"))
}

/// The folders of users are their own on Windows.
#[cfg(not(unix))]
fn is_ours(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(path)
}

/// Below the user's own folder, others have no rights on Windows.
#[cfg(not(unix))]
fn private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Folders can be synchronised on Unix only.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}
