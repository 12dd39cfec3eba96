//! TSRequest, the envelope of CredSSP ([MS-CSSP] 2.2.1).

use crate::Malformed;
use crate::der::{self, INTEGER, OCTET_STRING, Reader, SEQUENCE, context};

/// The largest TSRequest we take from a peer, in bytes. Kerberos tickets reach 64 KiB.
pub const MAX_SIZE: usize = 128 * 1024;

/// One TSRequest. Fields that were absent are `None`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct TsRequest {
    /// The sender's CredSSP version, 2 to 6.
    pub version: u32,
    /// The first SPNEGO or NTLM token.
    pub nego_token: Option<Vec<u8>>,
    /// The encrypted credentials.
    pub auth_info: Option<Vec<u8>>,
    /// The encrypted binding to the TLS key.
    pub pub_key_auth: Option<Vec<u8>>,
    /// An NTSTATUS; any value.
    pub error_code: Option<u32>,
    /// The client's nonce (version 5 and later).
    pub client_nonce: Option<Vec<u8>>,
}

impl std::fmt::Debug for TsRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let size = |field: &Option<Vec<u8>>| field.as_ref().map(Vec::len);
        f.debug_struct("TsRequest")
            .field("version", &self.version)
            .field("nego_token_bytes", &size(&self.nego_token))
            .field("auth_info_bytes", &size(&self.auth_info))
            .field("pub_key_auth_bytes", &size(&self.pub_key_auth))
            .field("error_code", &self.error_code)
            .finish_non_exhaustive()
    }
}

impl TsRequest {
    /// Reads one TSRequest; fields may come in any order, unknown ones are passed over.
    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut fields = Reader::new(Reader::new(bytes).expect(SEQUENCE)?);
        let mut request = Self::default();
        let mut has_version = false;
        while !fields.is_empty() {
            let (tag, body) = fields.element()?;
            let mut body = Reader::new(body);
            if tag == context(0) {
                request.version = der::read_u32(body.expect(INTEGER)?)?;
                has_version = true;
            } else if tag == context(1) {
                let mut tokens = Reader::new(body.expect(SEQUENCE)?);
                let mut token = Reader::new(tokens.expect(SEQUENCE)?);
                let mut inner = Reader::new(token.expect(context(0))?);
                request.nego_token = Some(inner.expect(OCTET_STRING)?.to_vec());
            } else if tag == context(2) {
                request.auth_info = Some(body.expect(OCTET_STRING)?.to_vec());
            } else if tag == context(3) {
                request.pub_key_auth = Some(body.expect(OCTET_STRING)?.to_vec());
            } else if tag == context(4) {
                request.error_code = Some(der::read_u32(body.expect(INTEGER)?)?);
            } else if tag == context(5) {
                request.client_nonce = Some(body.expect(OCTET_STRING)?.to_vec());
            }
        }
        if has_version { Ok(request) } else { Err(Malformed::Unexpected) }
    }

    /// The DER of this request, fields in the specified order.
    pub fn write(&self) -> Vec<u8> {
        let octets = |n, field: &Option<Vec<u8>>| {
            field
                .as_ref()
                .map_or_else(Vec::new, |bytes| der::write(context(n), &der::write(OCTET_STRING, bytes)))
        };
        let mut body = der::write(context(0), &der::write_u32(self.version));
        if let Some(token) = &self.nego_token {
            let token = der::write(context(0), &der::write(OCTET_STRING, token));
            body.extend(der::write(context(1), &der::write(SEQUENCE, &der::write(SEQUENCE, &token))));
        }
        body.extend(octets(2, &self.auth_info));
        body.extend(octets(3, &self.pub_key_auth));
        if let Some(code) = self.error_code {
            // Windows writes the NTSTATUS as a signed 32-bit INTEGER.
            body.extend(der::write(context(4), &der::write(INTEGER, &code.to_be_bytes())));
        }
        body.extend(octets(5, &self.client_nonce));
        der::write(SEQUENCE, &body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let _ = TsRequest::read(&bytes);
        }

        #[test]
        fn what_was_written_reads_back(
            version in 0u32..10,
            nego_token: Option<Vec<u8>>,
            pub_key_auth: Option<Vec<u8>>,
            error_code in proptest::option::of(0x8000_0000u32..),
        ) {
            let request = TsRequest { version, nego_token, pub_key_auth, error_code, ..TsRequest::default() };
            prop_assert_eq!(TsRequest::read(&request.write()), Ok(request));
        }
    }

    #[test]
    fn an_unlisted_error_code_is_kept() {
        let request = TsRequest { version: 6, error_code: Some(0xC000_BEEF), ..TsRequest::default() };
        assert_eq!(TsRequest::read(&request.write()).unwrap().error_code, Some(0xC000_BEEF));
    }
}
