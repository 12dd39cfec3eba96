//! Any bytes as the three NTLM messages.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = wire::ntlm::read_negotiate(data);
    if let Some(message) = wire::ntlm::find(data) {
        let _ = wire::ntlm::Challenge::read(message);
        if let Ok(message) = wire::ntlm::Authenticate::read(message) {
            let _ = (message.has_mic(), message.blob());
        }
    }
});
