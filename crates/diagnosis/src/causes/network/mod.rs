//! Causes of the stage `network`.

use crate::cause::SeenAs;

pub mod address_banned;
pub mod answered_on_the_way;
pub mod backend_down;
pub mod blocked_by_antivirus;
pub mod blocked_by_provider;
pub mod carrier_nat;
pub mod closed_after_accept;
pub mod cloud_rule_missing;
pub mod firewall_rule_disabled;
pub mod firewall_rules_overridden;
pub mod high_latency;
pub mod home_edition;
pub mod host_asleep;
pub mod host_down;
pub mod host_restarting;
pub mod listener_missing;
pub mod mtu_black_hole;
pub mod no_route;
pub mod not_rdp;
pub mod packet_loss;
pub mod port_filtered;
pub mod port_moved;
pub mod port_refused;
pub mod port_taken;
pub mod ports_exhausted;
pub mod public_firewall_profile;
pub mod rdp_disabled;
pub mod rdp_disabled_by_policy;
pub mod rejected_by_firewall;
pub mod reset_on_rdp;
pub mod service_crashes;
pub mod service_rights_lost;
pub mod service_stopped;
pub mod setup_unfinished;
pub mod silent_after_accept;
pub mod udp_blocked;
pub mod udp_unstable;
pub mod unstable_backend;
pub mod wrong_port_forward;

/// What screens show when no connection comes about, whatever the cause.
const CANT_CONNECT: &[SeenAs] = &[
    SeenAs {
        client: "mstsc",
        message: "Remote Desktop can't connect to the remote computer for one of these reasons: 1) Remote access to the server is not enabled 2) The remote computer is turned off 3) The remote computer is not available on the network",
        codes: &["516", "0x204"],
    },
    SeenAs {
        client: "windows-app",
        message: "We couldn't connect to the remote PC. Make sure the PC is turned on and connected to the network, and that remote access is enabled.",
        codes: &["0x204"],
    },
    SeenAs {
        client: "freerdp",
        message: "ERRCONNECT_CONNECT_FAILED",
        codes: &["0x20006", "ERRCONNECT_CONNECT_FAILED", "xfreerdp exit 141"],
    },
    SeenAs { client: "guacamole", message: "Connection failed (server unreachable?)", codes: &["0x0207"] },
];
