//! `cargo xtask new-cause STAGE/NAME`: a file to fill in, and the lines to add.

use anyhow::{Context, Result, bail};

use crate::run;

const STAGES: [&str; 9] =
    ["client", "name", "network", "gateway", "negotiation", "tls", "nla", "logon", "session"];

pub(crate) fn new_cause(id: &str) -> Result<()> {
    let (stage, name) = id.split_once('/').context("an id is STAGE/NAME, as in tls/weak-key")?;
    let word = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit())
    };
    if !STAGES.contains(&stage) || !word(name) {
        bail!("an id is STAGE/NAME: one of {}, then lower-case words with hyphens", STAGES.join(", "));
    }
    let module = name.replace('-', "_");
    let path = run::root().join(format!("crates/diagnosis/src/causes/{stage}/{module}.rs"));
    if path.exists() {
        bail!("{} is there already", path.display());
    }
    std::fs::write(&path, file(id)).with_context(|| format!("writing {}", path.display()))?;
    println!(
        "{}\n\nNow add\n  pub mod {module};                 to crates/diagnosis/src/causes/{stage}/mod.rs\n  \
         &{stage}::{module}::CAUSE,        to the list in causes/mod.rs, where its weight belongs\n  \
         fault(\"{id}\", …)       to crates/lab/src/faults/{stage}.rs\n  \
         [{id}]       and how people put it, to crates/diagnosis/complaints/{stage}.txt\n\nThe tests tell what is missing.",
        path.display()
    );
    Ok(())
}

/// The template under another name.
fn file(id: &str) -> String {
    let stage = id.split('/').next().unwrap_or_default();
    let variant = stage[..1].to_uppercase() + &stage[1..];
    TEMPLATE.replace("client/template", id).replace("Stage::Client", &format!("Stage::{variant}"))
}

/// A cause that compiles and tests itself; the tests of `diagnosis` hold it.
const TEMPLATE: &str = include_str!("../../crates/diagnosis/src/causes/template.rs");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_gets_its_own_file() {
        for stage in STAGES {
            let text = file(&format!("{stage}/what-it-is"));
            assert!(
                text.contains(&format!("id: \"{stage}/what-it-is\"")) && !text.contains("client/template")
            );
            let variant = stage[..1].to_uppercase() + &stage[1..];
            assert!(text.contains(&format!("stage: Stage::{variant},")), "{text}");
        }
    }
}
