//! What reading and drafting ask a registry for: the collector takes that and nothing else.
//!
//! No list is kept: a registry that writes down what it is asked is read, with every change drafted on it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use diagnosis::change;
use diagnosis::facts::inside::{HostKind, Inside};
use registry::{Kind, Value};

use super::places::SERVICING_PACKAGES;
use super::view::{KeyContent, Unseen, View};
use super::{changes, read};

/// What is wanted of a key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Need {
    /// These values.
    pub(crate) values: BTreeSet<String>,
    /// Of these, only whether they say anything.
    pub(crate) set: BTreeSet<String>,
    /// Whether it holds any value.
    pub(crate) any: bool,
    /// Those of its subkeys that are thumbprints.
    pub(crate) thumbprints: bool,
    /// The values that are rules of a firewall.
    pub(crate) rules: bool,
}

/// What a collection holds, by key. Rights, accounts and packages have other sources on a running host, or none.
pub(crate) fn needed() -> BTreeMap<String, Need> {
    let mut needs = BTreeMap::new();
    for answer in [
        None,
        Some(Value::dword(0)),
        Some(Value::dword(1)),
        Some(Value::dword(4)),
        Some(Value::text("3389")),
        // A thumbprint.
        Some(Value { kind: Kind::Binary, data: vec![7; 20] }),
    ] {
        let asked = Asked { answer, needs: RefCell::new(needs) };
        let mut inside = Inside::unread(String::new(), HostKind::Windows, true);
        read(&asked, &mut inside);
        for change in change::ALL {
            // What it would change is of no interest here.
            let _ = changes::draft(&asked, change, true);
        }
        needs = asked.needs.into_inner();
    }
    let elsewhere = |path: &str| {
        path.starts_with("SAM\\") || path.starts_with("SECURITY\\") || path.starts_with(SERVICING_PACKAGES)
    };
    needs.retain(|path, _| !elsewhere(path));
    needs
}

/// A registry that has every key, answers every question alike, and writes down what it was asked.
struct Asked {
    answer: Option<Value>,
    needs: RefCell<BTreeMap<String, Need>>,
}

impl Asked {
    fn of<T>(&self, path: &str, note: impl FnOnce(&mut Need) -> T) {
        note(self.needs.borrow_mut().entry(path.to_owned()).or_default());
    }
}

impl View for Asked {
    /// INVARIANT: no whole key is collected, so none that is may be asked for.
    fn key(&self, path: &str) -> Result<Option<KeyContent>, Unseen> {
        let elsewhere = path.starts_with("SAM\\")
            || path.starts_with("SECURITY\\")
            || path.starts_with(SERVICING_PACKAGES);
        assert!(elsewhere, "{path} is read whole");
        Ok(None)
    }

    fn value(&self, path: &str, name: &str) -> Result<Option<Value>, Unseen> {
        self.of(path, |need| need.values.insert(name.to_owned()));
        Ok(self.answer.clone())
    }

    fn exists(&self, path: &str) -> Result<bool, Unseen> {
        self.of(path, |_| ());
        Ok(true)
    }

    fn is_set(&self, path: &str, name: &str) -> Result<Option<bool>, Unseen> {
        self.of(path, |need| need.set.insert(name.to_owned()));
        Ok(None)
    }

    fn holds_values(&self, path: &str) -> Result<bool, Unseen> {
        self.of(path, |need| need.any = true);
        Ok(false)
    }

    fn thumbprints(&self, path: &str) -> Result<Vec<String>, Unseen> {
        self.of(path, |need| need.thumbprints = true);
        Ok(Vec::new())
    }

    fn rules(&self, path: &str) -> Result<Vec<(String, Value)>, Unseen> {
        self.of(path, |need| need.rules = true);
        Ok(Vec::new())
    }

    fn written(&self, _path: &str) -> Option<jiff::Timestamp> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::places::{GRACE_PERIOD, LISTENER, VERSION, WINLOGON};
    use super::*;

    #[test]
    fn of_keys_that_hold_secrets_only_what_is_needed_is_taken() {
        let needed = needed();
        let names = |path: &str| needed[path].values.iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(names(WINLOGON), ["Shell", "Userinit"]);
        assert!(needed[GRACE_PERIOD].any && names(GRACE_PERIOD).is_empty());
        assert!(!names(VERSION).contains(&"DigitalProductId"));
        assert!(!names(LISTENER).contains(&"Password") && names(LISTENER).contains(&"UserAuthentication"));
        assert!(needed[LISTENER].set.contains("InitialProgram"));
    }

    #[test]
    fn what_is_read_only_sometimes_is_taken_too() {
        let needed = needed();
        let stores = needed.iter().filter(|(_, need)| need.thumbprints).count();
        assert_eq!(stores, 2, "asked for only where the listener names a certificate");
        assert!(needed.keys().any(|path| path.ends_with(r"TermService\Parameters")));
    }
}
