//! The acceptor's side of NTLMv2 ([MS-NLMP] 3.2.5 and 3.4).

use hmac::{Hmac, Mac};
use md4::{Digest, Md4};
use md5::Md5;
use rc4::{KeyInit, Rc4, StreamCipher, consts::U16};
use wire::Malformed;
use wire::ntlm::{Authenticate, Challenge, MIC, flags, utf16};

/// MD4 over the password in UTF-16LE ([MS-NLMP] 3.3.1).
pub fn nt_hash(password: &str) -> [u8; 16] {
    Md4::digest(utf16(password)).into()
}

fn hmac_md5(key: &[u8], parts: &[&[u8]]) -> [u8; 16] {
    let mut mac = <Hmac<Md5> as Mac>::new_from_slice(key).expect("HMAC takes keys of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn md5(parts: &[&[u8]]) -> [u8; 16] {
    let mut digest = Md5::new();
    for part in parts {
        digest.update(part);
    }
    digest.finalize().into()
}

fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && openssl::memcmp::eq(a, b)
}

/// The flags this host agrees to, of those a client asked for.
pub(super) fn agreed_flags(asked: u32) -> u32 {
    let always = flags::UNICODE
        | flags::NTLM
        | flags::TARGET_INFO
        | flags::TARGET_TYPE_SERVER
        | flags::EXTENDED_SESSION_SECURITY
        | flags::VERSION
        | flags::REQUEST_TARGET;
    let wanted =
        flags::SIGN | flags::SEAL | flags::ALWAYS_SIGN | flags::KEY_128 | flags::KEY_56 | flags::KEY_EXCHANGE;
    always | asked & wanted
}

/// One exchange: the messages as they went over the wire.
pub(super) struct Exchange<'a> {
    pub(super) negotiate: &'a [u8],
    pub(super) challenge: &'a Challenge,
    pub(super) challenge_bytes: &'a [u8],
    pub(super) authenticate: &'a [u8],
}

/// The channel that a proven password opens.
pub(super) struct Channel {
    send: Sealing,
    receive: Sealing,
}

/// Why the password was not proven. All of these are the same to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotProven {
    #[error("the message is malformed")]
    Malformed(#[from] Malformed),
    #[error("only NTLMv2 is accepted")]
    NotV2,
    #[error("the proof does not fit")]
    WrongProof,
    #[error("the messages were changed on the way")]
    WrongMic,
}

/// Checks the proof of a password whose hash is `nt_hash`.
pub(super) fn prove(exchange: &Exchange<'_>, nt_hash: [u8; 16]) -> Result<Channel, NotProven> {
    let message = Authenticate::read(exchange.authenticate)?;
    let blob = message.blob().ok_or(NotProven::NotV2)?;
    let key = hmac_md5(&nt_hash, &[&utf16(&message.user.to_uppercase()), &utf16(&message.domain)]);
    let proof = hmac_md5(&key, &[&exchange.challenge.server_challenge, blob]);
    if !same(&proof, &message.nt_response[..16]) {
        return Err(NotProven::WrongProof);
    }
    let base = hmac_md5(&key, &[&proof]);
    let session_key = if message.flags & flags::KEY_EXCHANGE == 0 {
        base
    } else {
        let mut exchanged: [u8; 16] = message.session_key.try_into().map_err(|_| Malformed::Length)?;
        rc4(&base).apply_keystream(&mut exchanged);
        exchanged
    };
    if message.has_mic() {
        let mut unsigned = exchange.authenticate.to_vec();
        let mic: [u8; 16] = unsigned.get(MIC).ok_or(Malformed::Truncated)?.try_into().expect("sixteen bytes");
        unsigned[MIC].fill(0);
        let expected = hmac_md5(&session_key, &[exchange.negotiate, exchange.challenge_bytes, &unsigned]);
        if !same(&mic, &expected) {
            return Err(NotProven::WrongMic);
        }
    }
    Ok(Channel::new(&session_key, message.flags))
}

fn rc4(key: &[u8; 16]) -> Rc4<U16> {
    Rc4::<U16>::new_from_slice(key).expect("sixteen bytes")
}

/// One direction: signing key, sealing stream, sequence number ([MS-NLMP] 3.4.4.2).
struct Sealing {
    signing_key: [u8; 16],
    sealing_key: [u8; 16],
    stream: Rc4<U16>,
    sequence: u32,
    encrypt_checksum: bool,
}

impl Sealing {
    fn new(session_key: &[u8; 16], flags: u32, direction: &str) -> Self {
        let magic = |kind| format!("session key to {direction} {kind} key magic constant\0");
        let sealing = if flags & flags::KEY_128 != 0 {
            &session_key[..]
        } else if flags & flags::KEY_56 != 0 {
            &session_key[..7]
        } else {
            &session_key[..5]
        };
        let sealing_key = md5(&[sealing, magic("sealing").as_bytes()]);
        Self {
            signing_key: md5(&[session_key, magic("signing").as_bytes()]),
            sealing_key,
            stream: rc4(&sealing_key),
            sequence: 0,
            encrypt_checksum: flags & flags::KEY_EXCHANGE != 0,
        }
    }

    /// The signature over `plain`; advances the stream and the sequence number.
    fn sign(&mut self, plain: &[u8]) -> [u8; 16] {
        let digest = hmac_md5(&self.signing_key, &[&self.sequence.to_le_bytes(), plain]);
        let mut signature = [0; 16];
        signature[0] = 1;
        signature[4..12].copy_from_slice(&digest[..8]);
        if self.encrypt_checksum {
            self.stream.apply_keystream(&mut signature[4..12]);
        }
        signature[12..].copy_from_slice(&self.sequence.to_le_bytes());
        self.sequence = self.sequence.wrapping_add(1);
        signature
    }

    /// The signature over a SPNEGO mechanism list. It is the first thing signed, and the
    /// stream begins anew behind it ([MS-SPNG] 3.3.5.1).
    fn sign_list(&mut self, list: &[u8]) -> [u8; 16] {
        let signature = self.sign(list);
        self.stream = rc4(&self.sealing_key);
        signature
    }
}

impl Channel {
    fn new(session_key: &[u8; 16], flags: u32) -> Self {
        Self {
            send: Sealing::new(session_key, flags, "server-to-client"),
            receive: Sealing::new(session_key, flags, "client-to-server"),
        }
    }

    /// GSS_Wrap: signature, then the sealed bytes.
    pub(super) fn seal(&mut self, plain: &[u8]) -> Vec<u8> {
        let mut sealed = plain.to_vec();
        self.send.stream.apply_keystream(&mut sealed);
        let mut out = self.send.sign(plain).to_vec();
        out.extend(sealed);
        out
    }

    /// GSS_Unwrap; `None` if the signature does not fit.
    pub(super) fn unseal(&mut self, wrapped: &[u8]) -> Option<Vec<u8>> {
        let (signature, sealed) = wrapped.split_at_checked(16)?;
        let mut plain = sealed.to_vec();
        self.receive.stream.apply_keystream(&mut plain);
        same(&self.receive.sign(&plain), signature).then_some(plain)
    }

    /// Whether the client's signature over its mechanism list fits.
    pub(super) fn verify_list(&mut self, list: &[u8], signature: &[u8]) -> bool {
        same(&self.receive.sign_list(list), signature)
    }

    /// The host's own signature over the client's mechanism list.
    pub(super) fn sign_list(&mut self, list: &[u8]) -> [u8; 16] {
        self.send.sign_list(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_the_specifications_example() {
        // [MS-NLMP] 4.2.2.1.2: the password is "Password".
        let expected =
            [0xa4, 0xf4, 0x9c, 0x40, 0x65, 0x10, 0xbd, 0xca, 0xb6, 0x82, 0x4e, 0xe7, 0xc3, 0x0f, 0xd8, 0x52];
        assert_eq!(nt_hash("Password"), expected);
    }

    #[test]
    fn what_one_end_seals_the_other_unseals_and_a_changed_byte_is_seen() {
        let flags = flags::KEY_128 | flags::KEY_EXCHANGE | flags::EXTENDED_SESSION_SECURITY;
        let mut ours = Channel::new(&[7; 16], flags);
        let mut theirs = Channel::new(&[7; 16], flags);
        std::mem::swap(&mut theirs.send, &mut theirs.receive);
        assert_eq!(theirs.unseal(&ours.seal(b"one")).as_deref(), Some(&b"one"[..]));
        let mut spoilt = ours.seal(b"two");
        spoilt[17] ^= 1;
        assert_eq!(theirs.unseal(&spoilt), None);
    }
}
