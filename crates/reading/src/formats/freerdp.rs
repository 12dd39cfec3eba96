//! FreeRDP 2 and 3: `[time] [pid:tid] [LEVEL][tag] - [function]: …`, the first two perhaps left out.

use super::{Format, Frame, Line, bracket, severity};

/// FreeRDP, and what is built on it.
pub static FORMAT: Format = Format { name: "FreeRDP", read, codes: crate::codes_of_log };

/// Families of its tags.
const OWN: [&str; 5] = ["com.freerdp", "com.winpr", "com.uwac", "org.freerdp", "com.shadow"];

fn read<'a>(line: &Line<'a>) -> Option<Frame<'a>> {
    // A front end may write something of its own before it.
    let from = OWN.iter().filter_map(|own| line.text.find(&format!("][{own}"))).min()?;
    let from = line.text[..from].rfind('[')?;
    let mut rest = &line.text[from..];
    // Process and thread.
    if let Some((inside, after)) = bracket(rest)
        && inside.contains(':')
        && inside.chars().all(|c| c.is_ascii_hexdigit() || c == ':' || c == 'x')
    {
        rest = after;
    }
    let (level, after) = bracket(rest)?;
    let level = severity(level)?;
    let (tag, after) = bracket(after)?;
    if !OWN.iter().any(|own| tag.starts_with(own)) {
        return None;
    }
    let mut text = after.trim_start_matches(['-', ' ']);
    // The function, and the address of its context.
    while let Some((inside, after)) = bracket(text).filter(|(inside, after)| {
        let is_name = inside.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        is_name
            && !inside.is_empty()
            && (after.starts_with(':') || after.starts_with('[') || inside.starts_with("0x"))
    }) {
        text = after.trim_start_matches([':', ' ']);
        if inside.is_empty() {
            break;
        }
    }
    Some(Frame { speaker: &FORMAT, severity: level, at: line.at, text })
}
