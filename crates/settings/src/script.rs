//! A plan as a script, with the script that takes it back: for hosts reached by other means.
//!
//! What stands in the registry of a host is a stranger's text. It enters a script as bytes, or
//! not at all.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use diagnosis::plan::Step;
use registry::{Kind, Value};

use crate::draft::Drafted;
use crate::edit::{Data, Edit};
use crate::windows::places::FIREWALL_RULES;

/// The two languages of scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// For PowerShell, as an administrator.
    PowerShell,
    /// For `reg import`.
    Reg,
}

/// A script, and the one that takes it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scripts {
    /// Carries the plan out.
    pub apply: String,
    /// Takes it back.
    pub undo: String,
}

/// Writes a plan as scripts; `None` where a change is not one of the registry.
pub fn scripts(drafted: &Drafted, language: Language) -> Option<Scripts> {
    let inverse: Vec<Edit> = drafted.edits.iter().rev().map(Edit::inverse).collect();
    let all = &drafted.edits;
    Some(Scripts {
        apply: script(
            &head(language, "carries a plan out", drafted.host.as_deref()),
            all,
            Some(&drafted.proposal.steps),
            language,
        )?,
        undo: script(
            &head(language, "takes that plan back", drafted.host.as_deref()),
            &inverse,
            None,
            language,
        )?,
    })
}

fn head(language: Language, what: &str, host: Option<&str>) -> String {
    let sign = sign(language);
    let start = match language {
        Language::PowerShell => "#Requires -RunAsAdministrator\n$ErrorActionPreference = 'Stop'\n".to_owned(),
        Language::Reg => "Windows Registry Editor Version 5.00\n\n".to_owned(),
    };
    let after = match language {
        Language::PowerShell => "Restart the computer afterwards: much of it is read when the system starts.",
        Language::Reg => "Import it as an administrator: reg import FILE. Then restart the computer.",
    };
    format!(
        "{start}{sign} This script {what}. It changes the values named here and nothing else.\n{sign} {after}\n{sign} Nobody has run it on a real Windows yet; read it before you run it.\n{}",
        whose(language, host)
    )
}

/// Whose settings the plan was made from; PowerShell looks whether it runs there.
fn whose(language: Language, host: Option<&str>) -> String {
    let sign = sign(language);
    // Letters of any language; what ends a line or a text of PowerShell is none.
    let is_name = |name: &&str| {
        (1..=64).contains(&name.chars().count())
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    let Some(host) = host.filter(is_name) else {
        return format!(
            "{sign} Whose settings it was made from is not known: make sure that you are on the right computer.\n"
        );
    };
    match language {
        Language::PowerShell => {
            // Outside of ASCII a file may be read in another encoding than it was written in.
            let name = expression(host);
            format!(
                "{sign} It was made from the settings of the computer {host}, and runs there only.\n\
                 if ([Environment]::MachineName -ne {name}) {{ throw 'This script is for another computer: see its first lines.' }}\n"
            )
        }
        Language::Reg => {
            format!(
                "{sign} It was made from the settings of the computer {host}: import it there, and nowhere else.\n"
            )
        }
    }
}

const fn sign(language: Language) -> &'static str {
    match language {
        Language::PowerShell => "#",
        Language::Reg => ";",
    }
}

fn script(head: &str, edits: &[Edit], steps: Option<&[Step]>, language: Language) -> Option<String> {
    let mut out = head.to_owned();
    let mut at = 0;
    let sign = sign(language);
    let add = |out: &mut String, edit: &Edit| -> Option<()> {
        out.push_str(&line(edit, language)?);
        out.push('\n');
        Some(())
    };
    if let Some(steps) = steps {
        for step in steps {
            out.push_str(&format!(
                "\n{sign} {}\n{sign} Against: {} ({})\n",
                step.change.does, step.cause.title, step.cause.id
            ));
            if !step.change.exposes.is_empty() {
                out.push_str(&format!("{sign} What it lets in: {}\n", step.change.exposes));
            }
            for edit in &edits[at..at + step.values.len()] {
                add(&mut out, edit)?;
            }
            at += step.values.len();
        }
    } else {
        out.push_str(&format!("\n{sign} Each value gets back what it was.\n"));
        for edit in edits {
            add(&mut out, edit)?;
        }
    }
    Some(out)
}

fn line(edit: &Edit, language: Language) -> Option<String> {
    let Edit::Value { key, name, old, new } = edit else { return None };
    // A name that can't be written as it is would be another one.
    if !is_plain(key) || !is_plain(name) {
        return None;
    }
    let old = old.as_ref().and_then(Data::value);
    let new = match new {
        Some(data) => Some(data.value()?),
        None => None,
    };
    Some(match language {
        Language::PowerShell => power_shell(key, name, old.as_ref(), new.as_ref())?,
        Language::Reg => reg(key, name, new.as_ref()),
    })
}

/// Whether every sign of a name is one that can be seen.
fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_graphic() || c == ' ')
}

fn power_shell(key: &str, name: &str, old: Option<&Value>, new: Option<&Value>) -> Option<String> {
    let plain = |value: Option<&Value>| match value {
        Some(value) => {
            value.as_dword().map_or_else(|| "other content".to_owned(), |number| number.to_string())
        }
        None => "not set".to_owned(),
    };
    let comment = format!("# {}: {} becomes {}\n", name, plain(old), plain(new));
    // A running firewall does not look into the registry; its own command tells it.
    if key == FIREWALL_RULES {
        let on = new.and_then(Value::as_text).is_some_and(|text| text.contains("|Active=TRUE|"));
        let state = if on { "True" } else { "False" };
        let rule = expression(name);
        return Some(format!(
            "# The firewall rule {name}\nSet-NetFirewallRule -Name {rule} -Enabled {state}"
        ));
    }
    let path = expression(&format!(r"HKLM:\{key}"));
    let Some(new) = new else {
        return Some(format!("{comment}Remove-ItemProperty -LiteralPath {path} -Name {}", expression(name)));
    };
    let (kind, data) = match (new.kind, new.as_dword(), new.as_text()) {
        (_, Some(number), _) => ("DWord", number.to_string()),
        (Kind::ExpandText, _, Some(text)) => ("ExpandString", expression(&text)),
        (Kind::Text, _, Some(text)) => ("String", expression(&text)),
        (Kind::Binary, ..) => {
            ("Binary", format!("([Convert]::FromBase64String('{}'))", STANDARD.encode(&new.data)))
        }
        // What can't be given back exactly is not taken.
        _ => return None,
    };
    let make = format!("if (-not (Test-Path -LiteralPath {path})) {{ New-Item -Path {path} | Out-Null }}");
    let name = expression(name);
    Some(format!(
        "{comment}{make}\nSet-ItemProperty -LiteralPath {path} -Name {name} -Type {kind} -Value {data}"
    ))
}

/// A text as PowerShell takes it: in quotes where every sign is harmless, else from base 64.
fn expression(text: &str) -> String {
    let harmless = |c: char| c.is_ascii_alphanumeric() || r" \:-_.%,{}()".contains(c);
    if text.chars().all(harmless) {
        return format!("'{text}'");
    }
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    format!("([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('{}')))", STANDARD.encode(wide))
}

fn reg(key: &str, name: &str, new: Option<&Value>) -> String {
    let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
    let name = if name.is_empty() { "@".to_owned() } else { format!("\"{quoted}\"") };
    let hex = |data: &[u8]| data.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(",");
    let data = match new {
        None => "-".to_owned(),
        Some(value) => match (value.as_dword(), value.kind) {
            (Some(number), _) => format!("dword:{number:08x}"),
            (None, Kind::Binary) => format!("hex:{}", hex(&value.data)),
            (None, kind) => format!("hex({:x}):{}", kind.number(), hex(&value.data)),
        },
    };
    format!("[HKEY_LOCAL_MACHINE\\{key}]\n{name}={data}\n")
}
