//! `diagnose`: the same report from recorded facts.

use std::path::Path;

use diagnosis::facts::{Facts, Pseudonyms, Unreadable};

/// The largest file of facts we read, in bytes.
const MAX_FILE: u64 = 4 * 1024 * 1024;

/// Why facts could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file.
    #[error("reading {path}")]
    Read {
        /// Which.
        path: String,
        /// Why not.
        source: std::io::Error,
    },
    /// Its content.
    #[error("{path}: {source}")]
    Content {
        /// Which.
        path: String,
        /// Why not.
        source: Unreadable,
    },
}

/// Reads saved facts.
pub fn load(path: &Path) -> Result<Facts, Error> {
    let shown = path.display().to_string();
    let bytes =
        probe::read_bounded(path, MAX_FILE).map_err(|source| Error::Read { path: shown.clone(), source })?;
    let text = String::from_utf8_lossy(&bytes);
    Facts::from_json(text.trim_start_matches('\u{FEFF}'))
        .map_err(|source| Error::Content { path: shown, source })
}

/// The same facts without names and addresses; the diagnosis stays the same.
pub fn redacted(mut facts: Facts) -> Facts {
    Pseudonyms::default().redact(&mut facts);
    facts
}

/// Saves facts where only their owner can read them.
pub fn save(path: &Path, facts: &Facts) -> std::io::Result<()> {
    let text = serde_json::to_string_pretty(facts).map_err(std::io::Error::other)?;
    write_own(path, (text + "\n").as_bytes())
}

/// Whether a file can be made there, found out before anything is done for it.
pub fn can_be_written(path: &Path) -> std::io::Result<()> {
    tempfile::NamedTempFile::new_in(folder_of(path)).map(drop)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a file that only its owner can read; it appears whole or not at all.
pub(crate) fn write_own(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    // Made anew under a name nobody can foresee, with mode 0600.
    let mut file = tempfile::NamedTempFile::new_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
