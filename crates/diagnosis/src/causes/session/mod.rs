//! Causes of the stage `session`.

pub mod already_logged_in_locally;
pub mod audio_stall;
pub mod black_screen;
pub mod client_license_corrupt;
pub mod computer_in_use;
pub mod denied_by_host;
pub mod freezes_after_update;
pub mod graphics_failed;
pub mod license_certificate_corrupt;
pub mod license_timeout;
pub mod license_unavailable;
pub mod limit_reached;
pub mod login_service_down;
pub mod logon_process_crashed;
pub mod logons_drained;
pub mod no_free_license;
pub mod out_of_resources;
pub mod profile_failed;
pub mod reconnect_stuck;
pub mod remoteapp_console_conflict;
pub mod remoteapp_only;
pub mod service_busy;
pub mod service_hangs_after_update;
pub mod shell_failed;
pub mod taken_over;
pub mod time_limit_reached;
