//! A kill at every write: each file of the host is in its old or its new state, and the journal
//! can finish, or take back. The kernel kills (`strace --inject`), at every call that writes,
//! synchronises, renames or removes; what is killed knows nothing of it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[path = "../../settings/tests/support/files.rs"]
mod snapshots;
#[path = "../../settings/tests/support/windows.rs"]
mod windows;
#[path = "../../settings/tests/support/xrdp.rs"]
mod xrdp;

/// Calls that change something outside of the process. Each has a count of its own.
const CALLS: [&str; 18] = [
    "write",
    "writev",
    "pwrite64",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
    "fchmod",
    "fchmodat",
    "fchown",
    "fchownat",
    "fsetxattr",
    "ftruncate",
];

fn main() {
    if !cfg!(target_os = "linux") || !works() {
        println!("skipped  a kill at every write (strace is not installed, or may not trace here)");
        return;
    }
    kill_each("windows", windows::spoilt_disk);
    kill_each("xrdp", xrdp::spoilt_xrdp);
}

fn kill_each(kind: &str, spoil: fn(&Path)) {
    let folder = tempfile::tempdir().expect("a folder is made");
    let disk = folder.path().join("disk");
    spoil(&disk);
    let source = format!("{kind}:{}", disk.display());
    let old = snapshots::snapshot(&disk);
    let whole = run(&["repair", &source, "--apply", "--journals", &text(&folder.path().join("whole"))]);
    assert_eq!(whole.status.code(), Some(3), "{}", String::from_utf8_lossy(&whole.stderr));
    let new = snapshots::snapshot(&disk);
    let (mut kills, mut finished, mut taken_back, mut untouched) = (0, 0, 0, 0);
    let mut calls = CALLS.into_iter().peekable();
    let mut nth = 0;
    while let Some(&call) = calls.peek() {
        nth += 1;
        restore(&old);
        let journals = folder.path().join(format!("journals-{call}-{nth}"));
        let killed = Command::new("strace")
            .args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}")])
            .args(["-e", &format!("inject={call}:signal=SIGKILL:when={nth}")])
            .arg(env!("CARGO_BIN_EXE_readmit"))
            .args(["repair", &source, "--apply", "--journals", &text(&journals)])
            .output()
            .expect("strace starts");
        if killed.status.code() == Some(3) {
            calls.next();
            nth = 0;
            continue;
        }
        kills += 1;
        assert!(nth < 5000, "the run never ends by itself");
        each_is_old_or_new(&disk, &old, &new, &format!("{call} {nth}"));
        let Some(journal) = journal(&journals) else {
            // It had not come as far as a journal: then it had come to nothing else.
            assert!(files(&disk) == old, "{call} {nth}: something was changed before it was written down");
            untouched += 1;
            continue;
        };
        // Every other kill is finished, every other taken back.
        if nth % 2 == 0 {
            // What came to its end is not finished once more.
            let expected = if journal.join("done").exists() { 2 } else { 3 };
            let run = run(&["repair", "--resume", &text(&journal), "--yes"]);
            assert_eq!(
                run.status.code(),
                Some(expected),
                "{call} {nth}: {}",
                String::from_utf8_lossy(&run.stderr)
            );
            assert!(same_hives(&disk, &journal, "after"), "{call} {nth}: not finished");
            finished += 1;
        } else {
            let again = folder.path().join("undo");
            let run = run(&["undo", &text(&journal), "--yes", "--journals", &text(&again)]);
            assert_eq!(run.status.code(), Some(0), "{call} {nth}: {}", String::from_utf8_lossy(&run.stderr));
            assert!(files(&disk) == old, "{call} {nth}: not taken back");
            taken_back += 1;
        }
    }
    println!(
        "ok       {kind}: a kill at each of {kills} calls: {untouched} before anything was changed, {finished} finished, {taken_back} taken back"
    );
    assert!(finished > 0 && taken_back > 0 && untouched > 0);
}

fn works() -> bool {
    Command::new("strace")
        .args(["-qq", "-o", "/dev/null", "true"])
        .status()
        .is_ok_and(|status| status.success())
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_readmit")).args(arguments).output().expect("it starts")
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

fn restore(files: &[(PathBuf, Vec<u8>)]) {
    for (path, content) in files {
        std::fs::write(path, content).expect("it is written");
    }
}

/// The files of the host, without those that wait beside them for their turn.
fn files(disk: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = snapshots::snapshot(disk);
    all.retain(|(path, _)| path.extension().is_none_or(|ending| ending != "readmit-new"));
    all
}

fn each_is_old_or_new(disk: &Path, old: &[(PathBuf, Vec<u8>)], new: &[(PathBuf, Vec<u8>)], when: &str) {
    for (path, content) in files(disk) {
        let was = old.iter().find(|(other, _)| *other == path).map(|(_, content)| content);
        let is_old = was == Some(&content);
        // Of the new ones, the time of the write differs from run to run; the rest of the file does not.
        let becomes = new.iter().find(|(other, _)| *other == path).map(|(_, content)| content);
        let is_new = becomes
            .is_some_and(|new| new.len() == content.len() && without_head(new) == without_head(&content));
        assert!(is_old || is_new, "{when}: {} is neither old nor new", path.display());
    }
}

/// A hive without its base block.
fn without_head(file: &[u8]) -> &[u8] {
    if file.starts_with(b"regf") { &file[512..] } else { file }
}

/// The folder of the journal, if it was finished.
fn journal(journals: &Path) -> Option<PathBuf> {
    let folder = std::fs::read_dir(journals).ok()?.next()?.ok()?.path();
    let text = std::fs::read(folder.join("journal.json")).ok()?;
    serde_json::from_slice::<serde_json::Value>(&text).ok()?;
    Some(folder)
}

/// Whether the files of a journal are what it says they become.
fn same_hives(disk: &Path, journal: &Path, word: &str) -> bool {
    let text = std::fs::read(journal.join("journal.json")).expect("it is there");
    let parsed: serde_json::Value = serde_json::from_slice(&text).expect("it is whole");
    let files = parsed["files"].as_array().expect("it lists files");
    files.iter().enumerate().all(|(index, file)| {
        let path = disk.join(file["path"].as_str().expect("it has a path"));
        std::fs::read(path).ok() == std::fs::read(journal.join(format!("{index}.{word}"))).ok()
    })
}
