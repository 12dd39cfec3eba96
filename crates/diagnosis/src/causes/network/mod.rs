//! Causes of the stage `network`.

pub mod closed_after_accept;
pub mod high_latency;
pub mod host_down;
pub mod no_route;
pub mod not_rdp;
pub mod port_filtered;
pub mod port_refused;
pub mod reset_on_rdp;
pub mod silent_after_accept;
pub mod unstable_backend;
