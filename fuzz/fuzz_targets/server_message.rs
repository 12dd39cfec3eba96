//! Any bytes as frames of a session.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = (wire::server_message::read(data), wire::server_message::frame_size(data));
});
