//! Any bytes as targets and the file of known hosts.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let _ = probe::HostPort::parse(&text);
    probe::KnownHosts::parse(&text);
});
