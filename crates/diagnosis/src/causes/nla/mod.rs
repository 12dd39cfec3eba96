//! Causes of the stage `nla`.

pub mod channel_binding_mismatch;
pub mod clock_skew;
pub mod closed_without_reason;
pub mod credssp_unpatched_host;
pub mod domain_controller_unreachable;
pub mod domain_credentials_disabled;
pub mod duplicate_machine_sid;
pub mod host_forces_updated_clients;
pub mod kdc_unreachable;
pub mod no_common_encryption;
pub mod ntlm_blocked;
pub mod ntlm_unavailable_under_fips;
pub mod ntlm_version_mismatch;
pub mod principal_owned_by_user;
pub mod remote_guard_unavailable;
pub mod reset;
pub mod smart_card_refused;
pub mod stalled;
pub mod ticket_too_large;
pub mod trust_broken;
pub mod unknown_service_principal;
pub mod unsupported_windows;
pub mod wrong_domain;
pub mod wrong_principal;
