//! The event logs of a disk.

use std::collections::HashMap;

use diagnosis::facts::Log;
use diagnosis::facts::log::Span;
use evtx::{EvtxParser, ParserSettings};
use serde_json::Value;

use crate::store::Store;
use crate::windows::events::{CHANNELS, Recorded, entry, keep};

/// Where they are, from the root of the disk.
const FOLDER: &str = "Windows/System32/winevt/Logs";
/// The largest log that is read, in bytes.
const LARGEST: u64 = 512 << 20;

/// Reads every log that can be read; what can't is named.
pub(super) fn read(store: &dyn Store, unread: &mut Vec<String>) -> Log {
    let mut log = Log::default();
    for channel in CHANNELS {
        let name = format!("{}.evtx", channel.replace('/', "%4"));
        let Ok(Some(path)) = store.find(&format!("{FOLDER}/{name}")) else { continue };
        match store.read(&path, LARGEST) {
            Ok(bytes) => one(channel, bytes, &mut log),
            Err(error) => unread.push(format!("the log {channel}: {error}")),
        }
    }
    log.entries.sort_by_key(|entry| entry.at);
    log
}

fn one(channel: &str, bytes: Vec<u8>, log: &mut Log) {
    let mut span = Span { log: channel.to_owned(), from: None, until: None, unread: 0, only_faults: false };
    let settings = ParserSettings::new().num_threads(1);
    let Ok(parser) = EvtxParser::from_buffer(bytes) else {
        span.unread = 1;
        log.read.push(span);
        return;
    };
    let mut parser = parser.with_configuration(settings);
    for record in parser.records_json_value() {
        let Ok(record) = record else {
            span.unread = span.unread.saturating_add(1);
            continue;
        };
        let recorded = recorded(&record.data);
        span.from = [span.from, recorded.at].into_iter().flatten().min();
        span.until = span.until.max(recorded.at);
        if let Some(entry) = entry(&recorded) {
            keep(log, entry);
        }
    }
    log.read.push(span);
}

/// A record as the parser writes it: attributes under `#attributes`, texts under `#text`.
fn recorded(event: &Value) -> Recorded {
    let event = &event["Event"];
    let system = &event["System"];
    let id = &system["EventID"];
    let number = id.as_u64().or_else(|| id["#text"].as_u64()).unwrap_or_default();
    let at = system["TimeCreated"]["#attributes"]["SystemTime"].as_str();
    let mut data = HashMap::new();
    for part in [&event["EventData"], &event["UserData"]] {
        flatten(part, &mut data, 0);
    }
    Recorded {
        provider: system["Provider"]["#attributes"]["Name"].as_str().unwrap_or_default().to_owned(),
        id: u32::try_from(number).unwrap_or_default(),
        at: at.and_then(|at| at.parse().ok()),
        data,
    }
}

/// Data by name, whatever it is wrapped in.
fn flatten(value: &Value, into: &mut HashMap<String, String>, depth: u32) {
    const DEEPEST: u32 = 4;
    let Some(object) = value.as_object().filter(|_| depth < DEEPEST) else { return };
    for (name, value) in object {
        match value {
            Value::String(text) => drop(into.insert(name.clone(), text.clone())),
            Value::Number(number) => drop(into.insert(name.clone(), number.to_string())),
            Value::Object(_) => flatten(value, into, depth + 1),
            _ => {}
        }
    }
}
