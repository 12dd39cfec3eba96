//! Causes of the stage `gateway`.

pub mod broker_redirect_failed;
pub mod certificate_untrusted;
pub mod certificate_unusable;
pub mod cloud_resource_unavailable;
pub mod connection_policy_denied;
pub mod full;
pub mod invalid_routing_token;
pub mod kdc_proxy_misconfigured;
pub mod password_expired;
pub mod proxy_wants_authentication;
pub mod resource_policy_denied;
pub mod second_factor_unanswered;
pub mod service_crashing;
pub mod session_timeout;
pub mod target_unreachable;
pub mod unreachable;
pub mod wrong_authentication_method;
pub mod wrong_credentials;
