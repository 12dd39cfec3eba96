//! Any bytes as saved facts, and the reports made of them.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    if let Ok(facts) = diagnosis::Facts::from_json(&text) {
        let report = diagnosis::diagnose(facts);
        let _ = (render::text(&report, render::Style::default()), render::json(&report));
    }
});
