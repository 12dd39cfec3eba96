//! A host reached by other means: a script that reads there, and what it printed.
//!
//! The script does as little as can be done there: it copies registry values, states and events.
//! What they mean is decided here, by the same code that reads a disk.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use diagnosis::facts::inside::{HostKind, Inside, Listening, ProfileName, Update};
use diagnosis::facts::log::Span;
use diagnosis::facts::{Fact, Facts, Log};
use diagnosis::plan::Plan;
use jiff::Timestamp;
use registry::{Kind, Value};
use serde::Deserialize;

use crate::draft::{Drafted, drafted};
use crate::export::TESTED;
use crate::windows::events::{self, Recorded};
use crate::windows::firewall::WINDOWS_OWN;
use crate::windows::snapshot::Snapshot;
use crate::windows::view::KeyContent;
use crate::windows::{Need, changes, needed, places};
use crate::{Error, Seen, folder, windows};

/// The largest collection that is read, in bytes.
const LARGEST: u64 = 64 << 20;
const SCHEMA: &str = "readmit.collected/1";

/// The script for PowerShell: read-only, with a word about every line.
pub fn script() -> String {
    let lines = |items: Vec<String>| {
        items.into_iter().map(|item| format!("    {item}")).collect::<Vec<_>>().join("\n")
    };
    let list = |names: &mut dyn Iterator<Item = &str>| names.map(quoted).collect::<Vec<_>>().join(",");
    let keys = needed().iter().map(|(path, need)| wanted(&quoted(path), need, &list)).collect();
    let events = events::wanted()
        .map(|(provider, ids)| {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            format!("@{{ provider = {}; ids = @({}) }}", quoted(provider), ids.join(", "))
        })
        .collect();
    include_str!("collect.ps1")
        .replace("@KEYS@", &lines(keys))
        .replace("@OWN@", &list(&mut WINDOWS_OWN.into_iter()))
        .replace("@SERVICES@", &list(&mut places::NEEDED_SERVICES.into_iter()))
        .replace("@LISTENER@", places::LISTENER)
        .replace("@FIELDS@", &list(&mut events::FIELDS.into_iter()))
        .replace("@EVENTS@", &lines(events))
}

/// A name as PowerShell takes it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// What is wanted of a key, as PowerShell takes it. `values` would be a table's own property there.
fn wanted(path: &str, need: &Need, list: &dyn Fn(&mut dyn Iterator<Item = &str>) -> String) -> String {
    let mut parts = vec![format!("path = {path}")];
    if !need.values.is_empty() {
        parts.push(format!("take = @({})", list(&mut need.values.iter().map(String::as_str))));
    }
    let set: Vec<&str> = need.set.difference(&need.values).map(String::as_str).collect();
    if !set.is_empty() {
        parts.push(format!("set = @({})", list(&mut set.into_iter())));
    }
    for (name, is_wanted) in [("any", need.any), ("thumbprints", need.thumbprints), ("rules", need.rules)] {
        if is_wanted {
            parts.push(format!("{name} = $true"));
        }
    }
    format!("@{{ {} }}", parts.join("; "))
}

/// What the script printed, or facts that were saved.
#[derive(Debug)]
pub struct Collection {
    source: String,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Collected(Box<Collected>, Snapshot),
    Saved(Box<Facts>),
}

#[derive(Debug, Deserialize)]
struct Collected {
    schema: String,
    collected_at: Timestamp,
    #[serde(default)]
    keys: Vec<Key>,
    services: Option<Vec<State>>,
    listening: Option<Vec<Listener>>,
    networks: Option<Vec<String>>,
    remote_desktop_users: Option<Vec<String>>,
    saved_for: Option<Vec<String>>,
    updates: Option<Vec<Installed>>,
    security_products: Option<Vec<String>>,
    events: Option<Vec<Event>>,
}

#[derive(Debug, Deserialize)]
struct Key {
    path: String,
    #[serde(default)]
    absent: bool,
    failed: Option<String>,
    #[serde(default)]
    values: Vec<Named>,
    #[serde(default)]
    subkeys: Vec<String>,
    /// Whether it holds values, where that alone was asked.
    any: Option<bool>,
    /// The values that were asked for; collections before this took all there were.
    asked: Option<Asked>,
}

/// PowerShell writes a list of one as the one.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Asked {
    Several(Vec<String>),
    One(String),
}

impl Asked {
    fn names(&self) -> Vec<String> {
        match self {
            Self::Several(names) => names.clone(),
            Self::One(name) => vec![name.clone()],
        }
    }
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
    #[serde(default)]
    kind: i64,
    #[serde(default)]
    data: serde_json::Value,
    /// Whether it says anything, where that alone was asked.
    set: Option<bool>,
}

#[derive(Debug, Deserialize)]
struct State {
    name: String,
    running: bool,
}

#[derive(Debug, Deserialize)]
struct Listener {
    port: u32,
    own: bool,
    program: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Installed {
    kb: String,
    installed: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Event {
    provider: String,
    id: u32,
    at: Option<Timestamp>,
    #[serde(default)]
    data: std::collections::HashMap<String, String>,
}

impl Collection {
    /// Reads a collection or saved facts from a file.
    pub(crate) fn open(source: &str, path: &Path) -> Result<Self, Error> {
        let error =
            |io: std::io::Error| Error::Source { source_name: source.to_owned(), why: io.to_string() };
        Self::read(source, &folder::read_file(path, LARGEST).map_err(error)?)
    }

    /// Reads a collection or saved facts.
    pub(crate) fn read(source: &str, bytes: &[u8]) -> Result<Self, Error> {
        let error = |why: String| Error::Source { source_name: source.to_owned(), why };
        // Windows PowerShell redirects into UTF-16.
        let text = crate::export::decoded(bytes).ok_or_else(|| error("it is no text".to_owned()))?;
        let source = source.to_owned();
        let saved = |text: &str| Facts::from_json(text).ok().filter(|facts| facts.inside.known().is_some());
        let head: serde_json::Value = serde_json::from_str(text.trim())
            .map_err(|json| error(format!("it is not what the script prints: {json}")))?;
        if head["schema"] != SCHEMA {
            return match saved(&text) {
                Some(facts) => Ok(Self { source, content: Content::Saved(Box::new(facts)) }),
                None => Err(error(format!("it is neither {SCHEMA} nor facts with a look from inside"))),
            };
        }
        let collected: Collected = serde_json::from_value(head)
            .map_err(|json| error(format!("it is not what the script prints: {json}")))?;
        debug_assert_eq!(collected.schema, SCHEMA);
        let mut snapshot = Snapshot::new(false);
        for key in &collected.keys {
            if key.absent {
                snapshot.insert_absent(&key.path);
            } else if key.failed.is_none() {
                let values = key.values.iter().filter_map(|named| Some((named.name.clone(), value(named)?)));
                let content = KeyContent {
                    values: values.collect(),
                    more: key.any == Some(true),
                    asked: key.asked.as_ref().map(Asked::names),
                    subkeys: key.subkeys.clone(),
                    written: None,
                };
                snapshot.insert(&key.path, content);
            }
        }
        Ok(Self { source, content: Content::Collected(Box::new(collected), snapshot) })
    }

    /// As it was asked for.
    pub(crate) fn name(&self) -> &str {
        &self.source
    }

    /// What it tells.
    pub fn look(&self) -> Seen {
        let (collected, snapshot) = match &self.content {
            Content::Saved(facts) => {
                let inside = facts.inside.known().expect("it was looked for").clone();
                return Seen {
                    inside: Inside { source: self.source.clone(), ..inside },
                    log: facts.log.clone(),
                };
            }
            Content::Collected(collected, snapshot) => (collected, snapshot),
        };
        let mut inside = Inside::unread(self.source.clone(), HostKind::Windows, true);
        windows::read(snapshot, &mut inside);
        inside.as_of = Fact::Known(collected.collected_at);
        let failed = collected.keys.iter().filter(|key| key.failed.is_some());
        inside.unread = failed.map(|key| key.path.clone()).collect();
        collected.add_to(&mut inside);
        Seen { inside, log: collected.log() }
    }

    /// What a plan means on the host that it was taken from.
    pub(crate) fn draft(&self, plan: &Plan, override_policy: bool) -> Drafted {
        let nothing = Snapshot::new(false);
        let snapshot = match &self.content {
            Content::Collected(_, snapshot) => snapshot,
            // Facts tell what is set, and not where.
            Content::Saved(_) => &nothing,
        };
        let ask = |change: &diagnosis::change::Change| changes::draft(snapshot, change, override_policy);
        drafted(&self.source, TESTED, windows::afterwards(), plan, &ask).by_script()
    }
}

impl Collected {
    fn add_to(&self, inside: &mut Inside) {
        if let (Some(services), Some(states)) = (inside.services.known_mut(), &self.services) {
            for service in services {
                let state = states.iter().find(|state| state.name.eq_ignore_ascii_case(&service.name));
                service.running = Fact::from(state.map(|state| state.running));
            }
        }
        if let Some(listening) = &self.listening {
            let port = inside.access.port.known().copied().flatten().unwrap_or(3389);
            let on_port = listening.iter().find(|listener| listener.port == port);
            inside.access.listening = Fact::Known(match on_port {
                None => Listening::Nobody,
                Some(listener) if listener.own => Listening::RemoteDesktop,
                Some(listener) => {
                    Listening::Other(listener.program.clone().unwrap_or_else(|| "another program".into()))
                }
            });
        }
        if let Some(networks) = &self.networks {
            let name = |text: &String| match text.as_str() {
                "DomainAuthenticated" => Some(ProfileName::Domain),
                "Private" => Some(ProfileName::Private),
                "Public" => Some(ProfileName::Public),
                _ => None,
            };
            inside.firewall.current = Fact::Known(networks.iter().filter_map(name).collect());
        }
        if let Some(members) = &self.remote_desktop_users {
            inside.rights.remote_desktop_users = Fact::Known(members.clone());
        }
        if let Some(hosts) = &self.saved_for {
            inside.connecting.saved_for = Fact::Known(hosts.clone());
        }
        if let Some(updates) = &self.updates {
            let update =
                |one: &Installed| Update { kb: one.kb.clone(), installed: Fact::from(one.installed.clone()) };
            inside.system.updates = Fact::Known(updates.iter().map(update).collect());
        }
        if let Some(products) = &self.security_products {
            inside.system.security_products = Fact::Known(products.clone());
        }
    }

    fn log(&self) -> Fact<Log> {
        let Some(collected) = &self.events else { return Fact::not_asked() };
        let mut log = Log::default();
        for event in collected {
            let recorded = Recorded {
                provider: event.provider.clone(),
                id: event.id,
                at: event.at,
                data: event.data.clone(),
            };
            if let Some(entry) = events::entry(&recorded) {
                events::keep(&mut log, entry);
            }
        }
        log.entries.sort_by_key(|entry| entry.at);
        let from = log.entries.first().map(|entry| entry.at);
        log.read.push(Span {
            log: "events".to_owned(),
            from,
            until: Some(self.collected_at),
            unread: 0,
            only_faults: false,
        });
        Fact::Known(log)
    }
}

/// A value as the script writes it: numbers as numbers, bytes in base 64.
fn value(named: &Named) -> Option<Value> {
    if let Some(set) = named.set {
        return Some(Value::text(if set { "(set)" } else { "" }));
    }
    let kind = Kind::from_number(u32::try_from(named.kind).unwrap_or_default());
    let wide = |text: &str| text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let data = match kind {
        // PowerShell writes numbers above 2^31 as negative ones.
        Kind::Dword => named.data.as_i64()?.to_le_bytes()[..4].to_vec(),
        Kind::Qword => named.data.as_i64()?.to_le_bytes().to_vec(),
        Kind::Text | Kind::ExpandText => wide(named.data.as_str()?),
        Kind::Texts => match &named.data {
            serde_json::Value::String(one) => [wide(one), vec![0, 0]].concat(),
            several => {
                let texts = several.as_array()?.iter().filter_map(|text| text.as_str());
                texts.flat_map(wide).chain([0, 0]).collect()
            }
        },
        _ => STANDARD.decode(named.data.as_str()?).ok()?,
    };
    Some(Value { kind, data })
}
