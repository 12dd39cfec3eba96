//! Windows, whatever its registry is read from: a disk, an export, a collection, or itself.

pub(crate) mod changes;
pub(crate) mod events;
pub(crate) mod firewall;
mod needs;
pub(crate) mod places;
mod read;
mod rights;
pub(crate) mod snapshot;
pub(crate) mod time;
pub(crate) mod view;

pub(crate) use needs::{Need, needed};
pub(crate) use read::read;

/// What is to be done after a change of a running Windows.
pub(crate) fn afterwards() -> Vec<String> {
    vec![
        "Restart the service (it drops every session): Restart-Service TermService -Force; or the computer"
            .to_owned(),
        "Then look from outside: readmit check <computer>".to_owned(),
    ]
}
