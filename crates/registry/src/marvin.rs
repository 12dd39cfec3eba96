//! Marvin32, the hash that guards the entries of a transaction log.

/// The seed that Windows uses for its logs. Published tables list it as bytes
/// (82 EF 4D 88 …); it is a number, 0x82EF4D887A4E55C5, and read as little-endian bytes no
/// genuine entry verifies. Its low half comes first here.
const SEED: [u32; 2] = [0x7A4E_55C5, 0x82EF_4D88];

/// The hash of some bytes.
pub(crate) fn marvin32(bytes: &[u8]) -> u64 {
    let [mut low, mut high] = SEED;
    let mut mix = |word: u32| {
        low = low.wrapping_add(word);
        high ^= low;
        low = low.rotate_left(20).wrapping_add(high);
        high = high.rotate_left(9) ^ low;
        low = low.rotate_left(27).wrapping_add(high);
        high = high.rotate_left(19);
    };
    let (words, rest) = bytes.split_at(bytes.len() / 4 * 4);
    for word in words.chunks_exact(4) {
        mix(u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
    }
    // What is left over is closed by 0x80 and filled with zeros.
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    last[rest.len()] = 0x80;
    mix(u32::from_le_bytes(last));
    mix(0);
    u64::from(high) << 32 | u64::from(low)
}
