//! Any bytes as Kerberos requests and answers.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = (wire::kerberos::read_reply(data), wire::kerberos::read_request(data));
});
