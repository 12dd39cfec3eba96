//! Every command of the catalogue is sound in the language of its shell. Whether it does what
//! it says is another question: each carries its own mark for that.

use diagnosis::causes;
use diagnosis::remedy::{Command, Shell};
use tree_sitter::{Language, Parser};

/// Placeholders are filled in by the reader; a plain word stands for them here.
fn filled(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        match after.split_once('>') {
            Some((name, tail)) if name.chars().all(|c| c.is_alphanumeric() || " .-_@".contains(c)) => {
                out.push_str("word");
                rest = tail;
            }
            _ => {
                out.push('<');
                rest = after;
            }
        }
    }
    out + rest
}

fn is_sound(language: &Language, line: &str) -> bool {
    let mut parser = Parser::new();
    parser.set_language(language).expect("the grammar fits the parser");
    let tree = parser.parse(filled(line), None).expect("no limit is set");
    !tree.root_node().has_error()
}

fn is_line_of_an_rdp_file(line: &str) -> bool {
    let mut parts = line.splitn(3, ':');
    let (name, kind, value) = (parts.next(), parts.next(), parts.next());
    let plain = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == ' ');
    name.is_some_and(plain) && matches!((kind, value), (Some("i" | "s"), Some(value)) if !value.is_empty())
}

fn commands() -> impl Iterator<Item = (&'static str, Command)> {
    causes::ALL.iter().flat_map(|cause| {
        cause.remedies.iter().filter_map(|remedy| remedy.command).map(move |command| (cause.id, command))
    })
}

#[test]
fn every_command_is_sound_in_its_shell() {
    let powershell = Language::from(tree_sitter_powershell::LANGUAGE);
    let bash = Language::from(tree_sitter_bash::LANGUAGE);
    let faults: Vec<String> = commands()
        .filter(|(_, command)| match command.shell {
            Shell::PowerShell | Shell::AdminPowerShell => !is_sound(&powershell, command.line),
            Shell::Sh => !is_sound(&bash, command.line),
            Shell::RdpFile => !command.line.lines().all(is_line_of_an_rdp_file),
        })
        .map(|(id, command)| format!("{id}: {:?} {}", command.shell, command.line))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(commands().count() > 200);
}

#[test]
fn a_broken_command_is_seen() {
    let powershell = Language::from(tree_sitter_powershell::LANGUAGE);
    for broken in ["Get-Service 'TermService", "Get-Service | | Start-Service", "if ($x { }"] {
        assert!(!is_sound(&powershell, broken), "{broken}");
    }
    assert!(!is_line_of_an_rdp_file("enablecredsspsupport=1"));
}
