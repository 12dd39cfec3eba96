//! Causes of the stage `name`.

pub mod address_family_broken;
pub mod ip_address_used;
pub mod no_dns_server;
pub mod not_found;
pub mod stale_record;
