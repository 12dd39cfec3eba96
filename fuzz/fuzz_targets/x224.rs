//! Any bytes as TPKT, X.224 requests and confirms.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = (wire::x224::packet_size(data), wire::x224::read_confirm(data), wire::x224::read_request(data));
});
