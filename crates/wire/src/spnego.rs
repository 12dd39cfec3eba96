//! SPNEGO tokens (RFC 4178), as much as NTLM inside them needs.

use crate::Malformed;
use crate::der::{self, ENUMERATED, OCTET_STRING, OID, Reader, SEQUENCE, context};

/// 1.3.6.1.4.1.311.2.2.10, NTLM.
pub const NTLM: &[u8] = &[0x2B, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0A];
/// 1.2.840.48018.1.2.2, Kerberos as Windows writes it.
pub const KERBEROS_WINDOWS: &[u8] = &[0x2A, 0x86, 0x48, 0x82, 0xF7, 0x12, 0x01, 0x02, 0x02];
/// 1.2.840.113554.1.2.2, Kerberos (RFC 4121).
pub const KERBEROS: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x12, 0x01, 0x02, 0x02];
const SPNEGO: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x02];
const APPLICATION_0: u8 = 0x60;

/// How far a negotiation is (RFC 4178 4.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Done.
    AcceptCompleted = 0,
    /// Another token is needed.
    AcceptIncomplete = 1,
    /// The mechanism list must be signed.
    RequestMic = 3,
}

/// A client's first token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Init<'a> {
    /// The DER of the mechanism list, which a mechListMIC covers.
    pub mechanisms: &'a [u8],
    /// Whether the mechanism the client prefers is NTLM.
    pub prefers_ntlm: bool,
    /// Whether NTLM is in the list at all.
    pub offers_ntlm: bool,
    /// The token for the preferred mechanism.
    pub token: Option<&'a [u8]>,
}

impl<'a> Init<'a> {
    /// Reads a NegTokenInit with its GSS-API frame.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut frame = Reader::new(Reader::new(bytes).expect(APPLICATION_0)?);
        if frame.expect(OID)? != SPNEGO {
            return Err(Malformed::Unexpected);
        }
        let mut init = Reader::new(frame.expect(context(0))?);
        let mut fields = Reader::new(init.expect(SEQUENCE)?);
        let (mut mechanisms, mut token) = (None, None);
        while !fields.is_empty() {
            match fields.element()? {
                (tag, body) if tag == context(0) => mechanisms = Some(body),
                (tag, body) if tag == context(2) => token = Some(Reader::new(body).expect(OCTET_STRING)?),
                _ => {}
            }
        }
        let mechanisms = mechanisms.ok_or(Malformed::Unexpected)?;
        let mut list = Reader::new(Reader::new(mechanisms).expect(SEQUENCE)?);
        let (mut prefers_ntlm, mut offers_ntlm, mut first) = (false, false, true);
        while !list.is_empty() {
            let ntlm = list.expect(OID)? == NTLM;
            prefers_ntlm |= first && ntlm;
            offers_ntlm |= ntlm;
            first = false;
        }
        Ok(Self { mechanisms, prefers_ntlm, offers_ntlm, token })
    }
}

/// A NegTokenInit: these mechanisms, the preferred one first, and that one's token.
pub fn write_init(mechanisms: &[&[u8]], token: &[u8]) -> Vec<u8> {
    let list: Vec<u8> = mechanisms.iter().flat_map(|oid| der::write(OID, oid)).collect();
    let fields = [
        der::write(context(0), &der::write(SEQUENCE, &list)),
        der::write(context(2), &der::write(OCTET_STRING, token)),
    ];
    let init = der::write(context(0), &der::write(SEQUENCE, &fields.concat()));
    der::write(APPLICATION_0, &[der::write(OID, SPNEGO), init].concat())
}

/// A NegTokenResp of either side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Response<'a> {
    /// The mechanism's token.
    pub token: Option<&'a [u8]>,
    /// The signature over the mechanism list.
    pub mic: Option<&'a [u8]>,
}

impl<'a> Response<'a> {
    /// Reads a NegTokenResp.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut outer = Reader::new(Reader::new(bytes).expect(context(1))?);
        let mut fields = Reader::new(outer.expect(SEQUENCE)?);
        let mut response = Self::default();
        while !fields.is_empty() {
            let (tag, body) = fields.element()?;
            if tag == context(2) {
                response.token = Some(Reader::new(body).expect(OCTET_STRING)?);
            } else if tag == context(3) {
                response.mic = Some(Reader::new(body).expect(OCTET_STRING)?);
            }
        }
        Ok(response)
    }
}

/// A NegTokenResp as a host sends it.
pub fn write_response(state: State, select_ntlm: bool, token: Option<&[u8]>, mic: Option<&[u8]>) -> Vec<u8> {
    let mut fields = der::write(context(0), &der::write(ENUMERATED, &[state as u8]));
    if select_ntlm {
        fields.extend(der::write(context(1), &der::write(OID, NTLM)));
    }
    for (n, octets) in [(2, token), (3, mic)] {
        if let Some(octets) = octets {
            fields.extend(der::write(context(n), &der::write(OCTET_STRING, octets)));
        }
    }
    der::write(context(1), &der::write(SEQUENCE, &fields))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_response_reads_back() {
        let bytes = write_response(State::AcceptIncomplete, true, Some(b"token"), Some(b"mic"));
        assert_eq!(Response::read(&bytes), Ok(Response { token: Some(b"token"), mic: Some(b"mic") }));
    }

    #[test]
    fn a_first_token_reads_back() {
        let bytes = write_init(&[KERBEROS, NTLM], b"ticket");
        let read = Init::read(&bytes).unwrap();
        assert_eq!((read.token, read.prefers_ntlm, read.offers_ntlm), (Some(&b"ticket"[..]), false, true));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let _ = (Init::read(&bytes), Response::read(&bytes));
            let framed = der::write(APPLICATION_0, &[der::write(OID, SPNEGO), der::write(context(0), &bytes)].concat());
            let _ = Init::read(&framed);
        }
    }
}
