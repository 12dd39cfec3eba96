//! A log of xrdp, or a journal that holds it, alone: nothing is known of what is set on that host.

use std::path::Path;

use diagnosis::change::Change;
use diagnosis::facts::Fact;
use diagnosis::facts::inside::{HostKind, Inside};
use diagnosis::plan::Plan;

use super::log;
use crate::draft::{Draft, Drafted, drafted};
use crate::folder;
use crate::{Error, Seen};

/// The largest log that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// A log without the host around it.
#[derive(Debug)]
pub struct LogFile {
    /// As it was asked for.
    source: String,
    /// The file's own name.
    file: String,
    text: String,
}

impl LogFile {
    /// Opens a file.
    pub(crate) fn open(source: &str, path: &Path) -> Result<Self, Error> {
        let error = |why: String| Error::Source { source_name: source.to_owned(), why };
        let bytes = folder::read_file(path, LARGEST).map_err(|io| error(io.to_string()))?;
        let decoded = reading::decode(&bytes);
        if decoded.binary {
            return Err(error("this is no text".to_owned()));
        }
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { source: source.to_owned(), file, text: decoded.text })
    }

    /// As it was asked for.
    pub(crate) fn name(&self) -> &str {
        &self.source
    }

    /// What it tells.
    pub fn look(&self) -> Seen {
        let mut inside = Inside::unread(self.source.clone(), HostKind::Xrdp, false);
        inside.unread.push("the settings of xrdp: this is a log alone".to_owned());
        let log = log::read_all(vec![(self.file.clone(), self.text.clone())]);
        Seen { inside, log: Fact::Known(log) }
    }

    /// What a plan means here: nothing.
    pub(crate) fn draft(&self, plan: &Plan) -> Drafted {
        let ask = |_: &Change| Draft::Cannot("this is a log and not the host".to_owned());
        drafted(&self.source, "", Vec::new(), plan, &ask)
    }
}
