//! `readmit fs1`, `readmit work.rdp`, `readmit 0x904`, `readmit "a sentence"`: what is meant where no verb was given.

use std::ffi::OsString;
use std::path::Path;

use clap::CommandFactory;
use readmit::probe::{BadTarget, HostPort};

use crate::arguments::Arguments;
use crate::say;

/// What a first word that is no verb asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meant {
    Check,
    Diagnose,
    Explain,
    ExplainFile,
}

/// The arguments, with the verb that was meant where there is none. It is said which one was taken.
pub(crate) fn with_a_verb(words: Vec<OsString>) -> Vec<OsString> {
    let first = words.get(1).and_then(|word| word.to_str()).filter(|word| !word.trim().is_empty());
    let Some(first) = first else { return words };
    let command = Arguments::command();
    let is_verb =
        |name: &str| name == "help" || command.get_subcommands().any(|verb| verb.get_name() == name);
    if first.starts_with('-') && first.len() > 1 || is_verb(first) {
        return words;
    }
    let with_more = words.get(2).is_some_and(|word| !word.to_string_lossy().starts_with('-'));
    let Some(meant) = meant(first, with_more) else { return words };
    let verb: &[&str] = match meant {
        Meant::Check => &["check"],
        Meant::Diagnose => &["diagnose"],
        Meant::Explain => &["explain"],
        Meant::ExplainFile => &["explain", "--file"],
    };
    say::note(format!("readmit: taken as: readmit {} …", verb.join(" ")));
    let rest = words[1..].iter().cloned();
    words[..1].iter().cloned().chain(verb.iter().map(OsString::from)).chain(rest).collect()
}

/// `with_more`: another word follows that is no option.
fn meant(first: &str, with_more: bool) -> Option<Meant> {
    let path = Path::new(first);
    if first.starts_with("lab:") || readmit::target::is_connection_file(path) {
        return Some(Meant::Check);
    }
    // A bare word is a computer, whatever lies in this folder; but for endings that no computer's name has.
    let has_folder = path.parent().is_some_and(|folder| !folder.as_os_str().is_empty());
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_ours = matches!(ending.as_str(), "json" | "zip");
    if path.is_file() && (has_folder || is_ours || matches!(ending.as_str(), "log" | "txt")) {
        return Some(if is_ours { Meant::Diagnose } else { Meant::ExplainFile });
    }
    // Almost a verb is a slip, and clap says which.
    let most = if first.len() >= 5 { 2 } else { 1 };
    let near = |verb: &clap::Command| {
        let distance = strsim::levenshtein(verb.get_name(), first);
        0 < distance && distance <= most
    };
    // A sentence begins with a capital letter, and no verb does.
    let is_sentence = with_more && first.starts_with(char::is_uppercase);
    // No verb has a digit, and many computers do.
    let is_numbered = first.contains(|c: char| c.is_ascii_digit());
    if !is_sentence && !is_numbered && Arguments::command().get_subcommands().any(near) {
        return None;
    }
    if with_more || first.contains(' ') && !matches!(HostPort::parse(first), Err(BadTarget::Meant { .. })) {
        return Some(Meant::Explain);
    }
    let code = first.strip_prefix("0x").or_else(|| first.strip_prefix("0X"));
    let is_code = code.is_some_and(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()))
        || first.chars().all(|c| c.is_ascii_digit())
        || readmit::diagnosis::causes::find(first).is_some()
        || first.to_uppercase().strip_prefix("KB").is_some_and(|digits| digits.parse::<u32>().is_ok())
        || first.starts_with("STATUS_")
        || first.starts_with("ERRCONNECT_")
        || first.starts_with("ERRINFO_")
        || first.starts_with("AADSTS");
    if is_code {
        return Some(Meant::Explain);
    }
    match HostPort::parse(first) {
        Ok(_)
        | Err(
            BadTarget::Meant { .. }
            | BadTarget::HalfAddress(_)
            | BadTarget::Port(_)
            | BadTarget::BehindColon(_)
            | BadTarget::WithUser,
        ) => Some(Meant::Check),
        Err(_) => None,
    }
}

/// Whether somebody asked for a line for monitoring, be it in arguments that can't be read.
pub(crate) fn is_for_monitoring(words: &[OsString]) -> bool {
    asks_for(words, "nagios")
}

/// Whether a program asked, and reads JSON.
pub(crate) fn is_for_programs(words: &[OsString]) -> bool {
    asks_for(words, "json")
}

fn asks_for(words: &[OsString], format: &str) -> bool {
    let options = words.iter().map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    let text: Vec<_> = options.collect();
    text.iter().any(|word| word.strip_prefix("--format=") == Some(format))
        || text.windows(2).any(|two| two[0] == "--format" && two[1] == format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_is_done() {
        for (word, wanted) in [
            ("fs1", Some(Meant::Check)),
            ("fs1.corp.example:3390", Some(Meant::Check)),
            (r"\\PC-ANNA\c$", Some(Meant::Check)),
            ("192.168.1", Some(Meant::Check)),
            ("lab:healthy", Some(Meant::Check)),
            ("0x904", Some(Meant::Explain)),
            ("2308", Some(Meant::Explain)),
            ("KB5050094", Some(Meant::Explain)),
            ("tls/self-signed", Some(Meant::Explain)),
            ("An internal error has occurred", Some(Meant::Explain)),
            ("chekc", None),
            ("inspct", None),
            ("lab1", Some(Meant::Check)),
            ("web", Some(Meant::Check)),
        ] {
            assert_eq!(meant(word, false), wanted, "{word}");
        }
        assert_eq!(meant("An", true), Some(Meant::Explain));
    }

    #[test]
    fn files_are_told_by_what_they_are() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("written");
            meant(path.to_str().expect("text"), false)
        };
        assert_eq!(file("work.rdp", "full address:s:fs1\n"), Some(Meant::Check));
        assert_eq!(file("work", "full address:s:fs1\n"), Some(Meant::Check));
        assert_eq!(file("case.zip", "PK"), Some(Meant::Diagnose));
        assert_eq!(file("facts.json", "{}"), Some(Meant::Diagnose));
        assert_eq!(file("remmina.log", "[10:00] error\n"), Some(Meant::ExplainFile));
    }
}
