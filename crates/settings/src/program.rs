//! Other programs that are asked: by their absolute path, with nothing of ours in their surroundings. A password may stand
//! in a variable of ours; and whoever can put a file beside this program shall not be asked instead.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What of our surroundings a program gets to see.
const PASSED_ON: [&str; 12] = [
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "TMPDIR",
    "DBUS_SESSION_BUS_ADDRESS",
    "XDG_RUNTIME_DIR",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_DATA_DIRS",
    "XDG_CONFIG_DIRS",
];
/// Windows' own.
#[cfg(windows)]
const OF_WINDOWS: [&str; 6] = ["SystemRoot", "windir", "SystemDrive", "TEMP", "TMP", "USERPROFILE"];

/// A program of a Linux system; `None` where there is none that only its owner or the system's can write.
#[cfg(unix)]
pub(crate) fn found(name: &str) -> Option<Command> {
    let path = std::env::var_os("PATH")?;
    let program = std::env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(name))
        .find(|program| is_kept(program))?;
    Some(started(program, Path::new("/usr/bin:/bin:/usr/sbin:/sbin")))
}

/// Whether a program and its folder are root's or ours, and nobody else may write them.
#[cfg(unix)]
fn is_kept(program: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let own = rustix::process::geteuid().as_raw();
    let group = rustix::process::getegid().as_raw();
    // The user's own group, as many systems make one for each, and the system's own are theirs.
    let by_others = |seen: &std::fs::Metadata| {
        let of_the_system = seen.uid() == 0 && seen.gid() < 1000;
        let by_group = seen.mode() & 0o020 != 0 && seen.gid() != group && !of_the_system;
        by_group || seen.mode() & 0o002 != 0
    };
    let is_kept = |path: &Path| {
        std::fs::metadata(path).is_ok_and(|seen| (seen.uid() == own || seen.uid() == 0) && !by_others(&seen))
    };
    let is_program = std::fs::metadata(program).is_ok_and(|seen| seen.is_file() && seen.mode() & 0o111 != 0);
    is_program && is_kept(program) && program.parent().is_some_and(is_kept)
}

/// Windows' PowerShell, in the folder that the registry names as the system's.
#[cfg(windows)]
pub(crate) fn power_shell() -> Option<Command> {
    let version =
        windows_registry::LOCAL_MACHINE.open(r"SOFTWARE\Microsoft\Windows NT\CurrentVersion").ok()?;
    let system = PathBuf::from(version.get_string("SystemRoot").ok()?).join("System32");
    let program = system.join(r"WindowsPowerShell\v1.0\powershell.exe");
    (program.is_absolute() && program.is_file()).then(|| started(program, &system))
}

fn started(program: PathBuf, path: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("PATH", path).env("LC_ALL", "C.UTF-8");
    let mut names = PASSED_ON.to_vec();
    #[cfg(windows)]
    names.extend(OF_WINDOWS);
    names.retain(|name| !cfg!(windows) || !name.starts_with("XDG_"));
    for name in names {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_program_that_others_can_write_is_not_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("tool");
        std::fs::write(&program, "#!/bin/sh\n").expect("written");
        let set = |path: &Path, mode: u32| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("set");
        };
        set(&program, 0o755);
        assert!(is_kept(&program));
        set(&program, 0o777);
        assert!(!is_kept(&program));
        set(&program, 0o644);
        assert!(!is_kept(&program));
        set(&program, 0o755);
        set(folder.path(), 0o777);
        assert!(!is_kept(&program));
    }

    #[test]
    fn nothing_of_ours_is_in_its_surroundings() {
        let told = started(PathBuf::from("/usr/bin/env"), Path::new("/bin")).output().expect("it starts");
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        let names: Vec<&str> = told.lines().filter_map(|line| Some(line.split_once('=')?.0)).collect();
        let known = |name: &&str| *name == "PATH" || *name == "LC_ALL" || PASSED_ON.contains(name);
        assert!(!names.is_empty() && names.iter().all(known), "{names:?}");
        assert!(std::env::vars().count() > names.len(), "the test itself has more");
        assert!(found("no-such-program-anywhere").is_none());
    }
}
