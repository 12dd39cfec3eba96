//! Little-endian numbers and the two ways in which names are stored.

/// `count` bytes at `at`, if they exist.
pub(crate) fn slice(bytes: &[u8], at: usize, count: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(count)?)
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(slice(bytes, at, 2)?.try_into().ok()?))
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(slice(bytes, at, 4)?.try_into().ok()?))
}

pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(slice(bytes, at, 8)?.try_into().ok()?))
}

/// UTF-16, little-endian; what is no text becomes U+FFFD.
pub(crate) fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// A name as it is stored: Latin-1 where the flag says so, UTF-16 otherwise.
pub(crate) fn name(bytes: &[u8], latin1: bool) -> String {
    if latin1 { bytes.iter().map(|&byte| char::from(byte)).collect() } else { utf16(bytes) }
}

/// A name in the bytes it would be stored as, if it can be stored that way.
pub(crate) fn stored(name: &str, latin1: bool) -> Option<Vec<u8>> {
    if latin1 {
        name.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect()
    } else {
        Some(name.encode_utf16().flat_map(u16::to_le_bytes).collect())
    }
}

/// Whether two names are the same to Windows.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one == other || one.chars().flat_map(char::to_uppercase).eq(other.chars().flat_map(char::to_uppercase))
}
