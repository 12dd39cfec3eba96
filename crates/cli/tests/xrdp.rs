//! A real xrdp, broken and mended: seen to fail from outside, repaired, restarted, seen to work,
//! and taken back. Needs root on Linux and xrdp; elsewhere it is reported as skipped.

use std::process::Command;

fn main() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/xrdp.sh");
    let is_there =
        |program: &str| Command::new("which").arg(program).output().is_ok_and(|found| found.status.success());
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.starts_with(b"0\n"));
    let missing =
        ["unshare", "xrdp", "xrdp-sesman", "setpriv"].into_iter().find(|program| !is_there(program));
    if !cfg!(target_os = "linux") || !root || missing.is_some() {
        let why = missing
            .map_or("it needs root on Linux".to_owned(), |program| format!("{program} is not installed"));
        println!("skipped  a real xrdp, broken and mended ({why})");
        return;
    }
    let run = Command::new("unshare")
        .args(["--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-eu", script])
        .arg(env!("CARGO_BIN_EXE_readmit"))
        .status()
        .expect("unshare starts");
    assert!(run.success(), "the script failed");
}
