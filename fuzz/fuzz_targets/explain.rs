//! Any bytes as texts from a screen.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let found = diagnosis::explain::explain(&String::from_utf8_lossy(data));
    let _ = render::explanation(&found, render::Style::default());
});
