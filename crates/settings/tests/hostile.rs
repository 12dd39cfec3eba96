//! Journals, disks and registries that somebody prepared: nothing is written that was not planned.

#[path = "support/files.rs"]
mod files;
#[path = "support/windows.rs"]
mod windows;
#[path = "support/xrdp.rs"]
mod xrdp;

use std::fs;
use std::path::{Path, PathBuf};

use diagnosis::change::{self, Change};
use diagnosis::plan::{Plan, Why, Wish};
use files::snapshot;
use jiff::Timestamp;
use regf::DataType;
use serde_json::{Value, json};
use settings::{Drafted, Kept, Language, Source, scripts};
use sha2::{Digest, Sha256};

fn now() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().expect("a time")
}

fn open(kind: &str, root: &Path) -> Source {
    Source::open(&format!("{kind}:{}", root.display())).expect("the source opens")
}

fn draft(source: &Source, change: &'static Change) -> Drafted {
    let cause =
        diagnosis::causes::ALL.iter().find(|cause| cause.changes.contains(&change)).expect("it helps");
    let wish = Wish { cause, found: true, changes: vec![change], withheld: Vec::new() };
    source.draft(&Plan { wishes: vec![wish], beyond: Vec::new() }, true)
}

/// A disk with a journal of a repair of it.
fn repaired(folder: &Path) -> (PathBuf, Kept) {
    let disk = folder.join("disk");
    windows::spoilt_disk(&disk);
    let source = open("windows", &disk);
    let kept = source
        .apply(&draft(&source, &change::ALLOW_CONNECTIONS), &folder.join("journals"), now())
        .expect("it is applied");
    (disk, kept)
}

/// Rewrites a journal, as somebody who can write it would.
fn forge(kept: &Kept, change: impl FnOnce(&mut Value)) -> Kept {
    let path = kept.folder.join("journal.json");
    let mut journal: Value =
        serde_json::from_slice(&fs::read(&path).expect("it is there")).expect("it is JSON");
    change(&mut journal);
    fs::write(&path, journal.to_string()).expect("it is written");
    Kept::read(&kept.folder).expect("its form is right")
}

fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[test]
fn a_journal_gives_back_nothing_but_what_its_edits_say() {
    let folder = tempfile::tempdir().unwrap();
    let (disk, kept) = repaired(folder.path());
    let before = snapshot(&disk);
    // Another value is changed in the copy that is to be given back.
    let copy = kept.folder.join("0.before");
    let mut forged = fs::read(&copy).unwrap();
    let at = forged.windows(10).position(|part| part == b"PortNumber").unwrap();
    forged[at - 12] ^= 1;
    fs::write(&copy, &forged).unwrap();
    let kept = forge(&kept, |journal| journal["files"][0]["before"] = json!(sha256(&forged)));
    let error = open("windows", &disk).undo(&kept, &folder.path().join("j"), now(), false).unwrap_err();
    assert!(error.to_string().contains("more than what is planned"), "{error}");
    assert!(snapshot(&disk) == before);
}

#[test]
fn a_journal_writes_no_other_files() {
    for path in
        ["Windows/System32/drivers/etc/hosts", "../outside", "/etc/passwd", "Windows/System32/config/SAM"]
    {
        let folder = tempfile::tempdir().unwrap();
        let (disk, kept) = repaired(folder.path());
        fs::create_dir_all(disk.join("Windows/System32/drivers/etc")).unwrap();
        for file in ["Windows/System32/drivers/etc/hosts", "../outside"] {
            fs::write(disk.join(file), b"mine").unwrap();
        }
        let mut sam = windows::Spoiler::new("SAM");
        sam.dword("SAM", "x", 1).write(&disk.join("Windows/System32/config/SAM"));
        let now_there = fs::read(disk.join(path)).unwrap_or_default();
        let before = (snapshot(&disk), fs::read(folder.path().join("outside")).ok());
        // As the one that is to be taken back, and as the one that is to be finished.
        for word in ["after", "before"] {
            fs::write(kept.folder.join(format!("0.{word}")), &now_there).unwrap();
            let forged = forge(&kept, |journal| {
                journal["files"][0]["path"] = json!(path);
                journal["files"][0][word] = json!(sha256(&now_there));
            });
            let source = open("windows", &disk);
            let outcome = match word {
                "after" => source.undo(&forged, &folder.path().join("j"), now(), false).map(drop),
                _ => source.resume(&forged),
            };
            assert!(outcome.is_err(), "{path}: {word}");
        }
        assert!((snapshot(&disk), fs::read(folder.path().join("outside")).ok()) == before, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_journal_that_others_may_write_is_not_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (_, kept) = repaired(folder.path());
    for path in [kept.folder.clone(), kept.folder.join("journal.json")] {
        let mode = fs::metadata(&path).unwrap().permissions();
        fs::set_permissions(&path, PermissionsExt::from_mode(0o777)).unwrap();
        assert!(Kept::read(&kept.folder).is_err(), "{}", path.display());
        fs::set_permissions(&path, mode).unwrap();
    }
    assert!(Kept::read(&kept.folder).is_ok());
}

#[test]
fn a_sleeping_windows_is_not_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let (disk, kept) = repaired(folder.path());
    for (head, sleeps) in
        [("HIBR", true), ("hibr", true), ("RSTR", true), ("wake", false), ("\0\0\0\0", false)]
    {
        fs::write(disk.join("hiberfil.sys"), head).unwrap();
        let before = snapshot(&disk);
        let source = open("windows", &disk);
        assert_eq!(source.sealed().is_some(), sleeps, "{head}");
        if !sleeps {
            continue;
        }
        let journals = folder.path().join("j");
        assert!(source.apply(&draft(&source, &change::DEFAULT_PORT), &journals, now()).is_err());
        assert!(source.undo(&kept, &journals, now(), false).is_err());
        assert!(source.resume(&kept).is_err());
        assert!(snapshot(&disk) == before);
    }
}

#[test]
fn rules_that_only_bear_the_name_of_windows_own_stay_off() {
    const RULES: &str = r"ControlSet001\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules";
    let folder = tempfile::tempdir().unwrap();
    windows::spoilt_disk(folder.path());
    let system = folder.path().join("Windows/System32/config/SYSTEM");
    let app = r"App=%SystemRoot%\system32\svchost.exe";
    for (name, text) in [
        ("RemoteDesktop-UserMode-In-TCP", format!("v2|Action=Allow|Active=FALSE|Dir=In|Protocol=6|{app}|")),
        (
            "RemoteDesktop-UserMode-In-TCP",
            r"v2|Action=Allow|Active=FALSE|Dir=In|Protocol=6|LPort=3389|App=C:\x.exe|".into(),
        ),
        (
            "RemoteDesktop-UserMode-In-UDP",
            format!("v2|Action=Allow|Active=FALSE|Dir=In|Protocol=6|LPort=1|LPort=2|{app}|"),
        ),
        (
            "RemoteDesktop-UserMode-In-Any",
            format!("v2|Action=Allow|Active=FALSE|Dir=In|Protocol=6|LPort=3389|{app}|"),
        ),
    ] {
        let mut hive = windows::Spoiler::new("SYSTEM");
        hive.dword("Select", "Default", 1).text(RULES, name, &text).write(&system);
        let drafted = draft(&open("windows", folder.path()), &change::ENABLE_FIREWALL_RULE);
        assert!(drafted.edits.is_empty(), "{name} {text}");
    }
}

#[test]
fn names_that_can_not_be_seen_get_no_script() {
    const KEY: &str = "SYSTEM\\CurrentControlSet\\Control\\Terminal Server";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.reg");
    let text = format!(
        "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\{KEY}]\r\n\"fDenyTSConnections\"=dword:1\r\n"
    );
    fs::write(&path, text).unwrap();
    let source = Source::open(&format!("reg:{}", path.display())).unwrap();
    let mut drafted = draft(&source, &change::ALLOW_CONNECTIONS);
    for language in [Language::PowerShell, Language::Reg] {
        assert!(scripts(&drafted, language).is_some());
    }
    for odd in ["fDeny\u{1}", "fDeny\u{202e}", "fDeny\n[HKEY_LOCAL_MACHINE\\x]"] {
        if let settings::Edit::Value { name, .. } = &mut drafted.edits[0] {
            odd.clone_into(name);
        }
        for language in [Language::PowerShell, Language::Reg] {
            assert_eq!(scripts(&drafted, language), None, "{odd:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_key_that_is_none_is_not_given_away() {
    let folder = tempfile::tempdir().unwrap();
    xrdp::spoilt_xrdp(folder.path());
    let ini = folder.path().join("etc/xrdp/xrdp.ini");
    let text = fs::read_to_string(&ini).unwrap();
    std::process::Command::new("mkfifo").arg(folder.path().join("etc/xrdp/pipe")).status().unwrap();
    std::os::unix::fs::symlink("/etc/shadow", folder.path().join("etc/xrdp/link")).unwrap();
    for named in ["/etc/shadow", "/etc/xrdp", "/etc/xrdp/pipe", "/etc/xrdp/link"] {
        fs::write(&ini, text.replace("key_file=", &format!("key_file={named}"))).unwrap();
        let drafted = draft(&open("xrdp", folder.path()), &change::READABLE_KEY);
        assert!(drafted.edits.is_empty(), "{named}");
        assert!(matches!(drafted.proposal.left[0].why, Why::Cannot(_)), "{named}");
    }
}

#[cfg(unix)]
#[test]
fn two_repairs_at_once_wait_for_one_another_and_a_pipe_is_no_disk() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    windows::spoilt_disk(&disk);
    let source = open("windows", &disk);
    let drafted = draft(&source, &change::ALLOW_CONNECTIONS);
    let other = fs::File::open(&disk).unwrap();
    other.lock().unwrap();
    let before = snapshot(&disk);
    let refused = source.apply(&drafted, &folder.path().join("journals"), now()).unwrap_err();
    assert!(refused.to_string().contains("another repair"), "{refused}");
    assert_eq!(snapshot(&disk), before);
    drop(other);
    source.apply(&drafted, &folder.path().join("journals"), now()).unwrap();
    // A pipe would block for ever.
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert!(Source::open(&format!("windows:{}", pipe.display())).is_err());
}

#[cfg(unix)]
#[test]
fn a_key_with_another_name_elsewhere_keeps_its_rights() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let folder = tempfile::tempdir().unwrap();
    let (root, outside) = (folder.path().join("disk"), folder.path().join("host.key"));
    xrdp::spoilt_xrdp(&root);
    let key = root.join("etc/xrdp/key.pem");
    fs::set_permissions(&key, PermissionsExt::from_mode(0o600)).unwrap();
    fs::hard_link(&key, &outside).unwrap();
    let source = open("xrdp", &root);
    let drafted = draft(&source, &change::READABLE_KEY);
    assert!(!drafted.edits.is_empty());
    let seen = || fs::metadata(&outside).map(|seen| (seen.uid(), seen.gid(), seen.mode())).unwrap();
    let before = seen();
    assert!(source.apply(&drafted, &folder.path().join("journals"), now()).is_err());
    assert_eq!(seen(), before);
}

#[cfg(unix)]
#[test]
fn a_disk_leads_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let (outside, disk) = (folder.path().join("outside"), folder.path().join("disk"));
    windows::spoilt_disk(&outside);
    fs::create_dir_all(disk.join("Windows/System32")).unwrap();
    std::os::unix::fs::symlink(outside.join("Windows/System32/config"), disk.join("Windows/System32/config"))
        .unwrap();
    assert!(Source::open(&format!("windows:{}", disk.display())).is_err());
    // The same inside of it is followed for reading, and not replaced.
    let disk = folder.path().join("second");
    windows::spoilt_disk(&disk);
    let config = disk.join("Windows/System32/config");
    fs::rename(config.join("SYSTEM"), disk.join("real")).unwrap();
    std::os::unix::fs::symlink("../../../real", config.join("SYSTEM")).unwrap();
    let before = fs::read(disk.join("real")).unwrap();
    let source = open("windows", &disk);
    let applied = source.apply(&draft(&source, &change::ALLOW_CONNECTIONS), &folder.path().join("j"), now());
    assert!(applied.is_err());
    assert!(fs::read(disk.join("real")).unwrap() == before && config.join("SYSTEM").is_symlink());
}

#[test]
fn a_small_hive_is_never_a_large_one() {
    let folder = tempfile::tempdir().unwrap();
    windows::spoilt_disk(folder.path());
    let path = folder.path().join("Windows/System32/config/SYSTEM");
    let mut hive = windows::Spoiler::new("SYSTEM");
    hive.dword("Select", "Default", 1);
    for number in 0..50 {
        hive.raw(windows::TS, &format!("v{number}"), DataType::Binary, &[7; 9000]);
    }
    hive.write(&path);
    // All values share the data of one, and their list names one of them many times.
    let mut bytes = fs::read(&path).unwrap();
    let records: Vec<usize> =
        (4096..bytes.len() - 24).step_by(4).filter(|&at| &bytes[at..at + 2] == b"vk").collect();
    let first = u32::try_from(records[1] - 4 - 4096).unwrap().to_le_bytes();
    for at in (4096..bytes.len() - 4).step_by(4) {
        let points_at = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        if records[2..].contains(&(points_at + 4 + 4096)) {
            bytes[at..at + 4].copy_from_slice(&first);
        }
    }
    fs::write(&path, bytes).unwrap();
    let source = open("windows", folder.path());
    let inside = source.look().inside;
    assert!(inside.firewall.rules.known().is_some() || inside.access.enabled.known().is_none());
    assert!(draft(&source, &change::ALLOW_CONNECTIONS).edits.is_empty());
}
