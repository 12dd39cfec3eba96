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
    /// All of it, which nobody gets.
    whole: bool,
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
    needs.retain(|path, _| !elsewhere(path));
    needs
}

/// Rights, accounts and packages have other sources on a running host, or none.
fn elsewhere(path: &str) -> bool {
    path.starts_with("SAM\\") || path.starts_with("SECURITY\\") || path.starts_with(SERVICING_PACKAGES)
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
    fn key(&self, path: &str) -> Result<Option<KeyContent>, Unseen> {
        // A whole key is not collected; the tests hold that nobody asks for one that is.
        if !elsewhere(path) {
            self.of(path, |need| need.whole = true);
        }
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
    fn nobody_asks_for_a_whole_key_that_is_collected() {
        let whole: Vec<_> =
            needed().into_iter().filter(|(_, need)| need.whole).map(|(path, _)| path).collect();
        assert!(whole.is_empty(), "{whole:?}");
    }

    /// A registry with something under every name, another one for each seed.
    struct Anything(u64);

    impl Anything {
        fn of(&self, path: &str, name: &str) -> Option<Value> {
            let mut hash = 0xCBF2_9CE4_8422_2325 ^ self.0;
            for byte in path.bytes().chain([0]).chain(name.bytes()) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
            }
            match hash >> 32 & 7 {
                0 | 1 => None,
                2 => Some(Value::dword(0)),
                3 => Some(Value::dword(1)),
                4 => Some(Value::dword((hash & 7) as u32)),
                5 => Some(Value { kind: Kind::Binary, data: vec![7; 20] }),
                6 => Some(Value::text("3389")),
                _ => Some(Value::text("LanmanNT")),
            }
        }
    }

    impl View for Anything {
        fn key(&self, path: &str) -> Result<Option<KeyContent>, Unseen> {
            if elsewhere(path) { Err(Unseen::NotHere) } else { Ok(Some(KeyContent::default())) }
        }

        fn value(&self, path: &str, name: &str) -> Result<Option<Value>, Unseen> {
            if elsewhere(path) { Err(Unseen::NotHere) } else { Ok(self.of(path, name)) }
        }
    }

    /// The same, of which only what is needed was taken.
    struct Taken(Anything, BTreeMap<String, Need>);

    impl View for Taken {
        fn key(&self, path: &str) -> Result<Option<KeyContent>, Unseen> {
            if self.1.contains_key(path) { self.0.key(path) } else { Err(Unseen::NotHere) }
        }

        fn value(&self, path: &str, name: &str) -> Result<Option<Value>, Unseen> {
            let need = self.1.get(path).ok_or(Unseen::NotHere)?;
            let taken = need.values.contains(name) || need.set.contains(name);
            if taken { self.0.value(path, name) } else { Err(Unseen::NotHere) }
        }
    }

    #[test]
    fn what_is_taken_tells_as_much_as_the_whole() {
        let needed = needed();
        let facts = |view: &dyn View| {
            let mut inside = Inside::unread(String::new(), HostKind::Windows, true);
            read(view, &mut inside);
            let drafts = change::ALL.iter().map(|change| format!("{:?}", changes::draft(view, change, true)));
            (inside, drafts.collect::<Vec<_>>())
        };
        for seed in 0..300 {
            let whole = facts(&Anything(seed));
            let taken = facts(&Taken(Anything(seed), needed.clone()));
            assert_eq!(whole, taken, "{seed}");
        }
    }

    #[test]
    fn what_is_read_only_sometimes_is_taken_too() {
        let needed = needed();
        let stores = needed.iter().filter(|(_, need)| need.thumbprints).count();
        assert_eq!(stores, 2, "asked for only where the listener names a certificate");
        assert!(needed.keys().any(|path| path.ends_with(r"TermService\Parameters")));
    }
}
