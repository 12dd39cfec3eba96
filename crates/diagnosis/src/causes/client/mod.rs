//! Causes of the stage `client`.

pub mod broken_credential_prompt;
pub mod clock_wrong;
pub mod connecting_to_itself;
pub mod crashes;
pub mod credential_guard_blocks_sso;
pub mod credssp_off;
pub mod delegation_not_allowed;
pub mod home_not_writable;
pub mod invalid_monitor_layout;
pub mod low_resources;
pub mod no_credentials;
pub mod offline;
pub mod outdated;
pub mod root_list_unreachable;
pub mod saved_credentials_not_allowed;
pub mod server_authentication_required;
pub mod smart_card_middleware_outdated;
pub mod smart_card_unusable;
pub mod stale_credentials;
pub mod stale_rdp_file;
pub mod untrusted_rdp_file;
