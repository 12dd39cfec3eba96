//! Any bytes as Kerberos requests, answers, tokens and sealed messages.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = (wire::kerberos::read_reply(data), wire::kerberos::read_request(data));
    let _ = (wire::kerberos::read_kind(data), wire::kerberos::find_error(data));
    if let Ok(turned) = wire::kerberos::rotate_sealed(data, 28) {
        // Nothing but the order of the bytes changes.
        assert_eq!(turned.len(), data.len());
    }
});
