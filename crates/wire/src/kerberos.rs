//! The Kerberos request that carries no proof, and its answers (RFC 4120 5.4 and 5.9).

use crate::Malformed;
use crate::der::{self, BIT_STRING, INTEGER, OCTET_STRING, Reader, SEQUENCE, context};

/// The largest answer taken from a Kerberos server, in bytes.
pub const MAX_SIZE: usize = 64 * 1024;

const GENERAL_STRING: u8 = 0x1B;
const GENERALIZED_TIME: u8 = 0x18;
const AS_REQ: u8 = 0x6A;
const AS_REP: u8 = 0x6B;
const TGS_REQ: u8 = 0x6C;
const TGS_REP: u8 = 0x6D;
const KRB_ERROR: u8 = 0x7E;
/// KERB_ERR_TYPE_EXTENDED, and the type under which Samba sends the same.
const EXTENDED_ERROR: u32 = 3;
/// PA-PAC-REQUEST, PA-REQ-ENC-PA-REP, PA-PAC-OPTIONS: they say what is wanted.
const WISHES: [u32; 3] = [128, 149, 167];
/// AES-256, AES-128, RC4; what Windows offers.
const ENCRYPTION_TYPES: [u32; 3] = [18, 17, 23];

/// A Kerberos server's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// A ticket.
    Ticket,
    /// KRB-ERROR.
    Error {
        /// The error code, any value.
        code: u32,
        /// The server's clock, as `20261122120000Z`.
        server_time: String,
        /// The NTSTATUS that Windows and Samba put beside it ([MS-KILE] 2.2.2), any value.
        status: Option<u32>,
    },
}

/// Who asks for what, as the lab's Kerberos server reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The client's principal name, its parts joined by `/`.
    pub client: String,
    /// The realm.
    pub realm: String,
}

fn text(tag: u8, text: &str) -> Vec<u8> {
    der::write(tag, text.as_bytes())
}

fn principal(kind: u32, parts: &[&str]) -> Vec<u8> {
    let names: Vec<u8> = parts.iter().flat_map(|part| text(GENERAL_STRING, part)).collect();
    let body = [
        der::write(context(0), &der::write_u32(kind)),
        der::write(context(1), &der::write(SEQUENCE, &names)),
    ];
    der::write(SEQUENCE, &body.concat())
}

/// An AS-REQ without pre-authentication: nothing in it comes from a password.
pub fn write_request(user: &str, realm: &str, nonce: u32) -> Vec<u8> {
    let etypes: Vec<u8> = ENCRYPTION_TYPES.iter().flat_map(|&etype| der::write_u32(etype)).collect();
    let body = [
        // forwardable, renewable, canonicalize
        der::write(context(0), &der::write(BIT_STRING, &[0, 0x40, 0x81, 0x00, 0x00])),
        der::write(context(1), &principal(1, &[user])),
        der::write(context(2), &text(GENERAL_STRING, realm)),
        der::write(context(3), &principal(2, &["krbtgt", realm])),
        der::write(context(5), &text(GENERALIZED_TIME, "20370913024805Z")),
        der::write(context(7), &der::write_u32(nonce & 0x7FFF_FFFF)),
        der::write(context(8), &der::write(SEQUENCE, &etypes)),
    ]
    .concat();
    let request = [
        der::write(context(1), &der::write_u32(5)),
        der::write(context(2), &der::write_u32(10)),
        der::write(context(4), &der::write(SEQUENCE, &body)),
    ]
    .concat();
    der::write(AS_REQ, &der::write(SEQUENCE, &request))
}

/// Reads an AS-REQ.
pub fn read_request(bytes: &[u8]) -> Result<Request, Malformed> {
    let mut outer = Reader::new(Reader::new(Reader::new(bytes).expect(AS_REQ)?).expect(SEQUENCE)?);
    while !outer.is_empty() {
        let (tag, content) = outer.element()?;
        if tag != context(4) {
            continue;
        }
        let mut fields = Reader::new(Reader::new(content).expect(SEQUENCE)?);
        let (mut client, mut realm) = (String::new(), String::new());
        while !fields.is_empty() {
            let (tag, content) = fields.element()?;
            if tag == context(1) {
                let mut name = Reader::new(Reader::new(content).expect(SEQUENCE)?);
                name.expect(context(0))?;
                let mut parts = Reader::new(Reader::new(name.expect(context(1))?).expect(SEQUENCE)?);
                let mut joined = Vec::new();
                while !parts.is_empty() {
                    joined.push(String::from_utf8_lossy(parts.expect(GENERAL_STRING)?).into_owned());
                }
                client = joined.join("/");
            } else if tag == context(2) {
                realm = String::from_utf8_lossy(Reader::new(content).expect(GENERAL_STRING)?).into_owned();
            }
        }
        return Ok(Request { client, realm });
    }
    Err(Malformed::Unexpected)
}

/// What is asked of a Kerberos server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A first ticket, for a user (AS-REQ).
    ForUser {
        /// Whether it may hold something computed from a password.
        proof: bool,
    },
    /// A ticket for a service (TGS-REQ), which takes a first ticket.
    ForService,
}

/// What a request asks for. Any pre-authentication data that is not known to be a mere wish
/// counts as a proof (RFC 4120 5.2.7).
pub fn read_kind(bytes: &[u8]) -> Result<Kind, Malformed> {
    let (tag, content) = Reader::new(bytes).element()?;
    match tag {
        AS_REQ => {}
        TGS_REQ => return Ok(Kind::ForService),
        _ => return Err(Malformed::Unexpected),
    }
    let mut proof = false;
    let mut fields = Reader::new(Reader::new(content).expect(SEQUENCE)?);
    while !fields.is_empty() {
        let (tag, content) = fields.element()?;
        if tag != context(3) {
            continue;
        }
        let mut list = Reader::new(Reader::new(content).expect(SEQUENCE)?);
        while !list.is_empty() {
            let mut data = Reader::new(list.expect(SEQUENCE)?);
            let kind = der::read_u32(Reader::new(data.expect(context(1))?).expect(INTEGER)?)?;
            proof |= !WISHES.contains(&kind);
        }
    }
    Ok(Kind::ForUser { proof })
}

/// Sets how far a sealed token's content is rotated (RFC 4121 4.2.5), which its seal does not
/// cover: some libraries read one rotation only.
pub fn rotate_sealed(token: &[u8], wanted: u16) -> Result<Vec<u8>, Malformed> {
    let (header, content) = token.split_first_chunk::<16>().ok_or(Malformed::Truncated)?;
    if header[..2] != [5, 4] || content.is_empty() {
        return Err(Malformed::Unexpected);
    }
    let filler = usize::from(u16::from_be_bytes([header[4], header[5]]));
    let rotated = usize::from(u16::from_be_bytes([header[6], header[7]]));
    let mut content = content.to_vec();
    let size = content.len();
    // With confidentiality the filler takes part in the rotation ([MS-KILE] 3.4.5.4.1).
    content.rotate_left((rotated + if rotated > 0 { filler } else { 0 }) % size);
    content.rotate_right((usize::from(wanted) + filler) % size);
    let mut header = *header;
    header[6..8].copy_from_slice(&wanted.to_be_bytes());
    Ok([&header[..], &content].concat())
}

/// Reads the answer to a request for a ticket.
pub fn read_reply(bytes: &[u8]) -> Result<Reply, Malformed> {
    let (tag, content) = Reader::new(bytes).element()?;
    match tag {
        AS_REP | TGS_REP => Ok(Reply::Ticket),
        KRB_ERROR => {
            let mut fields = Reader::new(Reader::new(content).expect(SEQUENCE)?);
            let (mut code, mut server_time, mut status) = (None, None, None);
            while !fields.is_empty() {
                let (tag, content) = fields.element()?;
                if tag == context(4) {
                    let time = Reader::new(content).expect(GENERALIZED_TIME)?;
                    server_time = Some(String::from_utf8_lossy(&time[..time.len().min(32)]).into_owned());
                } else if tag == context(6) {
                    code = Some(der::read_u32(Reader::new(content).expect(INTEGER)?)?);
                } else if tag == context(12) {
                    // What lies in there is a courtesy; odd data is none.
                    let data = Reader::new(content).expect(OCTET_STRING)?;
                    status = extended_error(data).ok().flatten();
                }
            }
            Ok(Reply::Error {
                code: code.ok_or(Malformed::Unexpected)?,
                server_time: server_time.ok_or(Malformed::Unexpected)?,
                status,
            })
        }
        _ => Err(Malformed::Unexpected),
    }
}

/// The status of a KERB_EXT_ERROR ([MS-KILE] 2.2.2), in one KERB-ERROR-DATA or, as Samba writes
/// it, in a list of pre-authentication data. Both give it the type 3.
fn extended_error(data: &[u8]) -> Result<Option<u32>, Malformed> {
    let mut outer = Reader::new(Reader::new(data).expect(SEQUENCE)?);
    while !outer.is_empty() {
        let mut entry = if outer.rest().first() == Some(&SEQUENCE) {
            Reader::new(outer.expect(SEQUENCE)?)
        } else {
            std::mem::replace(&mut outer, Reader::new(&[]))
        };
        let kind = der::read_u32(Reader::new(entry.expect(context(1))?).expect(INTEGER)?)?;
        let value = Reader::new(entry.expect(context(2))?).expect(OCTET_STRING)?;
        if kind == EXTENDED_ERROR && value.len() == 12 {
            return Ok(value.first_chunk().map(|status| u32::from_le_bytes(*status)));
        }
    }
    Ok(None)
}

/// The code of a KRB-ERROR inside a GSS-API token (RFC 4121 4.1), `None` for any other token.
pub fn find_error(token: &[u8]) -> Option<u32> {
    let mut frame = Reader::new(Reader::new(token).expect(0x60).ok()?);
    frame.expect(0x06).ok()?;
    match read_reply(frame.rest().strip_prefix(&[3, 0])?) {
        Ok(Reply::Error { code, .. }) => Some(code),
        _ => None,
    }
}

/// Bytes whose outermost tag promises a ticket, as an impostor sends them.
pub fn forge_ticket() -> Vec<u8> {
    der::write(AS_REP, &der::write(SEQUENCE, &der::write(context(0), &der::write_u32(5))))
}

/// A KRB-ERROR, as a Kerberos server sends it.
pub fn write_error(code: u32, server_time: &str, realm: &str) -> Vec<u8> {
    let body = [
        der::write(context(0), &der::write_u32(5)),
        der::write(context(1), &der::write_u32(30)),
        der::write(context(4), &text(GENERALIZED_TIME, server_time)),
        der::write(context(5), &der::write_u32(0)),
        der::write(context(6), &der::write_u32(code)),
        der::write(context(9), &text(GENERAL_STRING, realm)),
        der::write(context(10), &principal(2, &["krbtgt", realm])),
    ]
    .concat();
    der::write(KRB_ERROR, &der::write(SEQUENCE, &body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_request_tells_who_asks_where() {
        let request = read_request(&write_request("alice", "CORP.EXAMPLE", 7)).unwrap();
        assert_eq!(request, Request { client: "alice".into(), realm: "CORP.EXAMPLE".into() });
    }

    #[test]
    fn an_error_reads_back() {
        let reply = read_reply(&write_error(25, "20261122120000Z", "CORP.EXAMPLE")).unwrap();
        assert_eq!(reply, Reply::Error { code: 25, server_time: "20261122120000Z".into(), status: None });
    }

    #[test]
    fn the_status_beside_an_error_is_read_in_both_forms() {
        let value = [&0xC000_0072_u32.to_le_bytes()[..], &[0; 8]].concat();
        let fields = [
            der::write(context(1), &der::write_u32(3)),
            der::write(context(2), &der::write(OCTET_STRING, &value)),
        ]
        .concat();
        let windows = der::write(SEQUENCE, &fields);
        let samba = der::write(SEQUENCE, &windows);
        assert_eq!(extended_error(&windows), Ok(Some(0xC000_0072)));
        assert_eq!(extended_error(&samba), Ok(Some(0xC000_0072)));
        assert_eq!(extended_error(&der::write(SEQUENCE, &[])), Ok(None));
    }

    #[test]
    fn a_proof_is_told_from_a_wish_and_nothing_unknown_passes() {
        let without = write_request("alice", "CORP.EXAMPLE", 7);
        assert_eq!(read_kind(&without), Ok(Kind::ForUser { proof: false }));
        let request = |kind: u32| {
            let data = der::write(SEQUENCE, &der::write(context(1), &der::write_u32(kind)));
            let list = der::write(context(3), &der::write(SEQUENCE, &data));
            der::write(AS_REQ, &der::write(SEQUENCE, &list))
        };
        assert_eq!(read_kind(&request(2)), Ok(Kind::ForUser { proof: true }));
        assert_eq!(read_kind(&request(138)), Ok(Kind::ForUser { proof: true }));
        assert_eq!(read_kind(&request(128)), Ok(Kind::ForUser { proof: false }));
        assert_eq!(read_kind(&[0x30, 0]), Err(Malformed::Unexpected));
    }

    #[test]
    fn rotation_turns_the_content_and_nothing_else() {
        let token = [&[5, 4, 3, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1][..], b"abcdef"].concat();
        let turned = rotate_sealed(&token, 2).unwrap();
        assert_eq!((&turned[6..8], &turned[16..]), (&[0, 2][..], &b"efabcd"[..]));
        assert_eq!(rotate_sealed(&turned, 0).unwrap(), token);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let _ = (read_reply(&bytes), read_request(&bytes), read_kind(&bytes), find_error(&bytes), extended_error(&bytes), rotate_sealed(&bytes, 28));
            let framed = der::write(KRB_ERROR, &der::write(SEQUENCE, &bytes));
            let _ = read_reply(&framed);
        }
    }
}
