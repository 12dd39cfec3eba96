//! A log of xrdp, or a journal that holds it, alone: nothing is known of what is set on that host.

use std::path::Path;

use diagnosis::change::Change;
use diagnosis::facts::Fact;
use diagnosis::facts::inside::{HostKind, Inside};
use diagnosis::plan::Plan;

use jiff::Timestamp;

use super::log::{self, TAIL, Text, whole_lines};
use crate::draft::{Draft, Drafted, drafted};
use crate::folder;
use crate::{Error, Seen};

/// A log without the host around it.
#[derive(Debug)]
pub struct LogFile {
    /// As it was asked for.
    source: String,
    /// What it is called in facts: a file's own name may tell who somebody is.
    kind: &'static str,
    text: String,
    written: Timestamp,
}

impl LogFile {
    /// Opens a file.
    pub(crate) fn open(source: &str, path: &Path) -> Result<Self, Error> {
        let error = |why: String| Error::Source { source_name: source.to_owned(), why };
        let bytes = folder::tail_file(path, TAIL).map_err(|io| error(io.to_string()))?;
        let decoded = reading::decode(&bytes);
        if decoded.binary {
            return Err(error("this is no text".to_owned()));
        }
        let modified = std::fs::metadata(path).and_then(|metadata| metadata.modified());
        let written =
            modified.ok().and_then(|time| Timestamp::try_from(time).ok()).unwrap_or_else(Timestamp::now);
        let kind = if source.starts_with("journal:") { "journal" } else { "log" };
        let text = whole_lines(decoded.text, bytes.len() as u64);
        Ok(Self { source: source.to_owned(), kind, text, written })
    }

    /// As it was asked for.
    pub(crate) fn name(&self) -> &str {
        &self.source
    }

    /// What it tells.
    pub fn look(&self) -> Seen {
        let mut inside = Inside::unread(self.source.clone(), HostKind::Xrdp, false);
        inside.unread.push("the settings of xrdp: this is a log alone".to_owned());
        let text = Text { name: self.kind.to_owned(), text: self.text.clone(), written: self.written };
        let log = log::read_all(&[text]);
        Seen { inside, log: Fact::Known(log) }
    }

    /// What a plan means here: nothing.
    pub(crate) fn draft(&self, plan: &Plan) -> Drafted {
        let ask = |_: &Change| Draft::Cannot("this is a log and not the host".to_owned());
        drafted(&self.source, "", Vec::new(), plan, &ask)
    }
}
