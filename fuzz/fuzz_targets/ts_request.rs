//! Any bytes as TSRequest; what was read is written and read again.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(request) = wire::ts_request::TsRequest::read(data) {
        let again = wire::ts_request::TsRequest::read(&request.write());
        assert_eq!(again.as_ref(), Ok(&request));
    }
});
