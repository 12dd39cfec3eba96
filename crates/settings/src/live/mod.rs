//! The Windows that this program runs on: its registry, and through its own PowerShell the states
//! of services, listeners and events. Applying here is experimental: nobody has done it on a real
//! Windows; under Wine it was tried.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use diagnosis::facts::Fact;
use diagnosis::facts::inside::{HostKind, Inside};
use diagnosis::plan::Plan;
use registry::{Kind, Value};
use windows_registry::{Key, LOCAL_MACHINE, Type};

use crate::collector::{self, Collection};
use crate::draft::{Drafted, drafted};
use crate::program;
use crate::values::Values;
use crate::windows::changes;
use crate::windows::view::{KeyContent, Unseen, View};
use crate::{Seen, windows};

/// What changes of a running Windows were tested with.
const TESTED: &str = "Wine's registry only; on a running Windows this is experimental";
/// As long the script may take that reads what is not in the registry.
const PATIENCE: Duration = Duration::from_secs(60);
/// ERROR_FILE_NOT_FOUND and ERROR_PATH_NOT_FOUND, as HRESULTs.
const NOT_FOUND: [u32; 2] = [0x8007_0002, 0x8007_0003];

/// This computer.
#[derive(Debug)]
pub struct Live {
    source: String,
}

/// The registry of this computer.
struct Machine;

impl Live {
    pub(crate) fn open(source: &str) -> Self {
        Self { source: source.to_owned() }
    }

    /// As it was asked for.
    pub(crate) fn name(&self) -> &str {
        &self.source
    }

    /// What it tells.
    pub fn look(&self) -> Seen {
        if let Some(collected) = collected(&self.source) {
            return collected.look();
        }
        let mut inside = Inside::unread(self.source.clone(), HostKind::Windows, true);
        windows::read(&Machine, &mut inside);
        inside.unread.push("services, listeners and events, as PowerShell does not answer".to_owned());
        Seen { inside, log: Fact::not_asked() }
    }

    /// What a plan means here.
    pub(crate) fn draft(&self, plan: &Plan, override_policy: bool) -> Drafted {
        let ask = |change: &diagnosis::change::Change| changes::draft(&Machine, change, override_policy);
        drafted(&self.source, TESTED, windows::afterwards(), plan, &ask)
    }
}

/// What the collector's script says of this computer; `None` where there is no PowerShell.
fn collected(source: &str) -> Option<Collection> {
    let mut child = program::power_shell()?
        .args(["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-Command", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let mut stdout = child.stdout.take()?;
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut stdout, &mut bytes).map(|_| bytes)
    });
    // A shell that is no PowerShell may not read; it ends then, and so does this.
    let _ = stdin.write_all(collector::script().as_bytes());
    drop(stdin);
    let end = Instant::now() + PATIENCE;
    while child.try_wait().ok()?.is_none() {
        if Instant::now() > end {
            let _ = child.kill();
            return None;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let bytes = reader.join().ok()?.ok()?;
    Collection::read(source, &bytes).ok()
}

impl View for Machine {
    fn key(&self, path: &str) -> Result<Option<KeyContent>, Unseen> {
        let Some(key) = open(path).map_err(Unseen::Failed)? else { return Ok(None) };
        let failed = |error: &dyn std::fmt::Display| Unseen::Failed(format!("{path}: {error}"));
        let values = key.values().map_err(|error| failed(&error))?.map(|(name, value)| {
            let data: &[u8] = &value;
            (name, Value { kind: kind(value.ty()), data: data.to_vec() })
        });
        let values = values.collect();
        let subkeys = key.keys().map_err(|error| failed(&error))?.collect();
        Ok(Some(KeyContent { values, more: false, asked: None, subkeys, written: None }))
    }
}

impl Values for Live {
    fn now(&self, key: &str, name: &str) -> Result<Option<Value>, String> {
        Ok(Machine.value(key, name).map_err(|unseen| match unseen {
            Unseen::NotHere => format!("{key} is not here"),
            Unseen::Failed(why) => why,
        })?)
    }

    fn set(&self, key: &str, name: &str, new: Option<&Value>) -> Result<(), String> {
        let failed = |error: &dyn std::fmt::Display| format!("{key}\\{name}: {error}");
        let Some(new) = new else {
            let opened = LOCAL_MACHINE.options().write().open(key).map_err(|error| failed(&error))?;
            return opened.remove_value(name).map_err(|error| failed(&error));
        };
        let opened =
            LOCAL_MACHINE.options().read().write().create().open(key).map_err(|error| failed(&error))?;
        opened.set_bytes(name, Type::from(new.kind.number()), &new.data).map_err(|error| failed(&error))
    }
}

/// A key, if it exists.
fn open(path: &str) -> Result<Option<Key>, String> {
    match LOCAL_MACHINE.open(path) {
        Ok(key) => Ok(Some(key)),
        Err(error) if NOT_FOUND.contains(&error.code().0.cast_unsigned()) => Ok(None),
        Err(error) => Err(format!("{path}: {error}")),
    }
}

fn kind(of: Type) -> Kind {
    match of {
        Type::U32 => Kind::Dword,
        Type::U64 => Kind::Qword,
        Type::String => Kind::Text,
        Type::ExpandString => Kind::ExpandText,
        Type::MultiString => Kind::Texts,
        Type::Bytes => Kind::Binary,
        Type::Other(number) => Kind::from_number(number),
    }
}
