//! Any bytes as targets, the file of known hosts and krb5.conf.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let _ = probe::HostPort::parse(&text);
    probe::KnownHosts::parse(&text);
    probe::Krb5Conf::parse(&text);
});
