//! `cargo xtask dist`: what people download, and a try of it.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{packages, run};

const WINDOWS: &str = "x86_64-pc-windows-gnu";
/// The newest glibc that the Linux binary may ask for: Debian 12, Ubuntu 22.04, RHEL 9.
const GLIBC: (u32, u32) = (2, 35);

pub(crate) fn dist(check: bool) -> Result<()> {
    let folder = run::root().join("dist");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("emptying dist")?;
    }
    fs::create_dir_all(&folder).context("making dist")?;

    run::cargo(&["build", "--release", "--locked", "--package", "readmit-cli"])?;
    let linux = folder.join("readmit-linux-x86_64");
    fs::copy(target_folder().join("release/readmit"), &linux).context("copying the Linux binary")?;
    glibc(&linux)?;

    let missing = packages::provide(&packages::FOR_WINDOWS);
    let windows = folder.join("readmit.exe");
    if missing.is_empty() {
        let built = windows_build()?;
        fs::copy(built, &windows).context("copying the Windows binary")?;
    } else {
        println!("xtask: skipped the Windows program: not installed: {}", missing.join(", "));
    }

    for (name, arguments) in [
        ("readmit.1", vec!["manual"]),
        ("readmit.bash", vec!["completions", "bash"]),
        ("_readmit", vec!["completions", "zsh"]),
        ("readmit.fish", vec!["completions", "fish"]),
        ("_readmit.ps1", vec!["completions", "powershell"]),
    ] {
        let text = run::output(Command::new(&linux).args(arguments))?;
        fs::write(folder.join(name), text).with_context(|| format!("writing {name}"))?;
    }
    fs::write(folder.join("THIRD-PARTY-LICENSES.txt"), third_party()?).context("writing the licences")?;
    sums(&folder)?;
    if check {
        tried(&linux, &mut Command::new(&linux))?;
        if missing.is_empty() {
            under_wine(&windows)?;
        }
    }
    for entry in fs::read_dir(&folder).context("listing dist")? {
        let entry = entry?;
        println!("xtask: {} ({} KiB)", entry.path().display(), entry.metadata()?.len() / 1024);
    }
    Ok(())
}

fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| run::root().join("target"), PathBuf::from)
}

/// The newest glibc symbol version decides on which systems the binary starts.
fn glibc(binary: &Path) -> Result<()> {
    let table = run::output(Command::new("objdump").arg("-T").arg(binary))?;
    let versions = table.split("GLIBC_").skip(1).filter_map(|rest| {
        let version: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let mut parts = version.split('.').map(|part| part.parse::<u32>().ok());
        Some((parts.next()??, parts.next()??))
    });
    let newest = versions.max().context("the binary names no glibc at all")?;
    if newest > GLIBC {
        bail!(
            "the Linux binary asks for glibc {}.{}, newer than {}.{}",
            newest.0,
            newest.1,
            GLIBC.0,
            GLIBC.1
        );
    }
    println!("xtask: the Linux binary needs glibc {}.{} or newer", newest.0, newest.1);
    Ok(())
}

/// Builds with Debian's own Rust, whose package brings the source of std for other targets.
fn windows_build() -> Result<PathBuf> {
    let target = target_folder().join("windows");
    run::run(
        Command::new("/usr/bin/cargo")
            .args(["build", "--release", "--locked", "--package", "readmit-cli", "--target", WINDOWS])
            .args(["-Z", "build-std=std,panic_unwind"])
            .env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin")
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", &target)
            .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER", "x86_64-w64-mingw32-gcc")
            .env_remove("CARGO")
            .env_remove("RUSTUP_TOOLCHAIN")
            .env_remove("RUSTC_WRAPPER"),
    )?;
    Ok(target.join(WINDOWS).join("release/readmit.exe"))
}

/// A healthy host and two faults, by exit code and by the cause that is named.
const TRIES: [(&str, i32, &str); 3] = [
    ("lab:healthy", 0, "No obstacle"),
    ("lab:client/server-authentication-required", 1, "tls/name-mismatch, certain"),
    ("lab:logon/locked-out", 1, "logon/locked-out, certain"),
];

fn tried(program: &Path, command: &mut Command) -> Result<()> {
    for (target, code, words) in TRIES {
        let mut once = Command::new(command.get_program());
        once.args(command.get_args()).args(["check", target]).stdin(std::process::Stdio::null());
        once.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let output = once.output().with_context(|| format!("starting {}", program.display()))?;
        let text = String::from_utf8_lossy(&output.stdout);
        if output.status.code() != Some(code) || !text.contains(words) {
            bail!("{} check {target} ended with {}:\n{text}", program.display(), output.status);
        }
        println!("xtask: {} check {target}: exit {code}, as it should", program.display());
    }
    Ok(())
}

/// Wine 8 lacks a DLL that every real Windows has; this stands in for it and is never shipped.
const SHIM: &str = "\
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) {
    while (size) {
        ULONG part = size > 0x7fffffff ? 0x7fffffff : (ULONG)size;
        if (!SystemFunction036(data, part)) return FALSE;
        data += part;
        size -= part;
    }
    return TRUE;
}
BOOL WINAPI DllMain(HINSTANCE module, DWORD reason, LPVOID reserved) { return TRUE; }
";

fn under_wine(program: &Path) -> Result<()> {
    let folder = target_folder().join("wine");
    fs::create_dir_all(&folder).context("making a folder for Wine")?;
    let source = folder.join("shim.c");
    fs::write(&source, SHIM).context("writing Wine's stand-in DLL")?;
    run::run(
        Command::new("x86_64-w64-mingw32-gcc")
            .args(["-shared", "-o"])
            .arg(folder.join("bcryptprimitives.dll"))
            .arg(&source)
            .arg("-ladvapi32"),
    )?;
    let exe = folder.join("readmit.exe");
    fs::copy(program, &exe).context("copying the program for Wine")?;
    let environment = [
        ("WINEPREFIX", folder.join("prefix").into_os_string()),
        ("WINEARCH", "win64".into()),
        ("WINEDEBUG", "-all".into()),
        ("DISPLAY", "".into()),
    ];
    let wine = || {
        let mut command = Command::new("wine");
        command.envs(environment.clone()).stdin(std::process::Stdio::null());
        command
    };
    let outcome = tried(program, wine().arg(&exe)).and_then(|()| {
        live(
            program,
            &|| {
                let mut command = wine();
                command.arg(&exe);
                command
            },
            &wine,
        )
    });
    // Ends the server of this prefix only.
    let _ = Command::new("wineserver").arg("-k").envs(environment).status();
    outcome
}

/// `repair this` and `undo` on Wine's registry: real calls, no Windows.
fn live(program: &Path, readmit: &dyn Fn() -> Command, wine: &dyn Fn() -> Command) -> Result<()> {
    const KEY: &str = r"HKLM\System\CurrentControlSet\Control\Terminal Server";
    const NAME: &str = "fDenyTSConnections";
    let set = wine().args(["reg", "add", KEY, "/v", NAME, "/t", "REG_DWORD", "/d", "1", "/f"]).output()?;
    if !set.status.success() {
        bail!("wine's reg add failed");
    }
    let value = || -> Result<String> {
        let output = wine().args(["reg", "query", KEY, "/v", NAME]).output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        Ok(text.split_whitespace().last().unwrap_or_default().to_owned())
    };
    let last = |command: &mut Command, code: i32| -> Result<String> {
        let output = command.output().with_context(|| format!("starting {}", program.display()))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.code() != Some(code) {
            bail!("{command:?} ended with {}:\n{text}", output.status);
        }
        let journal = text.lines().last().and_then(|line| line.strip_prefix("journal: "));
        Ok(journal.context("the last line names no journal")?.trim().to_owned())
    };
    let folder = ["--journals", r"C:\journals"];
    let only = ["repair", "this", "--for", "network/rdp-disabled", "--apply"];
    let journal = last(readmit().args(only).args(folder), 3)?;
    let applied = value()?;
    last(readmit().args(["undo", &journal]).args(folder), 0)?;
    let undone = value()?;
    if (applied.as_str(), undone.as_str()) != ("0x0", "0x1") {
        bail!("{}: {NAME} is {applied} after the repair and {undone} after the undo", program.display());
    }
    println!("xtask: {} repair this, and undo: as it should", program.display());
    Ok(())
}

/// Name, version, licence and licence texts of everything that is linked in.
fn third_party() -> Result<String> {
    let cargo = || Command::new(env!("CARGO"));
    let tree = run::output(cargo().args([
        "tree",
        "--locked",
        "--package",
        "readmit-cli",
        "--edges",
        "normal,build",
        "--target",
        "all",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]))?;
    let linked: Vec<(&str, &str)> = tree
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ');
            Some((words.next()?, words.next()?.trim_start_matches('v')))
        })
        .collect();
    let metadata = run::output(cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&metadata).context("reading cargo's metadata")?;
    let mut out = String::from(
        "Readmit is licensed under MIT OR Apache-2.0. It contains the following software of others,\n\
         and the Rust standard library (MIT OR Apache-2.0).\n",
    );
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        if package["source"].is_null() || !linked.contains(&(text("name"), text("version"))) {
            continue;
        }
        let _ = write!(
            out,
            "\n{:=<78}\n{} {}\n{}\n{}\n",
            "",
            text("name"),
            text("version"),
            text("license"),
            text("repository")
        );
        let folder = Path::new(text("manifest_path")).parent().unwrap_or(Path::new(""));
        for file in licence_files(folder) {
            let content = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
            let _ = write!(out, "\n{}\n", String::from_utf8_lossy(&content).trim());
        }
    }
    Ok(out)
}

fn licence_files(folder: &Path) -> Vec<PathBuf> {
    let is_licence = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        path.is_file()
            && ["LICENSE", "LICENCE", "COPYING", "NOTICE"].iter().any(|start| name.starts_with(start))
    };
    let files = fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    // OpenSSL's own text lies beside its source.
    let inner = folder.join("openssl/LICENSE.txt");
    let mut files: Vec<PathBuf> =
        files.filter(is_licence).chain([inner].into_iter().filter(is_licence)).collect();
    files.sort();
    files
}

fn sums(folder: &Path) -> Result<()> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).context("listing dist")?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    entries.sort();
    let mut text = String::new();
    for path in entries {
        let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        let digest = Sha256::digest(&bytes).iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        let _ = writeln!(text, "{digest}  {}", path.file_name().unwrap_or_default().to_string_lossy());
    }
    fs::write(folder.join("SHA256SUMS"), text).context("writing SHA256SUMS")
}
