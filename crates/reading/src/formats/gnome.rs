//! gnome-remote-desktop in the journal, also under the kernel's short name for it.

use super::{Format, Frame, Line};
use crate::statement::Severity;

/// gnome-remote-desktop.
pub static FORMAT: Format = Format { name: "gnome-remote-desktop", read, codes: crate::codes_of_log };

fn read<'a>(line: &Line<'a>) -> Option<Frame<'a>> {
    let named =
        line.program.is_some_and(|program| program.starts_with("gnome-remote-de") || program == "grdctl");
    let own = line.text.starts_with("[DaemonSystem]")
        || line.text.starts_with("[DaemonHandover]")
        || line.text.starts_with("[RDP.")
        || line.text.starts_with("[RDP] ") && line.after != Some(&super::remmina::FORMAT)
        || line.text.starts_with("[HWAccel");
    (named || own).then_some(Frame {
        speaker: &FORMAT,
        severity: Severity::Unsaid,
        at: line.at,
        text: line.text,
    })
}
