//! The three NTLM messages ([MS-NLMP] 2.2.1). Structures only: no key is computed here.

use crate::{Malformed, slice, u16_le, u32_le};

/// What every NTLM message begins with.
pub const SIGNATURE: &[u8; 8] = b"NTLMSSP\0";

/// NTLMSSP_NEGOTIATE flags that matter to us ([MS-NLMP] 2.2.2.5).
pub mod flags {
    /// Strings are UTF-16LE.
    pub const UNICODE: u32 = 0x0000_0001;
    /// Messages can be signed.
    pub const SIGN: u32 = 0x0000_0010;
    /// Messages can be sealed.
    pub const SEAL: u32 = 0x0000_0020;
    /// The NTLM protocol itself.
    pub const NTLM: u32 = 0x0000_0200;
    /// The client signs always.
    pub const ALWAYS_SIGN: u32 = 0x0000_8000;
    /// The target name is a server's.
    pub const TARGET_TYPE_SERVER: u32 = 0x0002_0000;
    /// Extended session security.
    pub const EXTENDED_SESSION_SECURITY: u32 = 0x0008_0000;
    /// The challenge carries target information.
    pub const TARGET_INFO: u32 = 0x0080_0000;
    /// The version field is filled.
    pub const VERSION: u32 = 0x0200_0000;
    /// 128-bit keys.
    pub const KEY_128: u32 = 0x2000_0000;
    /// The client sends a fresh session key.
    pub const KEY_EXCHANGE: u32 = 0x4000_0000;
    /// 56-bit keys.
    pub const KEY_56: u32 = 0x8000_0000;
    /// A target name was asked for.
    pub const REQUEST_TARGET: u32 = 0x0000_0004;
}

/// AV pair ids of the target information ([MS-NLMP] 2.2.2.1).
pub mod av {
    /// End of the list.
    pub const EOL: u16 = 0;
    /// NetBIOS computer name.
    pub const NB_COMPUTER: u16 = 1;
    /// NetBIOS domain name.
    pub const NB_DOMAIN: u16 = 2;
    /// DNS computer name.
    pub const DNS_COMPUTER: u16 = 3;
    /// DNS domain name.
    pub const DNS_DOMAIN: u16 = 4;
    /// DNS forest name.
    pub const DNS_FOREST: u16 = 5;
    /// Flags; bit 1 says that a MIC is present.
    pub const FLAGS: u16 = 6;
    /// A FILETIME, UTC.
    pub const TIMESTAMP: u16 = 7;
}

/// The host's CHALLENGE_MESSAGE.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Challenge {
    /// Negotiated flags.
    pub flags: u32,
    /// The eight random bytes.
    pub server_challenge: [u8; 8],
    /// The target name.
    pub target_name: String,
    /// `[major, minor, build]`, if the version field was filled.
    pub version: Option<(u8, u8, u16)>,
    /// NetBIOS computer name.
    pub nb_computer: Option<String>,
    /// NetBIOS domain name.
    pub nb_domain: Option<String>,
    /// DNS computer name.
    pub dns_computer: Option<String>,
    /// DNS domain name.
    pub dns_domain: Option<String>,
    /// DNS forest name.
    pub dns_forest: Option<String>,
    /// The host's clock: 100 ns ticks since 1601-01-01 UTC.
    pub timestamp: Option<u64>,
}

/// Finds the NTLM message in a raw or SPNEGO-wrapped token.
pub fn find(token: &[u8]) -> Option<&[u8]> {
    let at = token.windows(SIGNATURE.len()).position(|window| window == SIGNATURE)?;
    Some(&token[at..])
}

fn check(message: &[u8], kind: u32) -> Result<(), Malformed> {
    if slice(message, 0, 8)? != SIGNATURE || u32_le(message, 8)? != kind {
        return Err(Malformed::Unexpected);
    }
    Ok(())
}

/// The bytes a `(length, maximum, offset)` field at `at` points to.
fn field(message: &[u8], at: usize) -> Result<&[u8], Malformed> {
    let length = usize::from(u16_le(message, at)?);
    if length == 0 {
        return Ok(&[]);
    }
    let offset = usize::try_from(u32_le(message, at + 4)?).map_err(|_| Malformed::Length)?;
    slice(message, offset, length)
}

/// UTF-16LE, or one byte a character where Unicode was not negotiated.
fn text(bytes: &[u8], unicode: bool) -> String {
    if unicode {
        let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    } else {
        bytes.iter().map(|&byte| char::from(byte)).collect()
    }
}

/// `text` as UTF-16LE.
pub fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

impl Challenge {
    /// Reads a CHALLENGE_MESSAGE ([MS-NLMP] 2.2.1.2).
    pub fn read(message: &[u8]) -> Result<Self, Malformed> {
        check(message, 2)?;
        let flags = u32_le(message, 20)?;
        let mut challenge = Self {
            flags,
            server_challenge: slice(message, 24, 8)?.try_into().expect("slice of eight"),
            target_name: text(field(message, 12)?, flags & flags::UNICODE != 0),
            ..Self::default()
        };
        if flags & flags::VERSION != 0 {
            let version = slice(message, 48, 8)?;
            challenge.version = Some((version[0], version[1], u16::from_le_bytes([version[2], version[3]])));
        }
        if flags & flags::TARGET_INFO != 0 {
            for (id, value) in pairs(field(message, 40)?) {
                let name = || Some(text(value, true));
                match id {
                    av::NB_COMPUTER => challenge.nb_computer = name(),
                    av::NB_DOMAIN => challenge.nb_domain = name(),
                    av::DNS_COMPUTER => challenge.dns_computer = name(),
                    av::DNS_DOMAIN => challenge.dns_domain = name(),
                    av::DNS_FOREST => challenge.dns_forest = name(),
                    av::TIMESTAMP => challenge.timestamp = value.try_into().ok().map(u64::from_le_bytes),
                    _ => {}
                }
            }
        }
        Ok(challenge)
    }

    /// The target information of this challenge, as the client must echo it.
    pub fn target_info(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut pair = |id: u16, value: &[u8]| {
            out.extend_from_slice(&id.to_le_bytes());
            out.extend_from_slice(&u16::try_from(value.len()).unwrap_or(0).to_le_bytes());
            out.extend_from_slice(value);
        };
        for (id, name) in [
            (av::NB_DOMAIN, &self.nb_domain),
            (av::NB_COMPUTER, &self.nb_computer),
            (av::DNS_DOMAIN, &self.dns_domain),
            (av::DNS_COMPUTER, &self.dns_computer),
            (av::DNS_FOREST, &self.dns_forest),
        ] {
            if let Some(name) = name {
                pair(id, &utf16(name));
            }
        }
        if let Some(ticks) = self.timestamp {
            pair(av::TIMESTAMP, &ticks.to_le_bytes());
        }
        pair(av::EOL, &[]);
        out
    }

    /// The bytes of this CHALLENGE_MESSAGE.
    pub fn write(&self) -> Vec<u8> {
        const HEADER: usize = 56;
        let name = utf16(&self.target_name);
        let info = self.target_info();
        let field = |bytes: &[u8], offset: usize| {
            let length = u16::try_from(bytes.len()).expect("names are short").to_le_bytes();
            let offset = u32::try_from(offset).expect("names are short").to_le_bytes();
            [&length[..], &length[..], &offset[..]].concat()
        };
        let (major, minor, build) = self.version.unwrap_or_default();
        let build = build.to_le_bytes();
        [
            &SIGNATURE[..],
            &2u32.to_le_bytes(),
            &field(&name, HEADER),
            &self.flags.to_le_bytes(),
            &self.server_challenge,
            &[0; 8],
            &field(&info, HEADER + name.len()),
            &[major, minor, build[0], build[1], 0, 0, 0, 15],
            &name,
            &info,
        ]
        .concat()
    }
}

/// The AV pairs of a target information block, until its end or its first fault.
pub fn pairs(mut info: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let id = u16_le(info, 0).ok()?;
        let value = slice(info, 4, usize::from(u16_le(info, 2).ok()?)).ok()?;
        info = &info[4 + value.len()..];
        (id != av::EOL).then_some((id, value))
    })
}

/// A NEGOTIATE_MESSAGE that names nobody ([MS-NLMP] 2.2.1.1).
pub fn write_negotiate() -> Vec<u8> {
    let wanted = flags::UNICODE
        | flags::REQUEST_TARGET
        | flags::SIGN
        | flags::SEAL
        | flags::NTLM
        | flags::ALWAYS_SIGN
        | flags::EXTENDED_SESSION_SECURITY
        | flags::VERSION
        | flags::KEY_128
        | flags::KEY_EXCHANGE
        | flags::KEY_56;
    [&SIGNATURE[..], &1u32.to_le_bytes(), &wanted.to_le_bytes(), &[0; 16], &[10, 0, 0, 0, 0, 0, 0, 15]]
        .concat()
}

/// The flags of a client's NEGOTIATE_MESSAGE.
pub fn read_negotiate(message: &[u8]) -> Result<u32, Malformed> {
    check(message, 1)?;
    u32_le(message, 12)
}

/// A client's AUTHENTICATE_MESSAGE ([MS-NLMP] 2.2.1.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authenticate<'a> {
    /// Negotiated flags.
    pub flags: u32,
    /// The user name as typed.
    pub user: String,
    /// The domain as typed; often empty.
    pub domain: String,
    /// The client's own name.
    pub workstation: String,
    /// The NTLMv2 response: a 16-byte proof and the client's blob behind it.
    pub nt_response: &'a [u8],
    /// The session key, encrypted, when keys are exchanged.
    pub session_key: &'a [u8],
}

/// Where the message integrity code stands in an AUTHENTICATE_MESSAGE.
pub const MIC: std::ops::Range<usize> = 72..88;

impl<'a> Authenticate<'a> {
    /// Reads an AUTHENTICATE_MESSAGE.
    pub fn read(message: &'a [u8]) -> Result<Self, Malformed> {
        check(message, 3)?;
        let flags = u32_le(message, 60)?;
        let name = |at| Ok(text(field(message, at)?, flags & flags::UNICODE != 0));
        Ok(Self {
            flags,
            domain: name(28)?,
            user: name(36)?,
            workstation: name(44)?,
            nt_response: field(message, 20)?,
            session_key: field(message, 52)?,
        })
    }

    /// The client's blob behind the proof, if this is NTLMv2.
    pub fn blob(&self) -> Option<&'a [u8]> {
        self.nt_response.get(16..).filter(|blob| blob.len() >= 28)
    }

    /// Whether the client says that it filled the message integrity code.
    pub fn has_mic(&self) -> bool {
        let info = self.blob().and_then(|blob| blob.get(28..)).unwrap_or_default();
        pairs(info).any(|(id, value)| id == av::FLAGS && value.first().is_some_and(|bits| bits & 2 != 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn challenge() -> Challenge {
        Challenge {
            flags: flags::UNICODE | flags::TARGET_INFO | flags::VERSION,
            server_challenge: *b"\x01\x23\x45\x67\x89\xab\xcd\xef",
            target_name: "CORP".into(),
            version: Some((10, 0, 19045)),
            nb_computer: Some("WIN10".into()),
            nb_domain: Some("CORP".into()),
            dns_computer: Some("win10.corp.example".into()),
            dns_domain: Some("corp.example".into()),
            dns_forest: None,
            timestamp: Some(133_000_000_000_000_000),
        }
    }

    #[test]
    fn a_challenge_reads_back() {
        assert_eq!(Challenge::read(&challenge().write()), Ok(challenge()));
    }

    #[test]
    fn a_field_that_points_outside_is_refused() {
        let mut bytes = challenge().write();
        bytes[44..48].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(Challenge::read(&bytes).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_behind_the_signature_are_read_without_panic(tail: Vec<u8>, kind in 1u32..4) {
            let mut bytes = SIGNATURE.to_vec();
            bytes.extend_from_slice(&kind.to_le_bytes());
            bytes.extend(tail);
            let _ = (Challenge::read(&bytes), read_negotiate(&bytes));
            if let Ok(message) = Authenticate::read(&bytes) {
                let _ = (message.has_mic(), message.blob());
            }
        }

        #[test]
        fn a_spoilt_challenge_is_read_without_panic(at in 0usize..150, value: u8) {
            let mut bytes = challenge().write();
            let at = at % bytes.len();
            bytes[at] = value;
            let _ = Challenge::read(&bytes);
        }
    }
}
