//! Any bytes as SPNEGO tokens.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = (wire::spnego::Init::read(data), wire::spnego::Response::read(data));
});
