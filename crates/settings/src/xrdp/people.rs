//! Who may sign in on a host with xrdp, and how its accounts stand.

use std::collections::HashMap;

use diagnosis::facts::inside::{Account, Rights};
use diagnosis::facts::{Fact, Gap};
use jiff::Timestamp;

use super::Xrdp;
use super::read::{SECURITY, is_on};

impl Xrdp {
    pub(super) fn rights(&self) -> Rights {
        let set = |name: &str| {
            let value = |ini: &crate::ini::Ini| {
                ini.value(SECURITY, name).filter(|value| !value.is_empty()).map(str::to_owned)
            };
            self.sesman.as_ref().map(value)
        };
        let switch = |name: &str| match set(name) {
            Some(value) => Fact::Known(value.map(|value| is_on(&value))),
            None => Fact::not_asked(),
        };
        let group = set("TerminalServerUsers").map_or_else(Fact::not_asked, Fact::Known);
        let members = group.known().cloned().flatten().map(|group| self.members(&group));
        Rights {
            remote_desktop_users: members.unwrap_or_else(Fact::not_asked),
            // The group counts where it exists, or where membership is always asked for.
            required_group: group,
            always_asks_for_group: switch("AlwaysGroupCheck"),
            root: switch("AllowRootLogin"),
            accounts: self.accounts(),
            ..Rights::default()
        }
    }

    /// The members of a group, those whose own group it is among them; not applicable where there is no such group.
    fn members(&self, group: &str) -> Fact<Vec<String>> {
        if !self.is_whole() {
            return Fact::not_asked();
        }
        let (Some(groups), Some(users)) = (self.text("etc/group"), self.text("etc/passwd")) else {
            return Fact::not_asked();
        };
        let fields = |line: &str| line.split(':').map(str::to_owned).collect::<Vec<String>>();
        let Some(entry) = groups.lines().map(fields).find(|entry| entry[0] == group) else {
            return Fact::not_applicable();
        };
        let listed = entry.get(3).map_or("", String::as_str).split(',').filter(|member| !member.is_empty());
        let mut members: Vec<String> = listed.map(str::to_owned).collect();
        for user in users.lines().map(fields) {
            if entry.get(2).is_some() && user.get(3) == entry.get(2) && !members.contains(&user[0]) {
                members.push(user[0].clone());
            }
        }
        Fact::Known(members)
    }

    /// Accounts that people sign in with. Of the second field of `shadow` only its first sign is
    /// looked at, which tells a locked account.
    fn accounts(&self) -> Fact<Vec<Account>> {
        const FIRST_PERSON: u32 = 1000;
        const NOBODY: u32 = 65534;
        if !self.is_whole() {
            return Fact::not_asked();
        }
        let (Some(passwd), Some(shadow)) = (self.text("etc/passwd"), self.text("etc/shadow")) else {
            return Fact::unknown(Gap::Failed("the accounts can't be read".to_owned()));
        };
        let shadow = zeroize::Zeroizing::new(shadow);
        let secrets: HashMap<&str, Vec<&str>> = shadow
            .lines()
            .map(|line| line.split(':').collect::<Vec<_>>())
            .map(|entry| (entry[0], entry))
            .collect();
        let mut found = Vec::new();
        for line in passwd.lines() {
            let entry: Vec<&str> = line.split(':').collect();
            let Some(id) = entry.get(2).and_then(|id| id.parse::<u32>().ok()) else { continue };
            if id != 0 && id < FIRST_PERSON || id == NOBODY {
                continue;
            }
            let Some(secret) = secrets.get(entry[0]) else { continue };
            let days = |at: usize| secret.get(at).and_then(|days| days.parse::<i64>().ok());
            found.push(Account {
                name: entry[0].to_owned(),
                rid: id,
                // `passwd --unlock` takes a `!` away; a lone one, and a `*`, hide no password.
                disabled: secret.get(1).is_some_and(|hash| hash.starts_with('!') && !is_no_hash(hash)),
                never_had_password: secret.get(1).is_some_and(|hash| is_no_hash(hash)),
                password_ends: ends(days(2), days(4)),
                must_change: days(2) == Some(0) && !secret.get(1).is_some_and(|hash| is_no_hash(hash)),
                locked: false,
                password_not_required: secret.get(1).is_some_and(|hash| hash.is_empty()),
                expires: days(7).and_then(|days| Timestamp::from_second(days.checked_mul(86_400)?).ok()),
                last_failure: None,
                failures: 0,
            });
        }
        Fact::Known(found)
    }
}

/// The end of a password's time: the day of its last change, and the most days it counts (shadow(5)). Nothing where it
/// counts for ever.
fn ends(changed: Option<i64>, most: Option<i64>) -> Option<Timestamp> {
    const FOR_EVER: i64 = 99_999;
    let (changed, most) =
        (changed.filter(|day| *day > 0)?, most.filter(|days| (0..FOR_EVER).contains(days))?);
    Timestamp::from_second(changed.checked_add(most)?.checked_add(1)?.checked_mul(86_400)?).ok()
}

/// The second field of `shadow` where no password was ever set (shadow(5)).
fn is_no_hash(hash: &str) -> bool {
    let rest = hash.trim_start_matches('!');
    !hash.is_empty() && (rest.is_empty() || rest.starts_with('*'))
}
