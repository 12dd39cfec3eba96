//! Where the password comes from. Never from the command line.

use std::io::{IsTerminal, Read};

use anyhow::{Context, Result, bail};
use readmit::probe::{Password, Secret};
use zeroize::Zeroizing;

use crate::{arguments, ask, say};

/// The longest password we take, in bytes.
const LONGEST: u64 = 4096;

/// Reads the password from where the arguments say; where they say nothing, it will be asked for once a host was found
/// that wants it and may have it.
pub(crate) fn read(from: &arguments::Password, user: &str, host: &str) -> Result<Secret> {
    if let Some(name) = &from.password_env {
        // The variable's own error would print its value.
        let Some(text) = std::env::var_os(name) else { bail!("the variable {name} is not set") };
        let Ok(text) = text.into_string() else { bail!("the variable {name} does not hold UTF-8 text") };
        return Ok(Secret::Given(Password::new(text)));
    }
    if let Some(path) = &from.password_file {
        let file = std::fs::File::open(path).with_context(|| format!("reading {}", path.display()))?;
        let password = first_line(file).with_context(|| format!("reading {}", path.display()))?;
        return Ok(Secret::Given(password));
    }
    if let Some(number) = from.password_fd {
        return from_descriptor(number).map(Secret::Given);
    }
    if !std::io::stdin().is_terminal() {
        bail!("no terminal to ask for the password on; use --password-env, --password-fd or --password-file");
    }
    let shown = format!("{} on {}", readmit::render::clean(user), readmit::render::clean(host));
    Ok(Secret::Later(Box::new(move || ask_for(&shown))))
}

/// Asks on the terminal. Whoever only presses Enter is asked whether that was meant: it would cost an attempt.
fn ask_for(user: &str) -> Option<Password> {
    for _ in 0..3 {
        let prompt = format!("Password for {user} (nothing shows while you type): ");
        let text = say::ask(|| rpassword::prompt_password(prompt)).ok()?;
        if !text.is_empty() || ask::yes_or_no("Nothing was typed. Is the password really empty?") {
            return Some(Password::new(text));
        }
    }
    None
}

/// The first line of a file, in any form in which editors write text: with a byte order mark, in UTF-16, with any line
/// end. Blanks within belong to the password; what stands at its ends is refused, as it was seldom meant.
fn first_line(source: impl Read) -> Result<Password> {
    let mut bytes = Zeroizing::new(Vec::new());
    source.take(LONGEST + 1).read_to_end(&mut bytes)?;
    // More lines may follow; the first is what counts.
    if bytes.len() as u64 > LONGEST && !bytes.contains(&b'\n') {
        bail!("its first line is longer than any password");
    }
    let line = line_of(&bytes)?;
    if let Some(doubt) = doubt(&line) {
        bail!(
            "the password in it {doubt}, which seldom belongs to it, and a try would be lost; if it does, give it by a \
             variable and --password-env"
        );
    }
    Ok(Password::new(line))
}

/// What at the ends of a line in a file is seldom a part of a password, and would cost an attempt.
fn doubt(line: &str) -> Option<&'static str> {
    let both = |quote: char| line.chars().count() > 2 && line.starts_with(quote) && line.ends_with(quote);
    let lower = line.to_ascii_lowercase();
    let names = ["username=", "user=", "password=", "password:", "pass=", "domain=", "login=", "machine "];
    if names.iter().any(|name| lower.starts_with(name)) {
        Some("has a name before it, as in a file of options")
    } else if both('"') || both('\'') {
        Some("stands in quotes")
    } else if line.starts_with(char::is_whitespace) {
        Some("begins with a blank")
    } else if line.ends_with(char::is_whitespace) {
        Some("ends with a blank")
    } else {
        None
    }
}

fn line_of(bytes: &[u8]) -> Result<String> {
    let Some(text) = decoded(bytes) else {
        bail!("this is neither UTF-8 nor UTF-16 text");
    };
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    if line.is_empty() {
        bail!(
            "its first line is empty; a password that is really empty is given by an empty variable and --password-env"
        );
    }
    if line.contains('\0') {
        bail!("this is no text");
    }
    Ok(line.to_owned())
}

fn decoded(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let utf_8 = |bytes: &[u8]| std::str::from_utf8(bytes).ok().map(|text| Zeroizing::new(text.to_owned()));
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Zeroizing<Vec<u16>> =
            Zeroizing::new(bytes.as_chunks::<2>().0.iter().map(|two| unit(*two)).collect());
        String::from_utf16(&units).ok().map(Zeroizing::new)
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf_8(rest),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        // UTF-16 without a mark: no line of UTF-8 text has a zero byte.
        [first, 0, ..] if *first != 0 => wide(bytes, u16::from_le_bytes),
        [0, second, ..] if *second != 0 => wide(bytes, u16::from_be_bytes),
        _ => utf_8(bytes),
    }
}

#[cfg(target_os = "linux")]
fn from_descriptor(number: i32) -> Result<Password> {
    if number < 0 {
        bail!("{number} is not a file descriptor");
    }
    let path = format!("/proc/self/fd/{number}");
    let file = std::fs::File::open(&path).with_context(|| format!("reading file descriptor {number}"))?;
    first_line(file).with_context(|| format!("reading file descriptor {number}"))
}

#[cfg(not(target_os = "linux"))]
fn from_descriptor(number: i32) -> Result<Password> {
    if number == 0 {
        return first_line(std::io::stdin());
    }
    bail!("on this system only file descriptor 0 can be read; use --password-file or --password-env")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_in_which_editors_write_text_is_read() {
        let wide =
            |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let forms: [Vec<u8>; 7] = [
            b"s3cret p\xC3\xA4ss ".to_vec(),
            b"s3cret p\xC3\xA4ss \n".to_vec(),
            b"s3cret p\xC3\xA4ss \r\nsecond line".to_vec(),
            b"\xEF\xBB\xBFs3cret p\xC3\xA4ss \r\n".to_vec(),
            wide("\u{FEFF}s3cret päss \r\n", u16::to_le_bytes),
            wide("\u{FEFF}s3cret päss \r\n", u16::to_be_bytes),
            wide("s3cret päss \r\n", u16::to_le_bytes),
        ];
        for form in forms {
            assert_eq!(line_of(&form).expect("it is a password"), "s3cret päss ", "{form:?}");
        }
    }

    #[test]
    fn what_an_editor_or_a_shell_may_have_added_is_said() {
        for line in ["\"s3cret\"", "'s3cret'", "s3cret ", "\ts3cret", "username=alice", "Password: x"] {
            assert!(doubt(line).is_some(), "{line:?}");
        }
        for line in ["s3cret", "\"", "''", "\"s3cret", "a b", "it's"] {
            assert_eq!(doubt(line), None, "{line:?}");
        }
    }

    #[test]
    fn what_is_no_password_is_refused() {
        for bad in [
            &b""[..],
            b"\n",
            b"\r\nsecret",
            b"\xEF\xBB\xBF",
            b"\xFF\xFE",
            b"\xC3",
            b"ab\0c",
            b"\xFF\xFE\x00\xD8",
        ] {
            assert!(first_line(bad).is_err(), "{bad:?}");
        }
    }
}
