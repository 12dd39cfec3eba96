//! The file of remembered hosts: one line each, `host:port sha256 since`.

use std::fs::TryLockError;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use diagnosis::facts::Remembered;
use etcetera::BaseStrategy;
use jiff::Timestamp;

use crate::target::HostPort;

/// The largest such file we read, in bytes.
const MAX_FILE: u64 = 4 * 1024 * 1024;

/// Where remembered hosts are kept for this user.
pub fn default_path() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("readmit").join("known-hosts"))
}

/// Remembered hosts.
#[derive(Debug, Clone, Default)]
pub struct KnownHosts {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    host: String,
    sha256: String,
    since: Timestamp,
}

impl KnownHosts {
    /// Reads the file; one that does not exist is empty.
    pub fn load(path: &Path) -> std::io::Result<Self> {
        match crate::file::read_bounded(path, MAX_FILE) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
            Ok(bytes) => Ok(Self::parse(&String::from_utf8_lossy(&bytes))),
        }
    }

    /// Reads lines; those that make no sense are passed over.
    pub fn parse(text: &str) -> Self {
        let entry = |line: &str| {
            let mut words = line.split_ascii_whitespace();
            let entry = Entry {
                host: words.next()?.to_owned(),
                sha256: words.next()?.to_lowercase(),
                // A line whose date was lost still says which certificate was known.
                since: words.next().and_then(|date| date.parse().ok()).unwrap_or(Timestamp::UNIX_EPOCH),
            };
            (entry.sha256.len() == 64 && !line.starts_with('#')).then_some(entry)
        };
        Self { entries: text.trim_start_matches('\u{FEFF}').lines().filter_map(entry).collect() }
    }

    /// Whether this host was met before, with this certificate.
    pub fn check(&self, host: &HostPort, sha256: &str) -> Remembered {
        let key = key(host);
        let mut of_host = self.entries.iter().filter(|entry| entry.host == key).peekable();
        // A farm shows several certificates under one name; each may be remembered.
        match of_host.peek().copied() {
            None => Remembered::Never,
            Some(first) => match of_host.find(|entry| entry.sha256 == sha256) {
                Some(same) => Remembered::Same { since: same.since },
                None => Remembered::Changed { since: first.since, sha256: first.sha256.clone() },
            },
        }
    }

    /// All that is remembered, in the file's order: host and port, SHA-256, since when.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str, Timestamp)> {
        self.entries.iter().map(|entry| (entry.host.as_str(), entry.sha256.as_str(), entry.since))
    }

    /// The certificates remembered for a host, and since when.
    pub fn of(&self, host: &HostPort) -> impl Iterator<Item = (&str, Timestamp)> {
        let key = key(host);
        self.all().filter(move |(name, ..)| *name == key).map(|(_, sha256, since)| (sha256, since))
    }

    /// Takes a host's lines out of the file, and says how many; every other line stays as it is.
    pub fn forget(path: &Path, host: &HostPort) -> std::io::Result<usize> {
        Self::replace(path, host, &[], Timestamp::UNIX_EPOCH)
    }

    /// Remembers these certificates of a host and no others, in one step: what was known before is lost only with it.
    ///
    /// Says how many were remembered before.
    pub fn pin(path: &Path, host: &HostPort, sha256: &[String], now: Timestamp) -> std::io::Result<usize> {
        Self::replace(path, host, sha256, now)
    }

    /// Says how many lines of the host there were.
    fn replace(path: &Path, host: &HostPort, sha256: &[String], now: Timestamp) -> std::io::Result<usize> {
        if sha256.is_empty() && !path.exists() {
            return Ok(0);
        }
        make_folder(path)?;
        let _alone = Alone::with(path);
        let bytes = match crate::file::read_bounded(path, MAX_FILE) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            other => other?,
        };
        // A mark at the beginning belongs to no line.
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        let key = key(host);
        let is_of_host = |line: &&[u8]| {
            let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
            words.next() == Some(key.as_bytes())
        };
        // Lines that are no text stay as they are, too.
        let lines = || bytes.split_inclusive(|byte| *byte == b'\n');
        let count = lines().filter(is_of_host).count();
        if count == 0 && sha256.is_empty() {
            return Ok(0);
        }
        let mut kept: Vec<u8> = lines().filter(|line| !is_of_host(line)).flatten().copied().collect();
        if kept.last().is_some_and(|byte| *byte != b'\n') {
            kept.push(b'\n');
        }
        for print in sha256 {
            kept.extend(format!("{key} {print} {now:.0}\n").into_bytes());
        }
        // A link stays a link.
        let real = std::fs::canonicalize(path);
        let path = real.as_deref().unwrap_or(path);
        let mut new = tempfile::NamedTempFile::new_in(path.parent().unwrap_or_else(|| Path::new(".")))?;
        new.write_all(&kept)?;
        new.as_file().sync_all()?;
        new.persist(path).map_err(|error| error.error)?;
        Ok(count)
    }

    /// Appends a host to the file, which only its owner may read.
    pub fn remember(path: &Path, host: &HostPort, sha256: &str, now: Timestamp) -> std::io::Result<()> {
        make_folder(path)?;
        let _alone = Alone::with(path);
        let mut options = std::fs::OpenOptions::new();
        options.append(true).read(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        // A last line without an end would take this one along.
        let mut last = [0];
        let ends = file.seek(SeekFrom::End(-1)).is_err() || file.read(&mut last)? == 1 && last == *b"\n";
        let begin = if ends { "" } else { "\n" };
        file.write_all(format!("{begin}{} {sha256} {now:.0}\n", key(host)).as_bytes())
    }
}

/// Keeps others from changing the file at the same time; it ends when this is dropped. Where that can't be had, the file
/// is changed all the same: a host that is not remembered is the greater harm.
struct Alone(#[expect(dead_code, reason = "held for its lock")] Option<std::fs::File>);

impl Alone {
    fn with(path: &Path) -> Self {
        const PATIENCE: Duration = Duration::from_secs(2);
        let mut options = std::fs::OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let Ok(file) = options.open(path.with_extension("lock")) else { return Self(None) };
        let end = Instant::now() + PATIENCE;
        while matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            if Instant::now() > end {
                return Self(None);
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Self(Some(file))
    }
}

fn make_folder(path: &Path) -> std::io::Result<()> {
    path.parent().map_or(Ok(()), std::fs::create_dir_all)
}

fn key(host: &HostPort) -> String {
    let name = host.host.trim_end_matches('.').to_lowercase();
    if name.contains(':') { format!("[{name}]:{}", host.port) } else { format!("{name}:{}", host.port) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_remembered_host_is_known_again_and_a_changed_one_is_noticed() {
        let text = format!("fs1:3389 {} 2026-03-03T00:00:00Z\n# a note\nnonsense\n", "ab".repeat(32));
        let known = KnownHosts::parse(&text);
        let host = HostPort { host: "FS1".into(), port: 3389 };
        assert!(matches!(known.check(&host, &"ab".repeat(32)), Remembered::Same { .. }));
        assert!(matches!(known.check(&host, &"cd".repeat(32)), Remembered::Changed { .. }));
        let other = HostPort { host: "fs1".into(), port: 3390 };
        assert_eq!(known.check(&other, &"ab".repeat(32)), Remembered::Never);
    }

    #[test]
    fn a_host_is_forgotten_and_every_other_line_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("known-hosts");
        let host = HostPort { host: "fs1".into(), port: 3389 };
        assert_eq!(KnownHosts::forget(&path, &host).unwrap(), 0);
        let (one, two) = ("ab".repeat(32), "cd".repeat(32));
        let others = format!("# a note\nfs1:3390 {one} 2026-03-03T00:00:00Z\n");
        std::fs::write(&path, format!("fs1:3389 {one} 2026-03-03T00:00:00Z\n{others}")).unwrap();
        KnownHosts::remember(&path, &host, &two, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(KnownHosts::load(&path).unwrap().of(&host).count(), 2);
        assert_eq!(KnownHosts::forget(&path, &host).unwrap(), 2);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), others);
        // As an editor left it: with a mark, and without an end.
        std::fs::write(&path, format!("\u{FEFF}fs1:3389 {one}\nfs2:3389 {one}")).unwrap();
        assert_eq!(
            KnownHosts::pin(&path, &host, std::slice::from_ref(&two), Timestamp::UNIX_EPOCH).unwrap(),
            1
        );
        let known = KnownHosts::load(&path).unwrap();
        assert!(known.of(&host).map(|(print, _)| print).eq([two.as_str()]));
        std::fs::write(&path, format!("fs2:3389 {one}")).unwrap();
        KnownHosts::remember(&path, &host, &two, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(KnownHosts::load(&path).unwrap().all().count(), 2);
    }

    #[test]
    fn nobodys_pin_is_lost_to_another_run() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("known-hosts");
        std::thread::scope(|scope| {
            for name in ["a", "b", "c", "d"] {
                let path = &path;
                scope.spawn(move || {
                    for number in 0..10 {
                        let host = HostPort { host: format!("{name}{number}"), port: 3389 };
                        KnownHosts::pin(path, &host, &["ab".repeat(32)], Timestamp::UNIX_EPOCH).unwrap();
                    }
                });
            }
        });
        assert_eq!(KnownHosts::load(&path).unwrap().all().count(), 40);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text: String) {
            KnownHosts::parse(&text);
        }
    }
}
