//! Every change, applied and taken back, and what independent readers of the registry see.

#[path = "support/files.rs"]
mod files;
#[path = "support/windows.rs"]
mod windows;
#[path = "support/xrdp.rs"]
mod xrdp;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use diagnosis::change::Change;
use diagnosis::plan::{Plan, Wish};
use diagnosis::{causes, change};
use files::snapshot;
use jiff::Timestamp;
use regf::RegistryHive;
use settings::{Drafted, Edit, Source};
use windows::{Wall, spoilt_disk, spoilt_disk_with};
use xrdp::spoilt_xrdp;

fn now() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().expect("a time")
}

/// What one change means on a host.
fn draft(source: &Source, wanted: &'static Change, override_policy: bool) -> Drafted {
    let cause =
        causes::ALL.iter().find(|cause| cause.changes.contains(&wanted)).expect("it helps against something");
    let wish = Wish { cause, found: true, changes: vec![wanted], withheld: Vec::new() };
    source.draft(&Plan { wishes: vec![wish], beyond: Vec::new() }, override_policy)
}

/// The changes that a host like this knows how to make.
fn known(source: &Source) -> Vec<&'static Change> {
    change::ALL.into_iter().filter(|change| !draft(source, change, true).edits.is_empty()).collect()
}

fn open(kind: &str, root: &Path) -> Source {
    Source::open(&format!("{kind}:{}", root.display())).expect("the source opens")
}

/// Every value of a hive, as another library reads it.
fn read_by_another(path: &Path) -> BTreeMap<(String, String), Vec<u8>> {
    let hive = RegistryHive::from_file(path).expect("another library takes it for a hive");
    let root = hive.root_key().expect("it has a root").name();
    let mut all = BTreeMap::new();
    for key in hive.enumerate_all_keys().expect("it lists keys") {
        let below = key.strip_prefix(&root).unwrap_or(&key).trim_start_matches('\\').to_owned();
        for value in hive.open_key(&below).expect("it opens them").values().expect("it lists values") {
            all.insert((below.clone(), value.name()), value.raw_data().expect("it reads them"));
        }
    }
    assert!(!all.is_empty());
    all
}

#[test]
fn each_change_of_windows_changes_what_it_names_and_is_taken_back() {
    let mut made: Vec<&str> = Vec::new();
    for wall in [Wall::RuleOff, Wall::Shut, Wall::NoRules, Wall::OtherPort] {
        let folder = tempfile::tempdir().unwrap();
        let (disk, journals) = (folder.path().join("disk"), folder.path().join("journals"));
        spoilt_disk_with(&disk, wall);
        let before = snapshot(&disk);
        for change in known(&open("windows", &disk)) {
            if made.contains(&change.name) {
                continue;
            }
            let source = open("windows", &disk);
            let drafted = draft(&source, change, true);
            let kept = source
                .apply(&drafted, &journals, now())
                .unwrap_or_else(|error| panic!("{}: {error}", change.name));
            let mut differing = 0;
            for (path, old) in &before {
                let earlier = folder.path().join("earlier");
                std::fs::write(&earlier, old).unwrap();
                let (one, other) = (read_by_another(&earlier), read_by_another(path));
                let keys: std::collections::BTreeSet<_> = one.keys().chain(other.keys()).collect();
                differing += keys.into_iter().filter(|key| one.get(*key) != other.get(*key)).count();
            }
            let planned: usize = drafted
                .edits
                .iter()
                .map(|edit| if matches!(edit, Edit::Rename { .. }) { 2 } else { 1 })
                .sum();
            assert_eq!(differing, planned, "{}", change.name);
            assert!(
                draft(&open("windows", &disk), change, true).edits.is_empty(),
                "{} is not done",
                change.name
            );
            let undone = open("windows", &disk).undo(&kept, &journals, now(), false).unwrap();
            assert_eq!(snapshot(&disk), before, "{}", change.name);
            // And the undo is taken back.
            open("windows", &disk).undo(&undone, &journals, now(), false).unwrap();
            assert!(draft(&open("windows", &disk), change, true).edits.is_empty(), "{}", change.name);
            open("windows", &disk).undo(&kept, &journals, now(), false).unwrap();
            assert_eq!(snapshot(&disk), before, "{}", change.name);
            made.push(change.name);
        }
    }
    // The others are tried below, on xrdp.
    let elsewhere = [&change::READABLE_KEY, &change::USUAL_TLS, &change::GROUP_CHECK_OFF];
    for change in change::ALL {
        let here = made.contains(&change.name);
        assert!(
            here != elsewhere.contains(&change),
            "{} is made {}",
            change.name,
            if here { "twice" } else { "nowhere" }
        );
    }
}

#[cfg(unix)]
#[test]
fn each_change_of_xrdp_changes_what_it_names_and_is_taken_back() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let folder = tempfile::tempdir().unwrap();
    let (root, journals) = (folder.path().join("disk"), folder.path().join("journals"));
    spoilt_xrdp(&root);
    let key = root.join("etc/xrdp/key.pem");
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o600)).unwrap();
    let before = snapshot(&root);
    let rights = || {
        let seen = std::fs::metadata(&key).unwrap();
        (seen.uid(), seen.gid(), seen.mode())
    };
    let rights_before = rights();
    let made = known(&open("xrdp", &root));
    for change in
        [&change::READABLE_KEY, &change::USUAL_TLS, &change::GROUP_CHECK_OFF, &change::NEGOTIATE_SECURITY]
    {
        assert!(made.contains(&change), "{}", change.name);
    }
    let root_user = std::fs::metadata("/proc/self").is_ok_and(|seen| seen.uid() == 0);
    for change in made {
        if change == &change::READABLE_KEY && !root_user {
            println!("skipped  {}: only root gives files away", change.name);
            continue;
        }
        let source = open("xrdp", &root);
        let drafted = draft(&source, change, false);
        let kept = source
            .apply(&drafted, &journals, now())
            .unwrap_or_else(|error| panic!("{}: {error}", change.name));
        assert!(snapshot(&root) != before || rights() != rights_before, "{}", change.name);
        assert!(draft(&open("xrdp", &root), change, false).edits.is_empty(), "{} is not done", change.name);
        open("xrdp", &root).undo(&kept, &journals, now(), false).unwrap();
        assert_eq!(snapshot(&root), before, "{}", change.name);
        assert_eq!(rights(), rights_before, "{}", change.name);
    }
}

#[test]
fn what_a_policy_owns_stays_unless_that_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    spoilt_disk(folder.path());
    let config = folder.path().join("Windows/System32/config");
    let mut software = windows::Spoiler::new("SOFTWARE");
    software.dword(r"Policies\Microsoft\Windows NT\Terminal Services", "fDenyTSConnections", 1);
    software.write(&config.join("SOFTWARE"));
    let source = open("windows", folder.path());
    let drafted = draft(&source, &change::ALLOW_CONNECTIONS, false);
    assert!(drafted.edits.is_empty());
    let why = &drafted.proposal.left[0].why;
    assert!(matches!(why, diagnosis::plan::Why::PolicyOwns(place) if place.contains("Policies")), "{why:?}");
    // The same, by the computer's own group policy.
    let policy = folder.path().join("Windows/System32/GroupPolicy/Machine");
    std::fs::create_dir_all(&policy).unwrap();
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut file = b"PReg\x01\0\0\0".to_vec();
    file.extend(wide(
        "[Software\\Policies\\Microsoft\\Windows NT\\Terminal Services\0;fDenyTSConnections\0;",
    ));
    file.extend([4, 0, 0, 0, b';', 0, 4, 0, 0, 0, b';', 0, 1, 0, 0, 0, b']', 0]);
    std::fs::write(policy.join("Registry.pol"), file).unwrap();
    let drafted = draft(&source, &change::ALLOW_CONNECTIONS, false);
    let why = &drafted.proposal.left[0].why;
    assert!(
        matches!(why, diagnosis::plan::Why::PolicyOwns(place) if place.contains("own group policy")),
        "{why:?}"
    );
    let drafted = draft(&source, &change::ALLOW_CONNECTIONS, true);
    let twins = drafted
        .edits
        .iter()
        .filter(|edit| matches!(edit, Edit::Value { name, .. } if name == "fDenyTSConnections"));
    assert_eq!(twins.count(), 2);
}

#[test]
fn nothing_is_added_to_a_hive() {
    let folder = tempfile::tempdir().unwrap();
    spoilt_disk(folder.path());
    let config = folder.path().join("Windows/System32/config");
    let mut system = windows::Spoiler::new("SYSTEM");
    system.dword("Select", "Default", 1).dword(windows::TCP, "PortNumber", 3389);
    system.write(&config.join("SYSTEM"));
    let drafted = draft(&open("windows", folder.path()), &change::ALLOW_CONNECTIONS, true);
    assert!(
        matches!(&drafted.proposal.left[0].why, diagnosis::plan::Why::Cannot(why) if why.contains("does not exist"))
    );
}

#[test]
fn an_undo_touches_only_its_own_values_where_the_host_went_on() {
    let folder = tempfile::tempdir().unwrap();
    let (disk, journals) = (folder.path().join("disk"), folder.path().join("journals"));
    spoilt_disk_with(&disk, Wall::OtherPort);
    let first = open("windows", &disk);
    let kept = first.apply(&draft(&first, &change::ALLOW_CONNECTIONS, true), &journals, now()).unwrap();
    let second = open("windows", &disk);
    second.apply(&draft(&second, &change::DEFAULT_PORT, true), &journals, now()).unwrap();
    open("windows", &disk).undo(&kept, &journals, now(), false).unwrap();
    let now_open = open("windows", &disk);
    assert!(draft(&now_open, &change::DEFAULT_PORT, true).edits.is_empty(), "the later change is gone");
    assert!(!draft(&now_open, &change::ALLOW_CONNECTIONS, true).edits.is_empty(), "nothing was taken back");
    // And a second time there is nothing of it left to take back.
    let error = open("windows", &disk).undo(&kept, &journals, now(), false).unwrap_err();
    assert!(error.to_string().contains("nothing was changed"), "{error}");
}

#[test]
fn hivex_and_reged_see_the_change() {
    let is_there =
        |tool: &str| Command::new("which").arg(tool).output().is_ok_and(|found| found.status.success());
    if !is_there("hivexget") || !is_there("reged") {
        println!("skipped: hivexget or reged is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (disk, journals) = (folder.path().join("disk"), folder.path().join("journals"));
    let hive = disk.join("Windows/System32/config/SYSTEM");
    std::fs::create_dir_all(hive.parent().unwrap()).unwrap();
    let Some(genuine) = settings_test_data::windows_10_system() else {
        println!("skipped: the genuine hive was not fetched (cargo xtask test fetches it)");
        return;
    };
    std::fs::write(&hive, genuine).unwrap();
    let source = open("windows", &disk);
    source.apply(&draft(&source, &change::ALLOW_CONNECTIONS, true), &journals, now()).unwrap();
    let hivex =
        Command::new("hivexget").arg(&hive).args([windows::TS, "fDenyTSConnections"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&hivex.stdout).trim(), "0");
    let export = folder.path().join("export.reg");
    let run = Command::new("reged")
        .args(["-x"])
        .arg(&hive)
        .args([r"HKEY_LOCAL_MACHINE\SYSTEM", windows::TS])
        .arg(&export)
        .output()
        .unwrap();
    let text = std::fs::read_to_string(&export)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&run.stdout)));
    assert!(text.contains("\"fDenyTSConnections\"=dword:00000000"), "{text}");
}

/// Genuine hives that others may read and not pass on: fetched by `cargo xtask test`.
mod settings_test_data {
    pub(crate) fn windows_10_system() -> Option<Vec<u8>> {
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/test-data/windows-10/SYSTEM")).ok()
    }
}
