//! Any bytes as DER elements.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut reader = wire::der::Reader::new(data);
    while let Ok(_element) = reader.element() {}
    let _ = (wire::der::element_size(data), wire::der::subject_public_key(data), wire::der::read_u32(data));
});
