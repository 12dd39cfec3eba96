//! Causes of the stage `tls`.

pub mod broken_handshake;
pub mod certificate_binding_broken;
pub mod certificate_changed;
pub mod certificate_expired;
pub mod certificate_not_renewed;
pub mod certificate_not_yet_valid;
pub mod certificate_wrong_purpose;
pub mod intercepted;
pub mod name_mismatch;
pub mod no_common_cipher;
pub mod no_common_version;
pub mod reset;
pub mod revocation_unknown;
pub mod self_signed;
pub mod stalled;
pub mod untrusted_issuer;
pub mod version_too_old;
pub mod weak_key;
pub mod weak_key_exchange;
pub mod weak_signature;

/// Shows the SHA-256 of the host's certificate, on a host with Windows.
pub const READ_SHA256_ON_WINDOWS: &str = "Get-ChildItem 'Cert:\\LocalMachine\\Remote Desktop','Cert:\\LocalMachine\\My' | fl Subject,Thumbprint,@{ n='SHA256'; e={ [BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash($_.RawData)) -replace '-' } }";
/// The same on a host with xrdp.
pub const READ_SHA256_ON_XRDP: &str = "sudo openssl x509 -in /etc/xrdp/cert.pem -noout -fingerprint -sha256";
