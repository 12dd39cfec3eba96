//! The credentials that end CredSSP ([MS-CSSP] 2.2.1.2 and 2.2.1.2.1).

use zeroize::Zeroizing;

use crate::der::{self, INTEGER, OCTET_STRING, SEQUENCE, context};

/// A TSCredentials with a password. It leaves sealed only.
pub fn write_password(domain: &str, user: &str, password: &str) -> Zeroizing<Vec<u8>> {
    let field = |number: u8, text: &str| {
        let utf16: Zeroizing<Vec<u8>> =
            Zeroizing::new(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        let octets = Zeroizing::new(der::write(OCTET_STRING, &utf16));
        Zeroizing::new(der::write(context(number), &octets))
    };
    let parts = [field(0, domain), field(1, user), field(2, password)];
    let joined = Zeroizing::new(parts.iter().flat_map(|part| part.iter().copied()).collect::<Vec<u8>>());
    let credentials = Zeroizing::new(der::write(SEQUENCE, &joined));
    let octets = Zeroizing::new(der::write(OCTET_STRING, &credentials));
    let mut body = Zeroizing::new(der::write(context(0), &der::write(INTEGER, &[1])));
    body.extend(Zeroizing::new(der::write(context(1), &octets)).iter());
    Zeroizing::new(der::write(SEQUENCE, &body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::der::Reader;

    #[test]
    fn a_password_stands_where_the_host_looks_for_it() {
        let bytes = write_password("D", "u", "p");
        let mut outer = Reader::new(Reader::new(&bytes).expect(SEQUENCE).unwrap());
        assert_eq!(outer.expect(context(0)).unwrap(), der::write(INTEGER, &[1]));
        let octets = Reader::new(outer.expect(context(1)).unwrap()).expect(OCTET_STRING).unwrap();
        let mut fields = Reader::new(Reader::new(octets).expect(SEQUENCE).unwrap());
        for (number, letter) in [(0, b'D'), (1, b'u'), (2, b'p')] {
            let field = fields.expect(context(number)).unwrap();
            assert_eq!(field, der::write(OCTET_STRING, &[letter, 0]));
        }
    }
}
