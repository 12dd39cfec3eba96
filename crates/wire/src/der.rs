//! As much DER (X.690) as CredSSP and SPNEGO need: definite lengths, low tags.

use crate::Malformed;

/// SEQUENCE.
pub const SEQUENCE: u8 = 0x30;
/// INTEGER.
pub const INTEGER: u8 = 0x02;
/// BIT STRING.
pub const BIT_STRING: u8 = 0x03;
/// OCTET STRING.
pub const OCTET_STRING: u8 = 0x04;
/// OBJECT IDENTIFIER.
pub const OID: u8 = 0x06;
/// ENUMERATED.
pub const ENUMERATED: u8 = 0x0A;

/// The tag of the constructed context field `[n]`.
pub const fn context(n: u8) -> u8 {
    0xA0 | n
}

/// Reads one element after the other.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Starts at the first byte of `bytes`.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What was not read yet.
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Whether everything was read.
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next element: its tag and its content.
    pub fn element(&mut self) -> Result<(u8, &'a [u8]), Malformed> {
        let (header, content) = header(self.rest)?.ok_or(Malformed::Truncated)?;
        let end = header.checked_add(content).ok_or(Malformed::Length)?;
        let body = self.rest.get(header..end).ok_or(Malformed::Truncated)?;
        let tag = self.rest[0];
        self.rest = &self.rest[end..];
        Ok((tag, body))
    }

    /// The next element's content, if it carries `tag`.
    pub fn expect(&mut self, tag: u8) -> Result<&'a [u8], Malformed> {
        match self.element()? {
            (found, body) if found == tag => Ok(body),
            _ => Err(Malformed::Unexpected),
        }
    }
}

/// Header and content length of the element at the start; `None` while more bytes are needed.
fn header(bytes: &[u8]) -> Result<Option<(usize, usize)>, Malformed> {
    let Some(&first) = bytes.get(1) else { return Ok(None) };
    if bytes[0] & 0x1F == 0x1F {
        return Err(Malformed::Unexpected);
    }
    if first < 0x80 {
        return Ok(Some((2, usize::from(first))));
    }
    let count = usize::from(first & 0x7F);
    if count == 0 || count > 4 {
        return Err(Malformed::Length);
    }
    let Some(digits) = bytes.get(2..2 + count) else { return Ok(None) };
    let length = digits.iter().fold(0usize, |sum, &byte| sum << 8 | usize::from(byte));
    Ok(Some((2 + count, length)))
}

/// How many bytes the element at the start of a stream takes; `None` while that is not known yet.
pub fn element_size(start: &[u8]) -> Result<Option<usize>, Malformed> {
    match header(start)? {
        Some((header, content)) => header.checked_add(content).map(Some).ok_or(Malformed::Length),
        None => Ok(None),
    }
}

/// An element of `tag` around `content`.
pub fn write(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    let length = content.len();
    if length < 0x80 {
        out.push(u8::try_from(length).expect("below 0x80"));
    } else {
        let digits: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|&byte| byte == 0).collect();
        out.push(0x80 | u8::try_from(digits.len()).expect("a usize has eight bytes"));
        out.extend(digits);
    }
    out.extend_from_slice(content);
    out
}

/// An INTEGER holding an unsigned 32-bit value.
pub fn write_u32(value: u32) -> Vec<u8> {
    let mut digits: Vec<u8> = value.to_be_bytes().into_iter().skip_while(|&byte| byte == 0).collect();
    if digits.first().is_none_or(|&byte| byte & 0x80 != 0) {
        digits.insert(0, 0);
    }
    write(INTEGER, &digits)
}

/// The low 32 bits of an INTEGER's content; hosts write status codes signed and unsigned.
pub fn read_u32(content: &[u8]) -> Result<u32, Malformed> {
    match content {
        [] => Err(Malformed::Length),
        [0, rest @ ..] if rest.len() == 4 => Ok(u32::from_be_bytes(rest.try_into().expect("four bytes"))),
        _ if content.len() <= 4 => {
            let fill = if content[0] & 0x80 == 0 { 0 } else { u32::MAX };
            Ok(content.iter().fold(fill, |sum, &byte| sum << 8 | u32::from(byte)))
        }
        _ => Err(Malformed::Length),
    }
}

/// The key bits of a DER SubjectPublicKeyInfo, which CredSSP binds itself to ([MS-CSSP] 3.1.5).
pub fn subject_public_key(info: &[u8]) -> Result<&[u8], Malformed> {
    let mut fields = Reader::new(Reader::new(info).expect(SEQUENCE)?);
    fields.expect(SEQUENCE)?;
    fields.expect(BIT_STRING)?.get(1..).ok_or(Malformed::Truncated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn status_codes_are_read_signed_and_unsigned() {
        assert_eq!(read_u32(&[0x00, 0xC0, 0x00, 0x02, 0x34]), Ok(0xC000_0234));
        assert_eq!(read_u32(&[0xC0, 0x00, 0x02, 0x34]), Ok(0xC000_0234));
        assert_eq!(read_u32(&[0xFF]), Ok(0xFFFF_FFFF));
    }

    #[test]
    fn an_endless_length_is_refused_not_waited_for() {
        assert_eq!(element_size(&[0x30, 0x88, 1, 1, 1, 1, 1, 1, 1, 1]), Err(Malformed::Length));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            while let Ok(_element) = reader.element() {}
            let _ = (element_size(&bytes), subject_public_key(&bytes), read_u32(&bytes));
        }

        #[test]
        fn a_written_element_reads_back(content in proptest::collection::vec(any::<u8>(), 0..70_000), value: u32) {
            let written = write(OCTET_STRING, &content);
            prop_assert_eq!(element_size(&written), Ok(Some(written.len())));
            prop_assert_eq!(Reader::new(&written).expect(OCTET_STRING), Ok(&content[..]));
            let written = write_u32(value);
            prop_assert_eq!(read_u32(Reader::new(&written).expect(INTEGER).unwrap()), Ok(value));
        }
    }
}
