//! `diagnose`: the same report from recorded facts.

use std::path::Path;

use diagnosis::facts::{Facts, Pseudonyms, Unreadable};

/// The largest file of facts we read, in bytes.
const MAX_FILE: u64 = 16 * 1024 * 1024;

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
    let read = || {
        if std::fs::metadata(path)?.len() > MAX_FILE {
            return Err(std::io::Error::other("the file is larger than 16 MiB"));
        }
        std::fs::read(path)
    };
    let bytes = read().map_err(|source| Error::Read { path: shown.clone(), source })?;
    let text = String::from_utf8_lossy(&bytes);
    Facts::from_json(text.trim_start_matches('\u{FEFF}'))
        .map_err(|source| Error::Content { path: shown, source })
}

/// The same facts without names and addresses; the diagnosis stays the same.
pub fn redacted(mut facts: Facts) -> Facts {
    Pseudonyms::default().redact(&mut facts);
    facts
}

/// Saves facts where only their owner can read them; the file appears whole or not at all.
pub fn save(path: &Path, facts: &Facts) -> std::io::Result<()> {
    use std::io::Write;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let mut options = std::fs::OpenOptions::new();
    // A leftover could have another mode.
    let _ = std::fs::remove_file(&part);
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let text = serde_json::to_string_pretty(facts).map_err(std::io::Error::other)?;
    let mut file = options.open(&part)?;
    let written =
        file.write_all(text.as_bytes()).and_then(|()| file.write_all(b"\n")).and_then(|()| file.sync_all());
    drop(file);
    let renamed = written.and_then(|()| std::fs::rename(&part, path));
    if renamed.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    renamed
}
