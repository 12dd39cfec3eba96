//! Genuine hives for tests, whose licences let anyone read them and nobody pass them on with
//! this project: fetched through the package clients, checked by hash, kept in `target`.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::run;

/// What is kept, and its SHA-256.
const FILES: [(&str, &str); 6] = [
    ("windows-10/SYSTEM", "bf50b7616c960f03a7c429e2972d480fffe717d71b5562b29801e4be0df0b55b"),
    (
        "dirty-hives/NewDirtyHive1/NewDirtyHive",
        "1249ab3e9eb0612e83215ab5777d7d57abf6e3eb036917e825c948941b9581f6",
    ),
    (
        "dirty-hives/NewDirtyHive1/NewDirtyHive.LOG1",
        "c44a21f784217cff1a47448c5f309d39b3640209c7a593f434b53d05368d7c31",
    ),
    (
        "dirty-hives/NewDirtyHive1/NewDirtyHive.LOG2",
        "3be27df83ae3a9b62da2cc3f908c8a9e278c6f95eb659318b71b61a99997d81c",
    ),
    (
        "dirty-hives/NewDirtyHive1/RecoveredHive_Windows10",
        "3f726f06d800b416a6c9bc857066e47aadb1c3afd296e872fc1b20ca811dcdcf",
    ),
    ("offreg/testhive", "b94dd424dbd1d28ae8138c44e1f47f16f598edcaecf2afbdcd193f2bac87fcca"),
];

/// Fetches what is missing; where that fails, says so, and the tests say that they were skipped.
pub(crate) fn provide() {
    let folder = run::root().join("target/test-data");
    if all_there(&folder) {
        return;
    }
    for (what, outcome) in [("windows-10", windows_10(&folder)), ("dirty hives", from_crates(&folder))] {
        if let Err(error) = outcome {
            println!(
                "xtask: the test data {what} could not be fetched, so some tests are skipped: {error:#}"
            );
        }
    }
    // What is not what it should be is worse than nothing.
    for (name, hash) in FILES {
        let path = folder.join(name);
        if path.exists() && sha256(&path).ok().as_deref() != Some(hash) {
            println!("xtask: {name} is not the file it should be, and is left out");
            let _ = fs::remove_file(path);
        }
    }
}

fn all_there(folder: &Path) -> bool {
    FILES.iter().all(|(name, hash)| sha256(&folder.join(name)).is_ok_and(|found| found == *hash))
}

fn sha256(path: &Path) -> Result<String> {
    let bytes = fs::read(path)?;
    Ok(Sha256::digest(&bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// A SYSTEM hive of Windows 10, from the source package of `dissect.regf` (AGPL-3.0).
fn windows_10(folder: &Path) -> Result<()> {
    let work = folder.join("work");
    fs::create_dir_all(&work)?;
    run::run(
        Command::new("python3")
            .args(["-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"])
            .args(["--dest".as_ref(), work.as_os_str()])
            .arg("dissect.regf==3.14"),
    )?;
    let target = folder.join("windows-10");
    fs::create_dir_all(&target)?;
    run::run(
        Command::new("sh")
            .arg("-c")
            .arg("cd \"$1\" && tar xzOf work/dissect_regf-3.14.tar.gz dissect_regf-3.14/tests/_data/SYSTEM.gz | gzip -d > windows-10/SYSTEM")
            .arg("sh")
            .arg(folder),
    )
}

/// Dirty hives with their logs and Windows' own recovery, from the crate `nt_hive2` (GPL-3.0);
/// one made with offreg, from `nt-hive` (GPL-2.0 or later).
fn from_crates(folder: &Path) -> Result<()> {
    let work = folder.join("work/crates");
    fs::create_dir_all(&work)?;
    fs::write(
        work.join("Cargo.toml"),
        "[package]\nname = \"test-data\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[lib]\npath = \"lib.rs\"\n\
         [dependencies]\nnt_hive2 = \"=4.2.4\"\nnt-hive = \"=0.3.0\"\n[workspace]\n",
    )?;
    fs::write(work.join("lib.rs"), "")?;
    run::run(
        Command::new(env!("CARGO"))
            .args(["vendor", "--quiet", "--manifest-path"])
            .arg(work.join("Cargo.toml"))
            .arg(work.join("vendor")),
    )?;
    let vendored = |names: [&str; 2]| -> Result<PathBuf> {
        let found = names.iter().map(|name| work.join("vendor").join(name)).find(|path| path.exists());
        match found {
            Some(path) => Ok(path),
            None => bail!("{} is not in the vendored crates", names[0]),
        }
    };
    let dirty = vendored(["nt_hive2", "nt_hive2-4.2.4"])?.join("tests/data/NewDirtyHive1");
    let offreg = vendored(["nt-hive", "nt-hive-0.3.0"])?.join("testdata/testhive");
    for (from, name) in FILES[1..5]
        .iter()
        .map(|(name, _)| (dirty.join(name.rsplit('/').next().unwrap_or_default()), *name))
        .chain([(offreg, FILES[5].0)])
    {
        let to = folder.join(name);
        fs::create_dir_all(to.parent().context("it has a folder")?)?;
        fs::copy(&from, &to).with_context(|| format!("copying {name}"))?;
    }
    Ok(())
}
