//! The forms in which programs write. One file each; what their sentences mean is not known here.
//!
//! To add one: a file with a `FORMAT`, and a line in [`ALL`].

pub mod freerdp;
pub mod gnome;
pub mod guacamole;
pub mod ironrdp;
pub mod krdp;
pub mod mstsc;
pub mod plain;
pub mod rdesktop;
pub mod remmina;
pub mod system;
pub mod windows_app;
pub mod windows_event;
pub mod xrdp;

use crate::stamp::{self, Stamp};
use crate::statement::{Said, Severity};

/// One form of text, and whose it is.
#[derive(Debug)]
pub struct Format {
    /// The program that writes it, as people call it.
    pub name: &'static str,
    /// Takes a line's frame off; nothing where the line is not in this form.
    pub read: for<'a> fn(&Line<'a>) -> Option<Frame<'a>>,
    /// The codes in what such a line says.
    pub codes: fn(&str) -> Vec<Said>,
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// All formats; the first that takes a line has it.
pub static ALL: &[&Format] = &[
    &freerdp::FORMAT,
    &xrdp::FORMAT,
    &guacamole::FORMAT,
    &gnome::FORMAT,
    &krdp::FORMAT,
    &remmina::FORMAT,
    &rdesktop::FORMAT,
    &ironrdp::FORMAT,
    &windows_event::FORMAT,
    &windows_app::FORMAT,
    &mstsc::FORMAT,
    &system::FORMAT,
];

/// A line, with what syslog or the journal wrote around it taken off.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The moment before it.
    pub at: Option<Stamp>,
    /// The program that the journal names.
    pub program: Option<&'a str>,
    /// The rest.
    pub text: &'a str,
    /// Whose the line before was.
    pub after: Option<&'static Format>,
}

/// A line without its frame.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Whose form it is.
    pub speaker: &'static Format,
    /// What it calls itself.
    pub severity: Severity,
    /// When.
    pub at: Option<Stamp>,
    /// What it says.
    pub text: &'a str,
}

/// Takes the frame off a line. Nothing where no format knows it.
pub fn frame<'a>(line: &'a str, after: Option<&'static Format>) -> Option<Frame<'a>> {
    let line = outer(line, after);
    ALL.iter().find_map(|format| (format.read)(&line))
}

/// `Dec 30 18:59:32 pc7 xrdp-sesman[3280]: …`, `guacd_1 | guacd[7]: …`, `xrdp[12]: …`.
fn outer<'a>(line: &'a str, after: Option<&'static Format>) -> Line<'a> {
    let line = match line.split_once(" | ") {
        // Containers' names before their lines.
        Some((name, rest)) if !name.trim_end().contains(' ') && name.len() < 40 => rest,
        _ => line,
    };
    let (at, rest) = match stamp::leading(line) {
        Some((at, rest)) => (Some(at), rest),
        None => (None, line),
    };
    let (first, after_first) = word(rest);
    if let Some((program, text)) = tagged(rest) {
        return Line { at, program: Some(program), text, after };
    }
    // The host's name may stand in between.
    if (at.is_some() || after_first.contains("]: "))
        && !first.is_empty()
        && !first.contains(['[', ':', '('])
        && let Some((program, text)) = tagged(after_first)
    {
        return Line { at, program: Some(program), text, after };
    }
    Line { at, program: None, text: rest, after }
}

/// `program[123]: text`, `program: text` where the program's name is one that we know.
fn tagged(text: &str) -> Option<(&str, &str)> {
    let end =
        text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '@')))?;
    let (program, rest) = text.split_at(end);
    if program.is_empty() || program.len() > 50 {
        return None;
    }
    let program = program.rsplit('/').next().unwrap_or(program);
    if let Some(inside) = rest.strip_prefix('[') {
        let (number, rest) = inside.split_once(']')?;
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        return rest.strip_prefix(':').filter(|_| is_number).map(|rest| (program, rest.trim_start()));
    }
    let known =
        ["kernel", "systemd", "sudo", "polkitd", "xrdp", "xrdp-sesman", "xrdp-chansrv", "guacd", "sshd"];
    let rest = rest.strip_prefix(": ").or_else(|| rest.strip_prefix(" [").map(|_| &rest[1..]));
    rest.filter(|_| known.contains(&program)).map(|rest| (program, rest.trim_start()))
}

/// The first word, and what follows.
fn word(text: &str) -> (&str, &str) {
    text.split_once(' ').map_or((text, ""), |(word, rest)| (word, rest.trim_start()))
}

/// What stands in brackets at the beginning, and what follows.
fn bracket(text: &str) -> Option<(&str, &str)> {
    let (inside, rest) = text.strip_prefix('[')?.split_once(']')?;
    Some((inside.trim(), rest.trim_start()))
}

/// A word that says how serious it is.
fn severity(word: &str) -> Option<Severity> {
    Some(match word.trim().trim_end_matches(':').to_ascii_uppercase().as_str() {
        "TRACE" | "DEBUG" => Severity::Debug,
        "INFO" | "CORE" | "NOTICE" | "MESSAGE" | "INFORMATION" => Severity::Info,
        "WARN" | "WARNING" => Severity::Warning,
        "ERROR" | "ERR" | "FATAL" | "CRITICAL" | "CRIT" | "ALERT" | "EMERG" => Severity::Error,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(line: &str) -> (&'static str, Severity, &str) {
        let frame = frame(line, None).unwrap_or_else(|| panic!("no format takes {line}"));
        (frame.speaker.name, frame.severity, frame.text)
    }

    #[test]
    fn each_program_is_known_by_its_form() {
        for (line, speaker, severity, text) in [
            (
                "[19:12:17:248] [1236851:0012df73] [ERROR][com.winpr.crypto.hash] - [winpr_Digest_Init_Internal]: Failed to x",
                "FreeRDP",
                Severity::Error,
                "Failed to x",
            ),
            (
                "[ERROR][com.freerdp.core] - transport_connect_tls: y",
                "FreeRDP",
                Severity::Error,
                "transport_connect_tls: y",
            ),
            (
                "[20250713-21:10:02] [ERROR] pam_authenticate failed: x",
                "xrdp",
                Severity::Error,
                "pam_authenticate failed: x",
            ),
            ("[2024-12-20T09:51:23.206-0500] [INFO ] AUTHFAIL: x", "xrdp", Severity::Info, "AUTHFAIL: x"),
            ("Dec 30 18:59:32 pc7 xrdp-sesman[3280]: [WARN ] x", "xrdp", Severity::Warning, "x"),
            ("guacd[1838829]: INFO:\tx", "Guacamole", Severity::Info, "x"),
            ("guacd_1 | guacd[7]: ERROR: x", "Guacamole", Severity::Error, "x"),
            (
                "(org.remmina.Remmina:12): remmina-WARNING **: 12:00:00.000: x",
                "Remmina",
                Severity::Warning,
                "x",
            ),
            (
                "Okt 12 10:00:00 pc7 gnome-remote-de[12]: [RDP] x",
                "gnome-remote-desktop",
                Severity::Unsaid,
                "[RDP] x",
            ),
            (
                "Jan 01 12:00:00 pc7 systemd[1]: xrdp.service: Failed with result 'exit-code'.",
                "the system's journal",
                Severity::Unsaid,
                "xrdp.service: Failed with result 'exit-code'.",
            ),
        ] {
            assert_eq!(framed(line), (speaker, severity, text), "{line}");
        }
    }

    #[test]
    fn people_have_no_form() {
        for line in ["my remote desktop says error 3", "Error code: 0x904", "it stopped at 10:30"] {
            assert!(frame(line, None).is_none(), "{line}");
        }
    }
}
