//! The journal's other voices: systemd, PAM, the X server, polkit, the kernel. Known by the journal's own frame,
//! or by the form of a unit's line.

use super::{Format, Frame, Line, severity};
use crate::statement::Severity;

/// systemd and the programs beside the one that is asked about.
pub static FORMAT: Format = Format { name: "the system's journal", read, codes: none };

fn read<'a>(line: &Line<'a>) -> Option<Frame<'a>> {
    if line.program.is_some() {
        return Some(Frame { speaker: &FORMAT, severity: Severity::Unsaid, at: line.at, text: line.text });
    }
    // The X server's own log: [  12.345] (EE) …
    let mut text = line.text;
    if let Some((inside, rest)) = super::bracket(text)
        && !inside.is_empty()
        && inside.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        text = rest;
    }
    for (mark, level) in
        [("(EE)", "ERROR"), ("(WW)", "WARN"), ("(II)", "INFO"), ("(==)", "INFO"), ("(**)", "INFO")]
    {
        if let Some(rest) = text.strip_prefix(mark) {
            let severity = severity(level).unwrap_or_default();
            return Some(Frame { speaker: &FORMAT, severity, at: line.at, text: rest.trim_start() });
        }
    }
    let head = text.split(' ').next().unwrap_or_default();
    // What `systemctl status` prints under a unit's head; alone such words are anybody's.
    let fields = ["Process: ", "Loaded: ", "Main PID: ", "Docs: ", "Tasks: ", "Memory: ", "CGroup: "];
    let states = ["Active: active", "Active: inactive", "Active: failed", "Active: activating"];
    let goes_on = line.after == Some(&FORMAT) && fields.iter().any(|field| text.starts_with(field));
    let bullet = text.strip_prefix(['●', '○', '×']).is_some_and(|rest| {
        rest.trim_start().split(' ').next().is_some_and(|unit| unit.ends_with(".service"))
    });
    let unit = head.ends_with(".service:")
        || bullet
        || goes_on
        || states.iter().any(|state| text.starts_with(state));
    unit.then_some(Frame { speaker: &FORMAT, severity: Severity::Unsaid, at: line.at, text })
}

/// Numbers of the system are pids, exit states and lines.
fn none(_: &str) -> Vec<crate::Said> {
    Vec::new()
}
