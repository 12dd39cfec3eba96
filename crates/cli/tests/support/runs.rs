//! Runs of the program in a folder of its own, which is its user's home.

use std::path::Path;
use std::process::{Command, Output};

pub(crate) fn readmit(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_readmit"))
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder)
        .env("XDG_STATE_HOME", folder.join("state"))
        .env("NO_COLOR", "1")
        .output()
        .expect("it starts")
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
