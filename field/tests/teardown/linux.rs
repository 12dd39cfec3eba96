//! Linux, where the namespaces are.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

pub(crate) fn main() {
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.starts_with(b"0\n"));
    let run = env!("CARGO_BIN_EXE_readmit-field");
    let folder = std::env::temp_dir().join(format!("readmit-field-{}", std::process::id()));
    let _ = std::fs::create_dir_all(&folder);
    // Stands in for the program under test, and outlives it.
    let sleeper = folder.join("sleeper");
    std::fs::write(&sleeper, "#!/bin/sh\nsleep 600\n").expect("a script is written");
    std::fs::set_permissions(&sleeper, PermissionsExt::from_mode(0o755)).expect("it is made to run");
    let marker = sleeper.display().to_string();

    let log = folder.join("log");
    let output = || std::fs::File::create(&log).expect("a log is made");
    let mut runner = Command::new(run)
        .args(["run", "--tool", "readmit", "--readmit", &marker, "--work"])
        .arg(&folder)
        .arg("network/silent-after-accept")
        .stdout(Stdio::null())
        .stderr(output())
        .spawn()
        .expect("the runner starts");
    let stands = wait(Duration::from_secs(30), || {
        let ended = matches!(runner.try_wait(), Ok(Some(_)));
        // The runner itself names the script, too.
        ended
            || running(&format!("/bin/sh {marker}"))
            || running(&format!("{marker} check")) && running("listener.py")
    });
    if matches!(runner.try_wait(), Ok(Some(_))) {
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        let _ = std::fs::remove_dir_all(&folder);
        if root && !said.contains("not installed") {
            println!("FAILED   the scenario did not start:\n{said}");
            std::process::exit(1);
        }
        println!(
            "skipped  a killed run leaves nothing behind ({})",
            said.lines().next().unwrap_or("no reason given")
        );
        return;
    }
    runner.kill().expect("the runner is ours");
    let _ = runner.wait();
    let gone = wait(Duration::from_secs(10), || !running(&marker));
    let namespaces = Path::new("/run/netns/client").exists();
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default().contains("/run/field/");
    let _ = std::fs::remove_dir_all(&folder);
    if stands && gone && !namespaces && !mounts {
        println!("ok       a killed run leaves nothing behind");
    } else {
        println!("FAILED   stood: {stands}, gone: {gone}, namespaces: {namespaces}, mounts: {mounts}");
        std::process::exit(1);
    }
}

fn wait(limit: Duration, mut until: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    while began.elapsed() < limit {
        if until() {
            return true;
        }
        std::thread::park_timeout(Duration::from_millis(50));
    }
    false
}

/// Whether a process with this in its command line runs, in whatever namespace.
fn running(words: &str) -> bool {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let own = std::process::id().to_string();
    let mut lines =
        processes.filter(|entry| entry.file_name().to_string_lossy() != own).filter_map(|entry| {
            let line = std::fs::read(entry.path().join("cmdline")).ok()?;
            Some(String::from_utf8_lossy(&line).replace('\0', " "))
        });
    lines.any(|line| line.contains(words))
}
