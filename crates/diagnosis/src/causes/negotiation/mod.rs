//! Causes of the stage `negotiation`.

pub mod client_certificate_required;
pub mod fips_mismatch;
pub mod inconsistent_flags;
pub mod legacy_security_only;
pub mod nla_not_supported;
pub mod nla_required;
pub mod no_certificate;
pub mod restricted_admin_not_supported;
pub mod tls_required;
pub mod xrdp_key_unreadable;
