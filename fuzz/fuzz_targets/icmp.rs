//! Any bytes as ICMP errors, echo replies and answers to the UDP channel's first datagram.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = (wire::icmp::read_error_v4(data), wire::icmp::read_error_v6(data));
    let _ = wire::icmp::read_echo_reply([192, 0, 2, 1].into(), data);
    let _ = wire::rdpeudp::is_syn_ack(data, 7);
});
