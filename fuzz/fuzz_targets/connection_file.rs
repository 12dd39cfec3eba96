//! Any bytes as `.rdp` files.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = probe::read_connection_file("fuzz.rdp", data);
});
