//! Debian packages that tests and distribution need; installed where that is allowed.

use std::path::Path;
use std::process::Command;

use crate::run;

/// Programs with the packages they come from.
pub(crate) const FOR_TESTS: [(&str, &str); 14] = [
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("xfreerdp", "freerdp2-x11"),
    ("freerdp-shadow-cli", "freerdp2-shadow-x11"),
    ("xrdp", "xrdp"),
    ("Xvfb", "xvfb"),
    ("openssl", "openssl"),
    ("script", "bsdutils"),
    ("hivexget", "libhivex-bin"),
    ("reged", "chntpw"),
    ("strace", "strace"),
    ("ntfs-3g", "ntfs-3g"),
    ("pip3", "python3-pip"),
    ("wine", "wine wine64"),
];

/// The peers of the field.
const PEERS: [(&str, &str); 4] = [
    ("xfreerdp", "freerdp2-x11"),
    ("nmap", "nmap"),
    ("hydra", "hydra"),
    ("/usr/share/doc/python3-impacket/examples/rdp_check.py", "python3-impacket"),
];

/// Everything for the field: servers, networks, peers.
pub(crate) fn for_field() -> Vec<(&'static str, &'static str)> {
    let needs = include_str!("../../field/needs.txt").lines().filter(|line| !line.starts_with('#'));
    needs.filter_map(|line| line.split_once(' ')).chain(PEERS).collect()
}

/// Everything for the Windows program: a compiler with std's source, a linker, Wine.
pub(crate) const FOR_WINDOWS: [(&str, &str); 5] = [
    ("/usr/bin/cargo", "cargo-web"),
    ("/usr/bin/rustc", "rustc-web"),
    ("/usr/lib/rustlib/src/rust/library/Cargo.toml", "rust-web-src"),
    ("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64-win32"),
    ("wine", "wine wine64"),
];

/// Installs what is missing, as root on Debian; returns what is missing still.
pub(crate) fn provide(wanted: &[(&'static str, &str)]) -> Vec<&'static str> {
    let missing = |wanted: &[(&'static str, &str)]| -> Vec<&'static str> {
        wanted.iter().map(|(program, _)| *program).filter(|program| !is_there(program)).collect()
    };
    if missing(wanted).is_empty() {
        return Vec::new();
    }
    let is_root = run::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if is_root && is_there("apt-get") {
        let packages = wanted.iter().filter(|(program, _)| !is_there(program));
        let packages: Vec<&str> = packages.flat_map(|(_, packages)| packages.split(' ')).collect();
        let quiet = [("DEBIAN_FRONTEND", "noninteractive"), ("RUNLEVEL", "1")];
        let _ = run::run(Command::new("apt-get").args(["-qq", "update"]).envs(quiet));
        let _ = run::run(
            Command::new("apt-get")
                .args(["-qq", "install", "--yes", "--no-install-recommends"])
                .args(packages)
                .envs(quiet),
        );
    }
    missing(wanted)
}

fn is_there(program: &str) -> bool {
    if program.starts_with('/') {
        return Path::new(program).exists();
    }
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).chain(["/usr/sbin".into()]).any(|folder| folder.join(program).exists())
}
