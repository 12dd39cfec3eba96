//! Who may sign in: rights, group members, local accounts. Hashes and secrets are not read.

use diagnosis::facts::inside::{Account, Rights};
use diagnosis::facts::{Fact, Gap};
use jiff::Timestamp;

use super::places::{ACCOUNTS, GROUPS, RIGHTS};
use super::view::{KeyContent, Reader, View};
use crate::windows::time;

/// The most members and accounts that are kept.
const MOST: usize = 500;

/// Bits of `ActSysAc` ([MS-LSAD] 2.2.1.2 SYSTEM_ACCESS).
const NETWORK: u32 = 0x2;
const NEVER_NETWORK: u32 = 0x80;
const REMOTE: u32 = 0x400;
const NEVER_REMOTE: u32 = 0x800;

/// The number of Remote Desktop Users among the groups of Windows itself (S-1-5-32-555).
const REMOTE_DESKTOP_USERS: u32 = 555;

pub(super) fn read(reader: &Reader<'_>) -> Rights {
    let system_access = system_access(reader);
    let holders = |bit: u32| match &system_access {
        Ok(all) => Fact::Known(
            all.iter()
                .filter(|(_, access)| access & bit != 0)
                .map(|(sid, _)| sid.clone())
                .take(MOST)
                .collect(),
        ),
        Err(gap) => Fact::unknown(gap.clone()),
    };
    Rights {
        remote: holders(REMOTE),
        never_remote: holders(NEVER_REMOTE),
        network: holders(NETWORK),
        never_network: holders(NEVER_NETWORK),
        remote_desktop_users: members(reader, REMOTE_DESKTOP_USERS),
        required_group: Fact::not_applicable(),
        always_asks_for_group: Fact::not_applicable(),
        root: Fact::not_applicable(),
        accounts: accounts(reader),
    }
}

/// Who has which system access rights.
fn system_access(reader: &Reader<'_>) -> Result<Vec<(String, u32)>, Gap> {
    let Some(accounts) = reader.key(RIGHTS)? else {
        return Err(Gap::Failed("the security policy has no accounts".to_owned()));
    };
    let mut found = Vec::new();
    for sid in accounts.subkeys.into_iter().take(MOST) {
        let Some(key) = reader.key(&format!(r"{RIGHTS}\{sid}\ActSysAc"))? else { continue };
        // The default value: four bytes of no type.
        if let Some(bits) = key.value("").and_then(|value| <[u8; 4]>::try_from(value.data.as_slice()).ok()) {
            found.push((sid, u32::from_le_bytes(bits)));
        }
    }
    Ok(found)
}

/// The members of one of Windows' own groups, by SID, from its value `C`.
fn members(reader: &Reader<'_>, group: u32) -> Fact<Vec<String>> {
    let key = match reader.key(&format!(r"{GROUPS}\{group:08X}")) {
        Ok(Some(key)) => key,
        Ok(None) => return Fact::not_applicable(),
        Err(gap) => return Fact::unknown(gap),
    };
    let read = key.value("C").and_then(|value| sids(&value.data));
    read.map_or_else(|| Fact::unknown(Gap::Failed("the group has an unknown form".to_owned())), Fact::Known)
}

/// A group's value: offset, length and count of its members stand at 0x28; offsets count from 0x34.
fn sids(group: &[u8]) -> Option<Vec<String>> {
    let number = |at: usize| Some(u32::from_le_bytes(group.get(at..at + 4)?.try_into().ok()?) as usize);
    let (from, length, count) = (number(0x28)?.checked_add(0x34)?, number(0x2C)?, number(0x30)?);
    let mut bytes = group.get(from..from.checked_add(length)?)?;
    let mut found = Vec::new();
    for _ in 0..count.min(MOST) {
        let (sid, rest) = sid(bytes)?;
        found.push(sid);
        bytes = rest;
    }
    Some(found)
}

/// A SID in its binary form ([MS-DTYP] 2.4.2.2).
fn sid(bytes: &[u8]) -> Option<(String, &[u8])> {
    let (&revision, &count) = (bytes.first()?, bytes.get(1)?);
    let authority = bytes.get(2..8)?.iter().fold(0_u64, |sum, &byte| sum << 8 | u64::from(byte));
    let end = 8 + usize::from(count) * 4;
    let mut text = format!("S-{revision}-{authority}");
    for part in bytes.get(8..end)?.chunks_exact(4) {
        text.push_str(&format!("-{}", u32::from_le_bytes([part[0], part[1], part[2], part[3]])));
    }
    Some((text, &bytes[end..]))
}

/// Local accounts, from their value `F`: flags and times. `V`, which holds the hashes, is not read.
fn accounts(reader: &Reader<'_>) -> Fact<Vec<Account>> {
    let names = match reader.key(&format!(r"{ACCOUNTS}\Names")) {
        Ok(Some(key)) => key.subkeys,
        Ok(None) => return Fact::not_applicable(),
        Err(gap) => return Fact::unknown(gap),
    };
    let mut found = Vec::new();
    for name in names.into_iter().take(MOST) {
        if let Some(account) = account(reader.0, name) {
            found.push(account);
        }
    }
    Fact::Known(found)
}

/// The number of an account is the type of the default value of its name's key.
fn account(view: &dyn View, name: String) -> Option<Account> {
    let of_name = view.key(&format!(r"{ACCOUNTS}\Names\{name}")).ok()??;
    let rid = of_name.value("")?.kind.number();
    let key: KeyContent = view.key(&format!(r"{ACCOUNTS}\{rid:08X}")).ok()??;
    let fixed = &key.value("F")?.data;
    let flags = u16::from_le_bytes(fixed.get(0x38..0x3A)?.try_into().ok()?);
    let failures = u16::from_le_bytes(fixed.get(0x40..0x42)?.try_into().ok()?);
    let moment = |at: usize| -> Option<Timestamp> {
        let ticks = u64::from_le_bytes(fixed.get(at..at + 8)?.try_into().ok()?);
        // 0 and the end of time say never.
        (ticks != 0 && ticks != i64::MAX as u64).then(|| time::from_file_time(ticks)).flatten()
    };
    Some(Account {
        name,
        rid,
        disabled: flags & 0x1 != 0,
        password_not_required: flags & 0x4 != 0,
        locked: flags & 0x400 != 0,
        expires: moment(0x20),
        last_failure: moment(0x28),
        never_had_password: false,
        password_ends: None,
        must_change: false,
        failures: failures.into(),
    })
}
