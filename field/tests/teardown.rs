//! A killed run leaves nothing behind: no process, no namespace, no mount.
//!
//! Needs root on Linux; elsewhere it is reported as skipped, never as passed.

#[cfg(target_os = "linux")]
#[path = "teardown/linux.rs"]
mod linux;

#[cfg(target_os = "linux")]
fn main() {
    linux::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("skipped  a killed run leaves nothing behind (namespaces are Linux's)");
}
