//! Where the password comes from. Never from the command line.

use std::io::{IsTerminal, Read};

use anyhow::{Context, Result, bail};
use readmit::probe::Password;
use zeroize::Zeroizing;

use crate::arguments;

/// The longest password we take, in bytes.
const LONGEST: u64 = 4096;

/// Reads the password from where the arguments say, or asks for it.
pub(crate) fn read(from: &arguments::Password, user: &str) -> Result<Password> {
    if let Some(name) = &from.password_env {
        // The variable's own error would print its value.
        let Some(text) = std::env::var_os(name) else { bail!("the variable {name} is not set") };
        let Ok(text) = text.into_string() else { bail!("the variable {name} does not hold UTF-8 text") };
        return Ok(Password::new(text));
    }
    if let Some(path) = &from.password_file {
        let file = std::fs::File::open(path).with_context(|| format!("reading {}", path.display()))?;
        return first_line(file).with_context(|| format!("reading {}", path.display()));
    }
    if let Some(number) = from.password_fd {
        return from_descriptor(number);
    }
    if !std::io::stdin().is_terminal() {
        bail!("no terminal to ask for the password on; use --password-env, --password-fd or --password-file");
    }
    let shown: String = user.chars().filter(|c| !c.is_control()).collect();
    let text =
        rpassword::prompt_password(format!("Password for {shown}: ")).context("asking for the password")?;
    Ok(Password::new(text))
}

fn first_line(source: impl Read) -> Result<Password> {
    let mut text = Zeroizing::new(String::new());
    if source.take(LONGEST).read_to_string(&mut text).is_err() {
        bail!("this is not UTF-8 text, or it can't be read");
    }
    let line = text.lines().next().unwrap_or_default().to_owned();
    Ok(Password::new(line))
}

#[cfg(target_os = "linux")]
fn from_descriptor(number: i32) -> Result<Password> {
    if number < 0 {
        bail!("{number} is not a file descriptor");
    }
    let path = format!("/proc/self/fd/{number}");
    let file = std::fs::File::open(&path).with_context(|| format!("reading file descriptor {number}"))?;
    first_line(file)
}

#[cfg(not(target_os = "linux"))]
fn from_descriptor(number: i32) -> Result<Password> {
    if number == 0 {
        return first_line(std::io::stdin());
    }
    bail!("on this system only file descriptor 0 can be read; use --password-file or --password-env")
}
