//! Causes of the stage `gateway`.

pub mod broker_redirect_failed;
pub mod certificate_untrusted;
pub mod invalid_routing_token;
pub mod unreachable;
