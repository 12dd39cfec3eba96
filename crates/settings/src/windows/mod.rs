//! Windows, whatever its registry is read from: a disk, an export, a collection, or itself.

pub(crate) mod changes;
pub(crate) mod events;
mod firewall;
pub(crate) mod places;
mod read;
mod rights;
pub(crate) mod time;
pub(crate) mod view;

pub(crate) use read::read;
