//! Causes of the stage `logon`.

pub mod account_expired;
pub mod admin_session_denied;
pub mod audit_log_full;
pub mod authentication_policy_denied;
pub mod blank_password;
pub mod blocked_by_conditional_access;
pub mod credential_provider_interferes;
pub mod credentials_asked_on_screen;
pub mod denied_by_listener;
pub mod disabled;
pub mod entra_group_ignored;
pub mod entra_identity_over_ntlm;
pub mod gnome_credentials_missing;
pub mod local_account_gone;
pub mod local_namesake_used;
pub mod locked_by_attackers;
pub mod locked_out;
pub mod microsoft_account_without_password;
pub mod no_interactive_right;
pub mod no_network_right;
pub mod no_remote_right;
pub mod not_allowed_to_authenticate;
pub mod outside_hours;
pub mod password_expired;
pub mod password_must_change;
pub mod password_sign_in_forbidden;
pub mod protected_user_without_kerberos;
pub mod remote_right_denied;
pub mod restricted_admin_denied;
pub mod saved_credentials_refused;
pub mod smart_card_required;
pub mod unknown_user;
pub mod vm_login_role_missing;
pub mod workstation_not_allowed;
pub mod wrong_credentials;
pub mod wrong_name_form;

use crate::cause::Cause;

/// Why an account is kept out although its password is right. A host that tells no more than "refused" looks the same as
/// with a wrong password then.
pub(super) static ABOUT_THE_ACCOUNT: [&Cause; 9] = [
    &disabled::CAUSE,
    &locked_out::CAUSE,
    &account_expired::CAUSE,
    &password_expired::CAUSE,
    &password_must_change::CAUSE,
    &no_remote_right::CAUSE,
    &remote_right_denied::CAUSE,
    &no_network_right::CAUSE,
    &outside_hours::CAUSE,
];
