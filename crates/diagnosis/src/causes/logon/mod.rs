//! Causes of the stage `logon`.

pub mod account_expired;
pub mod blank_password;
pub mod credentials_asked_on_screen;
pub mod denied_by_listener;
pub mod disabled;
pub mod entra_identity_over_ntlm;
pub mod locked_out;
pub mod microsoft_account_without_password;
pub mod no_remote_right;
pub mod not_allowed_to_authenticate;
pub mod outside_hours;
pub mod password_expired;
pub mod password_must_change;
pub mod protected_user_without_kerberos;
pub mod saved_credentials_refused;
pub mod smart_card_required;
pub mod unknown_user;
pub mod workstation_not_allowed;
pub mod wrong_credentials;
pub mod wrong_name_form;
