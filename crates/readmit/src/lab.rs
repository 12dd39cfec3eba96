//! `lab`: a host that fails on purpose, to check against or to hold open for other clients.

use lab::{Fault, Running};
use probe::{HostPort, Identity, Password, Target};

use crate::target;

pub use lab::{Error, faults, start};

/// The fault that `lab:FAULT` or `FAULT` names.
pub fn find(name: &str) -> Option<&'static Fault> {
    faults::find(name.strip_prefix("lab:").unwrap_or(name))
}

/// What a client needs to check against a running lab: the target and the account.
pub fn client(running: &Running, id: &str) -> (Target, Identity) {
    let setting = &running.setting;
    let mut target = match &running.rdp_file {
        Some(text) => {
            let resolved = target::from_file("lab.rdp", text.as_bytes(), "lab.rdp");
            resolved.expect("the lab writes sound connection files")
        }
        None => Target::new(HostPort { host: setting.asked.clone(), port: running.port }),
    };
    target.written = Some(format!("lab:{id}"));
    target.resolver = Some(running.dns);
    target.roots = vec![running.root.clone()];
    target.kdc.clone_from(&running.kdc);
    target.timeout = setting.timeout;
    target.known_hosts = running.known_hosts();
    (target.trust, target.insist, target.through) = (setting.trust, setting.insist, setting.through);
    let identity = Identity::parse(&setting.user, None, Password::new(running.given_password()));
    (target, identity)
}
