//! inspect, repair, undo.

use anyhow::{Context, Result};
use readmit::diagnosis::facts::Identity;
use readmit::settings::Source;
use readmit::{diagnose as recorded, inspect as verb};

use crate::arguments::Inspect;
use crate::verbs::{can_be_written, show, shown};

/// `readmit inspect`.
pub(crate) fn inspect(arguments: &Inspect) -> Result<u8> {
    if let Some(path) = &arguments.save {
        can_be_written(path)?;
    }
    let source = Source::open(&arguments.source)?;
    let identity = arguments.user.as_deref().map(|user| Identity::named(user, arguments.domain.as_deref()));
    let facts = verb::facts(&source, identity);
    if let Some(path) = &arguments.save {
        let facts = shown(facts.clone(), &arguments.output);
        recorded::save(path, &facts).with_context(|| format!("saving {}", path.display()))?;
    }
    show(facts, &arguments.output, None)
}
