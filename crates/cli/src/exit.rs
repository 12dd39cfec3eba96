//! How the program ends, and what it leaves behind.

use std::process::ExitCode;

/// An exit code.
pub(crate) fn code(number: u8) -> ExitCode {
    hold_window();
    ExitCode::from(number)
}

/// An error with its causes, in one sentence, without anything harmful in it.
pub(crate) fn sentence(error: &anyhow::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    for cause in error.chain() {
        let text = readmit::render::clean(&cause.to_string());
        if !parts.iter().any(|part| part.contains(&text)) {
            parts.push(text);
        }
    }
    parts.join(": ")
}

/// A panic tells where, never with what: values could hold a secret.
pub(crate) fn quiet_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place =
            info.location().map_or_else(String::new, |place| format!(" ({}:{})", place.file(), place.line()));
        crate::say::note(format!(
            "readmit: a defect of Readmit itself{place}; the report goes on without this part"
        ));
    }));
}

/// No memory image is left behind if we crash.
#[cfg(target_os = "linux")]
pub(crate) fn no_core_dump() {
    // Two bits decide which mappings are dumped; none is.
    let _ = std::fs::write("/proc/self/coredump_filter", "0");
}

/// Other systems: nothing to do without unsafe calls.
#[cfg(not(target_os = "linux"))]
pub(crate) fn no_core_dump() {}

/// No program that we start gets what we were given: a password may wait in a descriptor.
#[cfg(unix)]
pub(crate) fn nothing_inherited() {
    close_fds::set_fds_cloexec(3, &[]);
}

/// On Windows a child inherits only what it is handed.
#[cfg(not(unix))]
pub(crate) fn nothing_inherited() {}

/// A window that opened for this program alone closes with it; wait until it was read.
#[cfg(windows)]
fn hold_window() {
    use std::io::IsTerminal;
    // Explorer hands over the whole path of a file that was dropped on the program.
    let dropped = || std::env::args_os().nth(1).is_some_and(|word| std::path::Path::new(&word).is_absolute());
    let alone = match std::env::args_os().len() {
        1 => true,
        2 => dropped(),
        _ => false,
    };
    let started_by_click = alone && std::env::var_os("PROMPT").is_none();
    if started_by_click && std::io::stdin().is_terminal() {
        crate::say::note("\nPress Enter to close this window.");
        let _ = std::io::stdin().read_line(&mut String::new());
    }
}

#[cfg(not(windows))]
fn hold_window() {}
