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

/// Reads saved facts: as `--save` wrote them, within a report in JSON, or in a bundle.
pub fn load(path: &Path) -> Result<Facts, Error> {
    let shown = path.display().to_string();
    let read = |source| Error::Read { path: shown.clone(), source };
    let mut bytes = probe::read_bounded(path, MAX_FILE).map_err(read)?;
    if bytes.starts_with(b"PK") {
        bytes = from_bundle(&bytes).map_err(read)?;
    }
    // PowerShell redirects into UTF-16.
    let text =
        settings::export::decoded(&bytes).unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned());
    let text = text.trim_start_matches('\u{FEFF}');
    let whole: Option<serde_json::Value> = serde_json::from_str(text).ok();
    let within =
        whole.filter(|json| json["schema"] == "readmit.report/1").map(|json| json["facts"].to_string());
    Facts::from_json(within.as_deref().unwrap_or(text))
        .map_err(|source| Error::Content { path: shown, source })
}

/// The facts in a bundle, no longer than facts may be.
fn from_bundle(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes))?;
    let mut facts = Vec::new();
    archive.by_name("facts.json")?.take(MAX_FILE).read_to_end(&mut facts)?;
    Ok(facts)
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

/// Whether a file can be made there, found out before anything is done for it. One that is there stays, unless it may be
/// replaced.
pub fn can_be_written(path: &Path, may_replace: bool) -> std::io::Result<()> {
    let other = |why| Err(std::io::Error::other(why));
    if path == Path::new("-") {
        return other("this is no name of a file; a report goes to standard output by itself");
    }
    if path.exists() && !may_replace {
        return other("it is there already; --force replaces it");
    }
    // The error would name a file that nobody knows.
    tempfile::NamedTempFile::new_in(folder_of(path)).map(drop).map_err(|error| error.kind().into())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a file that only its owner can read; it appears whole or not at all.
pub fn write_own(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    // Made anew under a name nobody can foresee, with mode 0600.
    let mut file = tempfile::NamedTempFile::new_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
