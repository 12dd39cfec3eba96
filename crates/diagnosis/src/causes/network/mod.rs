//! Causes of the stage `network`.

pub mod answered_on_the_way;
pub mod backend_down;
pub mod closed_after_accept;
pub mod high_latency;
pub mod host_down;
pub mod mtu_black_hole;
pub mod no_route;
pub mod not_rdp;
pub mod packet_loss;
pub mod port_filtered;
pub mod port_refused;
pub mod rejected_by_firewall;
pub mod reset_on_rdp;
pub mod silent_after_accept;
pub mod udp_blocked;
pub mod unstable_backend;
