//! Causes of the stage `client`.

pub mod clock_wrong;
pub mod credssp_off;
pub mod invalid_monitor_layout;
pub mod offline;
pub mod server_authentication_required;
