//! Causes of the stage `session`.

pub mod black_screen;
pub mod client_license_corrupt;
pub mod computer_in_use;
pub mod denied_by_host;
pub mod graphics_failed;
pub mod license_certificate_corrupt;
pub mod license_timeout;
pub mod license_unavailable;
pub mod limit_reached;
pub mod logon_process_crashed;
pub mod no_free_license;
pub mod out_of_resources;
pub mod reconnect_stuck;
pub mod remoteapp_only;
pub mod shell_failed;
pub mod taken_over;
pub mod time_limit_reached;
