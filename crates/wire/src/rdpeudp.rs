//! The first datagram of Remote Desktop over UDP, and whether an answer is one ([MS-RDPEUDP]).

/// A SYN datagram is padded to the size of the largest packet ([MS-RDPEUDP] 3.1.5.1.1).
const SIZE: usize = 1232;
const SYN: u16 = 0x0001;
const ACK: u16 = 0x0004;

/// A SYN ([MS-RDPEUDP] 2.2.2.1 and 2.2.2.5). `sequence` is the initial sequence number.
pub fn write_syn(sequence: u32) -> Vec<u8> {
    let mtu = u16::try_from(SIZE).expect("the size is a small number").to_be_bytes();
    let mut datagram = Vec::with_capacity(SIZE);
    // Nothing was received yet, a window of 64 packets.
    datagram.extend(u32::MAX.to_be_bytes());
    datagram.extend(64u16.to_be_bytes());
    datagram.extend(SYN.to_be_bytes());
    datagram.extend(sequence.to_be_bytes());
    datagram.extend([mtu, mtu].concat());
    datagram.resize(SIZE, 0);
    datagram
}

/// Whether a datagram acknowledges the SYN with this sequence number.
pub fn is_syn_ack(datagram: &[u8], sequence: u32) -> bool {
    let Some(header) = datagram.first_chunk::<8>() else { return false };
    let acknowledged = u32::from_be_bytes([header[0], header[1], header[2], header[3]]);
    let flags = u16::from_be_bytes([header[6], header[7]]);
    flags & (SYN | ACK) == SYN | ACK && acknowledged == sequence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_no_answer() {
        let syn = write_syn(7);
        assert_eq!((syn.len(), is_syn_ack(&syn, 7)), (1232, false));
        let answer = [&7u32.to_be_bytes()[..], &[0, 64, 0, 5]].concat();
        assert!(is_syn_ack(&answer, 7) && !is_syn_ack(&answer, 8) && !is_syn_ack(&[], 7));
    }
}
