//! What people write as a target: a host, an `.rdp` file, or `lab:FAULT`.

use std::path::Path;

use probe::{BadFile, BadTarget, HostPort, Target};

/// Why a text is not a target.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not a host.
    #[error(transparent)]
    Host(#[from] BadTarget),
    /// The file could not be read.
    #[error("reading {path}")]
    Read {
        /// Which.
        path: String,
        /// Why not.
        source: std::io::Error,
    },
    /// The file is not a connection file.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: String,
        /// Why not.
        source: BadFile,
    },
    /// The file's address is not a host.
    #[error("{path}: the line `full address`: {source}")]
    Address {
        /// Which.
        path: String,
        /// Why not.
        source: BadTarget,
    },
}

/// Resolves `host`, `host:port`, `[v6]:port` and a connection file. (`lab:` targets are the lab's.)
pub fn resolve(text: &str) -> Result<Target, Error> {
    let text = text.trim();
    let bare = text.trim_matches(['"', '\'']);
    let bare = bare.strip_prefix("file://").unwrap_or(bare);
    let path = Path::new(bare);
    if is_connection_file(path) {
        return read_file(path);
    }
    Ok(Target::new(HostPort::parse(text)?))
}

/// Whether this is the path of a connection file: by its ending, or, whatever it is called, by what is in it.
pub fn is_connection_file(path: &Path) -> bool {
    // A bare word is a computer, whatever lies in this folder.
    let has_folder = path.parent().is_some_and(|folder| !folder.as_os_str().is_empty());
    let is_word = !has_folder && !path.to_string_lossy().contains(' ');
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("rdp"))
        || !is_word
            && path.is_file()
            && probe::read_bounded(path, probe::MAX_FILE as u64)
                .is_ok_and(|bytes| probe::read_connection_file("", &bytes).is_ok())
}

fn read_file(path: &Path) -> Result<Target, Error> {
    let shown = path.display().to_string();
    let bytes = probe::read_bounded(path, probe::MAX_FILE as u64)
        .map_err(|source| Error::Read { path: shown.clone(), source })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    from_file(&name, &bytes, &shown)
}

/// Resolves the text of an `.rdp` file. `shown` names it in errors.
pub(crate) fn from_file(name: &str, bytes: &[u8], shown: &str) -> Result<Target, Error> {
    let (file, routing_token) = probe::read_connection_file(name, bytes)
        .map_err(|source| Error::File { path: shown.to_owned(), source })?;
    let address =
        file.full_address.as_ref().or(file.alternate_address.as_ref()).expect("a read file has an address");
    let bad = |source| Error::Address { path: shown.to_owned(), source };
    let mut host = HostPort::parse(address).map_err(bad)?;
    if let Some(port) = file.port.filter(|_| !address.ends_with(&format!(":{}", host.port))) {
        let port = u16::try_from(port).ok().filter(|port| *port > 0);
        host.port = port.ok_or_else(|| bad(BadTarget::Port(file.port.unwrap_or_default().to_string())))?;
    }
    let mut target = Target::new(host);
    target.written = Some(shown.to_owned());
    target.routing_token = routing_token;
    target.file = Some(file);
    Ok(target)
}
